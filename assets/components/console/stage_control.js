import { Icon } from "../shared/shared.js";
import { openMenu } from "./dialog.js";
import { shortText } from "./desk.js";
import { fieldPlaces } from "./moves.js";
import { inOrder } from "../shared/focus.js";
import { stageLarge, stagePage, stageTurns, stageView } from "../shared/stage.js";
import { STAGE_SIZES } from "../../live/moderator.gen.js";
import { make } from "../../live/protocol.gen.js";

/** @import { Cluster, StageView } from "../../live/protocol.gen.js" */
/** @import { ReadyLive } from "../../live/shapes.js" */
/** @import { ConsoleComponent, Desk } from "./shapes.js" */

const CONTROL_TICK = 500;

/** What the stage shows, as the moderator calls it: a view, or the name of what is shown large. @param {ReadyLive} live */
export function stageWords({ store, t }) {
  const shown = stageView(store);
  const view = shown === "closed" && !store.workshop.finished ? "door_closed" : shown;
  const large = stageLarge(store);
  return t("console.view." + view, { name: large ? shortText(large.name || large.text || t("common.nameless")) : "" });
}

/** A field or a cluster, to be shown large. @param {Desk} desk @param {ReadyLive} live */
export function chooseLarge(desk, live) {
  const { t, store } = live;
  const entry = (/** @type {Cluster} */ cluster) => ({
    id: cluster.id,
    label: desk.clusterName(cluster),
    part: t("console.clusters"),
    view: "cluster",
  });
  const clusters = inOrder(store.byType.cluster).map(entry);
  const fields = fieldPlaces(live).map((option) => ({ ...option, view: "field" }));
  /** @param {{view: StageView, id: string}} option */
  const pick = ({ view, id }) => desk.act(make.showOnStage({ view, of: id }), t("console.said.stage"));
  desk.open("choose", { title: t("console.stage.large"), options: [...fields, ...clusters], pick });
}

/** Light or dark, and the size of letters. @param {Desk} desk @param {ReadyLive} live @param {Event} event */
export function openLook(desk, live, event) {
  const { t, store } = live;
  const { stage_dark: dark, stage_size: size } = store.workshop;
  /** @param {{dark?: boolean, size?: 100|125|150}} change */
  const dress = (change) => desk.act(make.dressStage({ dark, size, ...change }), t("console.said.stage"));
  /** @param {string} name @param {boolean} checked @param {{dark?: boolean, size?: 100|125|150}} change */
  const item = (name, checked, change) => ({ label: t(name), checked, run: () => dress(change) });
  openMenu(desk, event, t("console.stage.look"), [
    item("console.stage.light", !dark, { dark: false }),
    item("console.stage.dark", dark, { dark: true }),
    { line: true },
    ...STAGE_SIZES.map((one) => item("console.stage.size." + one, size === one, { size: one })),
  ]);
}

/** Which page the hall sees, holding and turning it, and the way back to the agenda. @type {ConsoleComponent} */
export const ConsoleStageControl = {
  components: { Icon },
  data() {
    return { now: this.live.now() };
  },
  mounted() {
    this.clock = setInterval(() => (this.now = this.live.now()), CONTROL_TICK);
  },
  beforeUnmount() {
    clearInterval(this.clock);
  },
  computed: {
    workshop() {
      return this.live.store.workshop;
    },
    pages() {
      return this.workshop.stage_covered ? 0 : this.live.store.presence?.stage_pages || 0;
    },
    page() {
      return stagePage(this.live.store, this.pages, this.now);
    },
    turns() {
      return stageTurns(this.live.store);
    },
    // Where pages never turn by themselves there is nothing to hold.
    holds() {
      return this.turns || this.workshop.stage_held;
    },
    away() {
      return this.workshop.stage_view !== "follow";
    },
  },
  methods: {
    /** Who turns the page speaks about it: it stays. @param {number} by */
    turn(by, held = () => true) {
      this.desk.step(() => {
        const page = Math.max(0, Math.min(this.page + by, this.pages - 1));
        const said = this.t("console.stage.page", { page: page + 1, pages: this.pages });
        return this.desk.act(make.turnStage({ page, held: held() }), said);
      });
    },
    hold() {
      this.turn(0, () => !this.workshop.stage_held);
    },
    agenda() {
      this.desk.act(make.showOnStage({ view: "follow" }), this.t("console.said.stage"));
    },
  },
  template: /* html */ `<div v-if="pages > 1" class="con-turn" role="group" :aria-label="t('console.stage.pages')">
      <button type="button" class="button" :disabled="page === 0" :aria-label="t('console.stage.previous')" @click="turn(-1)"><Icon name="arrow" class="back" /></button>
      <p>{{ t('console.stage.page', {page: page + 1, pages}) }}</p>
      <button type="button" class="button" :disabled="page === pages - 1" :aria-label="t('console.stage.next')" @click="turn(1)"><Icon name="arrow" /></button>
      <button v-if="holds" type="button" class="button" :aria-pressed="workshop.stage_held" @click="hold">{{ t('console.stage.hold') }}</button>
    </div>
    <button v-if="away" type="button" class="button" @click="agenda"><Icon name="undo" /><span>{{ t('console.stage.agenda') }}</span></button>`,
};
