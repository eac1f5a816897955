import { connect } from "../../live/live.js";
import { StageBoard } from "./board.js";
import { StageGoals } from "./goals.js";
import { StageJoin } from "./join.js";
import { StageMatrix } from "./matrix.js";
import { StageResult } from "./result.js";
import { StageVoting } from "./vote.js";
import { StageClosed, StageQuestion, StageTitle } from "./write.js";
import { KIND_ORDER, KindMark, createZrApp, workshopGone } from "../shared/shared.js";
import { letRead } from "../shared/wording.js";
import { StageCard, StageCluster, StageField } from "./large.js";
import { createPager } from "./pager.js";
import { StageSaid, createSecond } from "./second.js";
import { dressStage } from "./size.js";
import { stageView } from "../shared/stage.js";

/** @import { Component } from "../../live/shapes.js" */
/** @import { Shown } from "../shared/stage.js" */

// A link that is back within this time was never missed by anybody in the hall.
const STAGE_PATIENCE = 3000;

const STAGE_VIEWS = {
  join: StageJoin,
  title: StageTitle,
  question: StageQuestion,
  board: StageBoard,
  matrix: StageMatrix,
  goals: StageGoals,
  voting: StageVoting,
  result: StageResult,
  closed: StageClosed,
  field: StageField,
  cluster: StageCluster,
  card: StageCard,
};

/** A calm page: who we are, and nothing of what is on the wall. @type {Component} */
const StageCover = {
  components: { KindMark },
  computed: {
    workshop() {
      return this.live.store.workshop || this.boot.workshop;
    },
  },
  setup: () => ({ kinds: KIND_ORDER }),
  template: /* html */ `<section class="stage-cover">
    <p class="stage-logo"><KindMark v-for="kind in kinds" :key="kind" :kind="kind" /></p>
    <p class="stage-brand" lang="de">Zielrunde</p>
    <h1 v-bind="live.written(workshop.title)">{{ workshop.title }}</h1>
    <p v-if="workshop.dialogue_title !== workshop.title" class="stage-under" v-bind="live.written(workshop.dialogue_title)">{{ workshop.dialogue_title }}</p>
  </section>`,
};

/** @type {Component} */
const StageApp = {
  components: { StageSaid },
  data: () => ({ missed: false }),
  computed: {
    name() {
      const workshop = this.live.store.workshop;
      return !workshop || workshop.stage_covered || this.gone
        ? "cover"
        : stageView(/** @type {Shown} */ (this.live.store));
    },
    /** Begun anew with everything that is shown large, and in another size. */
    key() {
      const { stage_of: of = "", stage_size: size = 100 } = this.live.store.workshop || {};
      return [this.name, of, size].join(" ");
    },
    look() {
      return this.live.store.workshop || this.boot.workshop;
    },
    /** Who comes late finds address and code in every step; on the first picture they are large. */
    invites() {
      const { workshop } = this.live.store;
      return workshop && !workshop.finished && !workshop.door_closed && !["cover", "join"].includes(this.name);
    },
    view() {
      return STAGE_VIEWS[this.name] || StageCover;
    },
    gone() {
      return workshopGone(this.live);
    },
    offline() {
      return this.live.link.state !== "online";
    },
  },
  watch: {
    look: { immediate: true, handler: dressStage },
    /** The laptop's program was renewed: nobody stands at the projector to reload, and nothing is typed here. */
    "live.link.outdated"(outdated) {
      if (outdated) location.reload();
    },
    offline: {
      immediate: true,
      handler(offline) {
        clearTimeout(this.patience);
        this.missed = false;
        if (offline) this.patience = setTimeout(() => (this.missed = true), STAGE_PATIENCE);
      },
    },
  },
  template: /* html */ `<main class="stage-hall" :class="{double: second.lang}" :lang="boot.lang" :dir="boot.dir" :data-view="name">
    <p class="stage-link" role="status"><StageSaid v-if="missed" beside :of="gone ? 'common.workshop_gone' : 'stage.connection_lost'" /></p>
    <p v-if="invites && !missed" class="stage-invite"><StageSaid beside of="stage.qr_page" />: <bdi dir="ltr">{{ live.home.invite.short_address }}</bdi> · <StageSaid beside of="stage.code" /> <b dir="ltr">{{ boot.code }}</b></p>
    <Transition name="stage-fade">
      <component :is="view" :key="key" class="stage-view" />
    </Transition>
  </main>`,
};

/** Shows the workshop of this page on a projector. It only reads: no command leaves it. */
export function mountStage(el, boot) {
  // The hall's language is the workshop's, whatever somebody chose for a phone page in this browser.
  const live = connect({ ...boot, role: "stage", texts_url: {} });
  letRead(live, () => {
    const { card_texts: mode = "original", stage_language: second } = live.store.workshop || {};
    return { mode, languages: [boot.lang, second].filter(Boolean) };
  });
  const app = createZrApp(StageApp, live);
  app.config.globalProperties.boot = boot;
  app.config.globalProperties.pager = createPager(live);
  app.config.globalProperties.second = createSecond(live);
  app.mount(el);
}
