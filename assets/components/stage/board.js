import { StageEmpty, StageHead } from "./parts.js";
import { KindCounts, Pin } from "../shared/shared.js";
import { CardView } from "../shared/card.js";
import { UNASSIGNED, computeMatrix } from "../shared/focus.js";
import { StageName, StageSaid, stageAsked, stagePlace } from "./second.js";
import { StageFlow } from "./flow.js";
import { stageSize } from "./size.js";
import { stageBoardItems } from "./data.js";

/** @import { Component } from "../../live/shapes.js" */

const STAGE_LINE_LETTERS = 62; // one line of the smallest print, in a square window
const STAGE_LONG_NAME = 46; // letters: more than two lines above one column
// From so many cards on the smallest print is used, which halves the pages.
const STAGE_MANY_CARDS = 40;

function stageLineLetters() {
  return (STAGE_LINE_LETTERS * window.innerWidth) / window.innerHeight / stageSize();
}

/**
 * All cards by field and cluster, at most three fields at a time, and where we are among all fields.
 * `only`: the id of one field, which is shown alone.
 * @type {Component}
 */
export const StageBoard = {
  props: { only: { type: String, default: "" } },
  components: { CardView, KindCounts, Pin, StageEmpty, StageFlow, StageHead, StageName, StageSaid },
  data: () => ({ page: { index: 0, total: 0, groups: [] }, dense: false }),
  computed: {
    store() {
      return this.live.store;
    },
    asked() {
      if (this.only) return { first: { text: this.fieldName(this.only) || "", lang: null }, second: null };
      return stageAsked(this.live, this.second, "board");
    },
    items() {
      const items = stageBoardItems(this.store.byType);
      return this.only ? items.filter((item) => item.group === this.only) : items;
    },
    matrix() {
      return computeMatrix(this.store.byType);
    },
    aside() {
      if (!this.items.length) return null;
      return (
        stagePlace(this.page) || { of: "common.cards", count: this.only ? this.count(this.only) : this.matrix.total }
      );
    },
    /** All fields with their numbers, in two lines; none where they would fill the wall. */
    strip() {
      if (this.only) return [];
      const fields = this.matrix.fields.map(({ id, name }) => ({ id, name, count: this.count(id) }));
      const pile = { id: UNASSIGNED, name: "", count: this.count(UNASSIGNED) };
      const all = pile.count && fields.length ? [...fields, pile] : fields;
      const length = all.reduce((sum, field) => sum + (field.name || this.t("common.unassigned")).length + 5, 0);
      return length > 2 * stageLineLetters() ? [] : all;
    },
  },
  watch: {
    // For good: print that changes its size from card to card would be restless.
    "matrix.total": {
      immediate: true,
      handler(total) {
        this.dense = this.dense || total > STAGE_MANY_CARDS;
      },
    },
  },
  methods: {
    count(group) {
      return Object.values(this.matrix.counts[group] || {}).reduce((sum, n) => sum + n, 0);
    },
    isLong(group) {
      return (this.fieldName(group) || "").length > STAGE_LONG_NAME;
    },
    fieldName(group) {
      return ((this.store.byType.field || {})[group] || {}).name;
    },
  },
  template: /* html */ `<section class="stage-board" :class="{dense}">
    <StageHead :asked="asked" :aside="aside" />
    <StageEmpty v-if="!items.length" of="stage.no_cards" />
    <StageFlow v-else class="stage-wall" :items="items" :most="3" :heads="!only" @page="page = $event">
      <template #head="{ group, continued }">
        <h2 :class="{long: isLong(group)}" v-bind="live.written(fieldName(group))"><StageName :name="fieldName(group)" of="common.unassigned" /></h2>
        <p><StageSaid v-if="continued" of="stage.continued" /><StageSaid v-else of="common.cards" :count="count(group)" /></p>
      </template>
      <template #item="{ item }">
        <p v-if="item.again" class="stage-again"><span class="wording" v-bind="live.written(item.cluster.name)"><StageName :name="item.cluster.name" of="common.nameless" beside /></span></p>
        <div v-else-if="item.heading" class="stage-pinned"><div class="heading-strip"><Pin />
          <h3 class="wording" v-bind="live.written(item.cluster.name)"><StageName :name="item.cluster.name" of="common.nameless" /></h3><KindCounts :counts="item.counts" /></div></div>
        <CardView v-else :card="item.card" compact />
      </template>
    </StageFlow>
    <footer v-if="strip.length" class="stage-strip">
      <p v-for="field in strip" :key="field.id" :class="{here: page.groups.includes(field.id)}">
        <StageName :name="field.name" of="common.unassigned" beside /> <b>{{ n(field.count) }}</b></p>
    </footer>
  </section>`,
};
