import { Icon } from "./shared.js";
import { openMenu } from "./console_dialog.js";
import { PHASES, make } from "../live/protocol.gen.js";

const STAGE_CHOICES = ["join", "title", "question", "board", "matrix", "goals", "voting", "result"];
// The preview is the stage itself, at the size of a small projector, made smaller.
const PREVIEW_WIDTH = 1280;

/** What the hall sees, and the two ways to change it: show something else, or cover it. */
export const ConsoleStage = {
  components: { Icon },
  data: () => ({ scale: 0.25 }),
  mounted() {
    this.watcher = new ResizeObserver(([entry]) => (this.scale = entry.contentRect.width / PREVIEW_WIDTH || this.scale));
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
    ofPhase() {
      return PHASES.find((phase) => phase.id === this.workshop.phase)?.stage;
    },
    shown() {
      const view = this.workshop.stage_view;
      if (this.workshop.stage_covered) return this.t("console.stage.covered");
      if (view !== "follow") return this.t("console.stage.instead", { view: this.t("console.view." + view) });
      return this.t("console.stage.follows", { view: this.t("console.view." + this.ofPhase) });
    },
  },
  methods: {
    show(view, covered = false) {
      this.desk.act(make.showOnStage({ view, covered }), this.t(covered ? "console.stage.covered" : "console.said.stage"));
    },
    other(event) {
      const now = this.workshop.stage_view;
      const item = (view) => ({ label: this.t("console.view." + view), checked: view === now, run: () => this.show(view) });
      openMenu(this.desk, event, this.t("console.stage.other"), [item("follow"), { line: true }, ...STAGE_CHOICES.map(item)]);
    },
    openWindow(event) {
      const opened = window.open(this.url, "zielrunde-stage", "popup,width=1280,height=720");
      if (opened) event.preventDefault();
    },
  },
  template: `<section class="con-stage" aria-labelledby="con-stage-title">
    <div class="con-heading"><h2 id="con-stage-title">{{ t('console.stage') }}</h2>
      <a v-if="url" class="con-link" :href="url" target="zielrunde-stage" @click="openWindow">{{ t('console.stage.open') }}</a></div>
    <div ref="frame" class="con-preview" inert aria-hidden="true">
      <iframe v-if="url" :src="url" tabindex="-1" loading="lazy" title="" :style="{transform: 'scale(' + scale + ')'}"></iframe>
    </div>
    <p class="con-hint" role="status"><Icon v-if="workshop.stage_covered" name="eye-off" />{{ shown }}</p>
    <div class="con-pair">
      <button type="button" class="button" aria-haspopup="menu" @click="other"><Icon name="projector" /><span>{{ t('console.stage.other') }}</span></button>
      <button type="button" class="button" :aria-pressed="workshop.stage_covered" @click="show(workshop.stage_view, !workshop.stage_covered)">
        <Icon name="eye-off" /><span>{{ t(workshop.stage_covered ? 'console.stage.uncover' : 'console.stage.cover') }}</span></button>
      <button type="button" class="button" aria-haspopup="dialog" @click="desk.open('texts')"><Icon name="globe" /><span>{{ t('console.texts') }}</span></button>
    </div>
  </section>`,
};
