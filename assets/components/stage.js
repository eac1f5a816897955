import { connect } from "../live/live.js";
import { StageBoard } from "./stage_board.js";
import { StageGoals } from "./stage_goals.js";
import { StageJoin } from "./stage_join.js";
import { StageMatrix } from "./stage_matrix.js";
import { StageResult } from "./stage_result.js";
import { StageVoting } from "./stage_vote.js";
import { StageQuestion, StageTitle } from "./stage_write.js";
import { createZrApp } from "./shared.js";
import { stageView } from "./stage_data.js";

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
};

/** A calm page: who we are, and nothing of what is on the wall. */
const StageCover = {
  computed: {
    workshop() {
      return this.live.store.workshop || this.boot.workshop;
    },
  },
  setup: () => ({ seats: Array.from({ length: 8 }, (_, i) => "rotate(" + i * 45 + " 50 50)") }),
  template: `<section class="stage-cover">
    <svg class="stage-logo" viewBox="0 0 100 100" aria-hidden="true" focusable="false"><circle cx="50" cy="50" r="22" />
      <circle v-for="turn in seats" :key="turn" class="seat" cx="50" cy="9" r="7" :transform="turn" /></svg>
    <p class="stage-brand" lang="de">Zielrunde</p>
    <h1 dir="auto">{{ workshop.title }}</h1>
    <p v-if="workshop.dialogue_title !== workshop.title" class="stage-under" dir="auto">{{ workshop.dialogue_title }}</p>
  </section>`,
};

const StageApp = {
  data: () => ({ missed: false }),
  computed: {
    name() {
      const workshop = this.live.store.workshop;
      return !workshop || workshop.stage_covered ? "cover" : stageView(workshop);
    },
    view() {
      return STAGE_VIEWS[this.name] || StageCover;
    },
    offline() {
      return this.live.link.state !== "online";
    },
  },
  watch: {
    offline: {
      immediate: true,
      handler(offline) {
        clearTimeout(this.patience);
        this.missed = false;
        if (offline) this.patience = setTimeout(() => (this.missed = true), STAGE_PATIENCE);
      },
    },
  },
  template: `<main class="stage-hall" :lang="boot.lang" :dir="boot.dir" :data-view="name">
    <p class="stage-link" role="status"><span v-if="missed">{{ t('stage.connection_lost') }}</span></p>
    <Transition name="stage-fade">
      <component :is="view" :key="name" class="stage-view" />
    </Transition>
  </main>`,
};

/** Shows the workshop of this page on a projector. It only reads: no command leaves it. */
export function mountStage(el, boot) {
  // The hall's language is the workshop's, whatever somebody chose for a phone page in this browser.
  const app = createZrApp(StageApp, connect({ ...boot, role: "stage", texts_url: {} }));
  app.config.globalProperties.boot = boot;
  app.mount(el);
}
