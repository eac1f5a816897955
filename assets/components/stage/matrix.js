import { StageEmpty, StageHead } from "./parts.js";
import { KIND_ORDER, KindMark, Pin } from "../shared/shared.js";
import { UNASSIGNED, computeMatrix, heatStep } from "../shared/focus.js";
import { StageName, StageSaid, stageAsked, stagePlace } from "./second.js";
import { Divided } from "../shared/wording.js";
import { pagedMixin } from "./pager.js";
import { stagePixels } from "./size.js";

/** @import { Component } from "../../live/shapes.js" */

const STAGE_ROW = 6.6; // least height in vh
const STAGE_ROW_AIR = 0.8; // vh below each

/** Rows on pages that are about equally high. `heightOf(row)`, `room`: in pixels. */
function stageRows(rows, heightOf, room) {
  const packed = (limit) => {
    const pages = [];
    let used = Infinity;
    for (const row of rows) {
      if (used + heightOf(row) > limit) {
        pages.push([]);
        used = 0;
      }
      pages[pages.length - 1].push(row);
      used += heightOf(row);
    }
    return pages;
  };
  const least = packed(room);
  const shares = [0.5, 0.6, 0.7, 0.8, 0.9].map((share) => packed(room * share));
  return shares.find((pages) => pages.length === least.length) || least;
}

/** Fields and kinds as a heat map: where the weight lies, and the focal points beside it. @type {Component} */
export const StageMatrix = {
  components: { Divided, KindMark, Pin, StageEmpty, StageHead, StageName, StageSaid },
  mixins: [pagedMixin],
  setup: () => ({ kinds: KIND_ORDER }),
  data: () => ({ room: 0, heights: {}, lines: 9, fitting: 1, pointLines: 9 }),
  computed: {
    store() {
      return this.live.store;
    },
    matrix() {
      return computeMatrix(this.store.byType);
    },
    asked() {
      return stageAsked(this.live, this.second, "matrix");
    },
    aside() {
      const cards = { of: "common.cards", count: this.matrix.total };
      return stagePlace({ index: this.pageIndex, total: this.pageCount }) || cards;
    },
    allRows() {
      const rows = this.matrix.fields.map(({ id, name }) => this.row(id, name));
      const pile = this.row(UNASSIGNED, "");
      return pile.total ? [...rows, pile] : rows;
    },
    pages() {
      return this.room ? stageRows(this.allRows, ({ id }) => this.heights[id] || 0, this.room) : [];
    },
    pageCount() {
      return this.pages.length;
    },
    rows() {
      return this.pages[this.pageIndex] || [];
    },
    points() {
      return this.matrix.focalPoints.map((point) => ({ ...point, name: this.fieldName(point.field_id) }));
    },
    names() {
      return this.allRows.map(({ id, name }) => ({ id, name }));
    },
    // Where each step begins; steps that no number reaches are left out.
    legend() {
      const begins = [1, 2, 3, 4].map((step) => Math.floor(((step - 1) * this.matrix.threshold) / 4) + 1);
      const steps = begins.map((from, i) => ({ step: i + 1, from }));
      return steps.filter(({ from }, i) => from < (begins[i + 1] || this.matrix.threshold));
    },
  },
  watch: {
    names: "soon",
    points: "soon",
    "second.lang": "soon",
  },
  mounted() {
    this.observer = new ResizeObserver(() => this.measure());
    this.observer.observe(this.$el);
  },
  beforeUnmount() {
    this.observer.disconnect();
  },
  methods: {
    async soon() {
      await this.$nextTick();
      this.measure();
    },
    measure() {
      const { rows, head, ruler, focal } = this.$refs;
      if (!rows) return;
      this.room = rows.clientHeight - (Array.isArray(head) ? head[0] : head).clientHeight;
      const line = Math.max(...[ruler, ...ruler.children].map((box) => parseFloat(getComputedStyle(box).lineHeight)));
      this.lines = Math.max(2, Math.floor((this.room - 2 * stagePixels(STAGE_ROW_AIR)) / line));
      const high = (box) =>
        Math.max(stagePixels(STAGE_ROW), box.getBoundingClientRect().height + stagePixels(STAGE_ROW_AIR));
      if (focal) this.measurePoints(focal);
      this.heights = Object.fromEntries([...ruler.children].map((box) => [box.dataset.id, high(box)]));
    },
    /** The pins in the table mark those, too, for which there is no room beside it. */
    measurePoints(list) {
      const room = list.clientHeight;
      const fits = [...list.children].filter((box) => box.offsetTop + box.offsetHeight <= room);
      this.fitting = Math.max(1, fits.length);
      const name = list.querySelector("b");
      const rest = list.firstElementChild.offsetHeight - name.offsetHeight;
      this.pointLines = Math.max(2, Math.floor((room - rest) / parseFloat(getComputedStyle(name).lineHeight)));
    },
    row(id, name) {
      const cells = KIND_ORDER.map((kind) => ({ field_id: id, kind, count: this.matrix.counts[id][kind] }));
      const steps = cells.map((cell) => ({ ...cell, step: id === UNASSIGNED ? 0 : heatStep(cell, this.matrix) }));
      return { id, name, cells: steps, total: cells.reduce((sum, cell) => sum + cell.count, 0) };
    },
    fieldName(id) {
      return (this.matrix.fields.find((field) => field.id === id) || {}).name;
    },
  },
  template: /* html */ `<section>
    <StageHead :asked="asked" :aside="aside" />
    <StageEmpty v-if="!matrix.total" of="stage.no_cards" />
    <div v-else class="stage-weight">
      <div class="stage-rows" ref="rows" :style="{'--lines': lines}"><div class="stage-names" ref="ruler" aria-hidden="true"><span v-for="row in names" :key="row.id" :data-id="row.id" v-bind="live.written(row.name)"><StageName :name="row.name" of="common.unassigned" /></span></div>
        <Transition name="stage-fade"><table :key="pageIndex">
        <thead ref="head"><tr><td></td>
          <th v-for="kind in kinds" :key="kind" scope="col"><KindMark :kind="kind" :label="t('common.kind.' + kind)" /><StageSaid aria-hidden="true" :of="'stage.kind.' + kind" /></th>
          <th scope="col"><StageSaid of="common.all" /></th></tr></thead>
        <tbody><tr v-for="row in rows" :key="row.id">
          <th scope="row"><span v-bind="live.written(row.name)"><StageName :name="row.name" of="common.unassigned" /></span></th>
          <td v-for="cell in row.cells" :key="cell.kind" class="stage-cell" :data-kind="cell.kind" :data-step="cell.step">
            <span>{{ n(cell.count) }}<Pin v-if="cell.step === 5" /></span></td>
          <td class="stage-sum">{{ n(row.total) }}</td></tr></tbody>
      </table></Transition></div>
      <aside class="stage-focal" :aria-label="t('common.focal_points')">
        <h2><StageSaid of="common.focal_points" /></h2>
        <ol v-if="points.length" class="plain" ref="focal" :style="{'--lines': pointLines}">
          <li v-for="(point, i) in points" :key="point.field_id + point.kind" :data-kind="point.kind" :class="{beyond: i >= fitting}">
            <b v-bind="live.written(point.name)"><Divided :text="point.name" /></b>
            <span><KindMark :kind="point.kind" /><StageSaid :of="'common.count.' + point.kind" :count="point.count" /></span></li>
        </ol>
        <p v-else><StageSaid of="common.no_focal_points" /></p>
        <div class="stage-legend"><p><StageSaid of="common.cards_per_cell" /></p>
          <p class="stage-scale"><span v-for="entry in legend" :key="entry.step" :data-step="entry.step">{{ n(entry.from) }}</span>
            <span data-step="5"><StageSaid of="common.from_number" :count="matrix.threshold" /></span></p></div>
      </aside>
    </div>
  </section>`,
};
