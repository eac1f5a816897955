import { StageAsked, StageTimer } from "./parts.js";
import { KIND_ORDER, KindMark } from "../shared/shared.js";
import { readyTables } from "../shared/ready.js";
import { countKinds, onTheWall } from "../shared/focus.js";
import { StageSaid, stageAsked, stageTitled } from "./second.js";

/** @import { Component } from "../../live/shapes.js" */

/** The question, how many cards of each kind there are, and the time. @type {Component} */
export const StageQuestion = {
  components: { KindMark, StageAsked, StageSaid, StageTimer },
  setup: () => ({ kinds: KIND_ORDER, sizes: [11.5, 10.4, 9.2, 8, 7, 6, 5, 4.2, 3.4] }),
  computed: {
    asked() {
      return stageAsked(this.live, this.second, "question");
    },
    counts() {
      return countKinds(onTheWall(this.live.store.byType.contribution));
    },
    /** How to write, and once the first table is ready, how many are: one line, beside the time. */
    footWords() {
      const { ready, tables } = readyTables(this.live.store.presence);
      return ready ? { of: "stage.tables_ready", params: { ready }, count: tables } : { of: "stage.one_thought" };
    },
  },
  template: /* html */ `<section class="stage-question">
    <StageAsked :asked="asked" :sizes="sizes" />
    <div class="stage-counters">
      <p v-for="kind in kinds" :key="kind" class="card stage-counter" :data-kind="kind">
        <span class="stage-kind"><KindMark :kind="kind" /><StageSaid :of="'common.kind.' + kind" /></span>
        <b>{{ n(counts[kind]) }}</b></p>
    </div>
    <footer class="stage-foot"><p><StageSaid v-bind="footWords" /></p><StageTimer writing /></footer>
  </section>`,
};

/** What stands there instead of the codes once nobody can join any more. @type {Component} */
export const StageClosed = {
  components: { StageSaid },
  computed: {
    workshop() {
      return this.live.store.workshop;
    },
  },
  template: /* html */ `<section class="stage-title"><p class="stage-over" v-bind="live.written(workshop.dialogue_title)">{{ workshop.dialogue_title }}</p>
    <h1 class="stage-closed"><StageSaid :of="workshop.finished ? 'stage.finished' : 'stage.door_closed'" /></h1>
    <p class="stage-name" v-bind="live.written(workshop.title)">{{ workshop.title }}</p></section>`,
};

/** The phase as a title page, while somebody speaks at the front. @type {Component} */
export const StageTitle = {
  components: { StageAsked },
  setup: () => ({ sizes: [13, 11.5, 10, 8.6, 7.2, 6, 5, 4] }),
  computed: {
    workshop() {
      return this.live.store.workshop;
    },
    asked() {
      return stageTitled(this.live, this.second);
    },
    where() {
      const { audience, place, title } = this.workshop;
      return [audience === title ? "" : audience, place].filter(Boolean).join(" · ");
    },
  },
  template: /* html */ `<section class="stage-title">
    <p class="stage-over" v-bind="live.written(workshop.dialogue_title)">{{ workshop.dialogue_title }}</p>
    <StageAsked :asked="asked" :sizes="sizes" />
    <p class="stage-name" v-bind="live.written(workshop.title)">{{ workshop.title }}</p>
    <p class="stage-under" v-bind="live.written(where)">{{ where }}</p>
  </section>`,
};
