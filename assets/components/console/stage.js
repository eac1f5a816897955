import { Icon } from "../shared/shared.js";
import { openMenu } from "./dialog.js";
import { ConsoleStageControl, chooseLarge, openLook, stageWords } from "./stage_control.js";
import { stageView } from "../shared/stage.js";
import { STAGE_CHOICES } from "../../live/moderator.gen.js";
import { make } from "../../live/protocol.gen.js";

/** @import { StageView } from "../../live/protocol.gen.js" */
/** @import { ConsoleComponent } from "./shapes.js" */

// The preview is the stage itself, at the size of a small projector, made smaller.
const PREVIEW_WIDTH = 1280;

/** What the hall sees, and the two ways to change it: show something else, or cover it. @type {ConsoleComponent} */
export const ConsoleStage = {
  components: { Icon, ConsoleStageControl },
  data: () => ({ scale: 0.25 }),
  mounted() {
    this.watcher = new ResizeObserver(
      ([entry]) => (this.scale = entry.contentRect.width / PREVIEW_WIDTH || this.scale),
    );
    this.watcher.observe(this.$refs.frame);
  },
  beforeUnmount() {
    this.watcher.disconnect();
  },
  computed: {
    workshop() {
      return this.live.store.workshop;
    },
    url() {
      return this.desk.urls.stage;
    },
    shown() {
      if (this.workshop.stage_covered) return this.t("console.stage.covered");
      const { stage_view: view } = this.workshop;
      const sent = view === "join" || stageView(this.live.store) === view;
      return this.t(sent ? "console.stage.instead" : "console.stage.follows", { view: stageWords(this.live) });
    },
  },
  methods: {
    /** @param {StageView} view @param {boolean} covered @param {string|null} of */
    show(view, covered = false, of = null) {
      this.desk.act(
        make.showOnStage({ view, covered, of }),
        this.t(covered ? "console.stage.covered" : "console.said.stage"),
      );
    },
    /** @param {boolean} covered */
    cover(covered) {
      this.show(this.workshop.stage_view, covered, this.workshop.stage_of || null);
    },
    /** @param {Event} event */
    other(event) {
      const now = this.workshop.stage_view;
      const item = (/** @type {StageView} */ view) => ({
        label: this.t("console.view." + view),
        checked: view === now,
        run: () => this.show(view),
      });
      const large = { label: this.t("console.stage.large"), run: () => chooseLarge(this.desk, this.live) };
      const choices = /** @type {StageView[]} */ (STAGE_CHOICES).map(item);
      openMenu(this.desk, event, this.t("console.stage.other"), [
        item("follow"),
        { line: true },
        ...choices,
        { line: true },
        large,
      ]);
    },
    /** @param {Event} event */
    look(event) {
      openLook(this.desk, this.live, event);
    },
    /** @param {Event} event */
    openWindow(event) {
      const opened = window.open(this.url, "zielrunde-stage", "popup,width=1280,height=720");
      if (opened) event.preventDefault();
    },
  },
  template: /* html */ `<section class="con-stage" aria-labelledby="con-stage-title">
    <div class="con-heading"><h2 id="con-stage-title">{{ t('console.stage') }}</h2>
      <a v-if="url" class="con-link" :href="url" target="zielrunde-stage" @click="openWindow">{{ t('console.stage.open') }}</a></div>
    <div ref="frame" class="con-preview" inert aria-hidden="true">
      <iframe v-if="url" :src="url" tabindex="-1" loading="lazy" title="" :style="{transform: 'scale(' + scale + ')'}"></iframe>
    </div>
    <p class="con-hint" role="status"><Icon v-if="workshop.stage_covered" name="eye-off" />{{ shown }}</p>
    <div class="con-pair">
      <button type="button" class="button" aria-haspopup="menu" @click="other"><Icon name="projector" /><span>{{ t('console.stage.other') }}</span></button>
      <button type="button" class="button" :aria-pressed="workshop.stage_covered" @click="cover(!workshop.stage_covered)">
        <Icon name="eye-off" /><span>{{ t(workshop.stage_covered ? 'console.stage.uncover' : 'console.stage.cover') }}</span></button>
      <button type="button" class="button" aria-haspopup="dialog" @click="desk.open('texts')"><Icon name="globe" /><span>{{ t('console.texts') }}</span></button>
      <button type="button" class="button" aria-haspopup="menu" @click="look"><Icon name="projector" /><span>{{ t('console.stage.look') }}</span></button>
    </div>
    <ConsoleStageControl />
  </section>`,
};
