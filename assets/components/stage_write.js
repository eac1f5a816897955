import { StageTimer, vStageFit } from "./stage_parts.js";
import { KIND_ORDER, KindMark, phaseQuestion } from "./shared.js";
import { countKinds, onTheWall } from "./shared_focus.js";
import { stagePhase } from "./stage_data.js";

/** Each question of "What goes well? What goes badly?" begins a line of its own. */
export function stageLines(text) {
  return text.match(/[^?؟\n]+[?؟]*/g).map((line) => line.trim()).filter(Boolean);
}

/** The question, how many cards of each kind there are, and the time. */
export const StageQuestion = {
  components: { KindMark, StageTimer },
  directives: { fit: vStageFit },
  setup: () => ({ kinds: KIND_ORDER, sizes: [11.5, 10.4, 9.2, 8, 7, 6, 5, 4.2, 3.4, 2.8] }),
  computed: {
    lines() {
      return stageLines(phaseQuestion(this.live.store.workshop, stagePhase("question"), this.t));
    },
    counts() {
      return countKinds(onTheWall(this.live.store.byType.contribution));
    },
  },
  template: `<section class="stage-question">
    <h1 v-fit="sizes" dir="auto"><span v-for="(line, i) in lines" :key="i" dir="auto">{{ line }} </span></h1>
    <div class="stage-counters">
      <p v-for="kind in kinds" :key="kind" class="card stage-counter" :data-kind="kind">
        <span class="stage-kind"><KindMark :kind="kind" />{{ t('common.kind.' + kind) }}</span>
        <b>{{ counts[kind] }}</b></p>
    </div>
    <footer class="stage-foot"><p>{{ t('stage.one_thought') }}</p><StageTimer writing /></footer>
  </section>`,
};

/** The phase as a title page, while somebody speaks at the front. */
export const StageTitle = {
  directives: { fit: vStageFit },
  setup: () => ({ sizes: [13, 11.5, 10, 8.6, 7.2, 6, 5, 4, 2.8] }),
  computed: {
    workshop() {
      return this.live.store.workshop;
    },
    title() {
      return this.workshop.questions[this.workshop.phase] || this.t("common.phase." + this.workshop.phase);
    },
    where() {
      const { audience, place, title } = this.workshop;
      return [audience === title ? "" : audience, place].filter(Boolean).join(" · ");
    },
  },
  template: `<section class="stage-title">
    <p class="stage-over" dir="auto">{{ workshop.dialogue_title }}</p>
    <h1 v-fit="sizes" dir="auto">{{ title }}</h1>
    <p class="stage-name" dir="auto">{{ workshop.title }}</p>
    <p class="stage-under" dir="auto">{{ where }}</p>
  </section>`,
};
