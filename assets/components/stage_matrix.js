import { StageEmpty, StageHead, vStageFit } from "./stage_parts.js";
import { KIND_ORDER, KindMark, Pin } from "./shared.js";
import { UNASSIGNED, computeMatrix, heatStep } from "./shared_focus.js";
import { StageSaid, stageAsked } from "./stage_second.js";
import { pagedMixin } from "./stage_pager.js";
import { stagePixels } from "./stage_size.js";

const STAGE_ROW = 6.6; // least height in vh: a name of two lines

/** Fields and kinds as a heat map: where the weight lies, and the focal points beside it. */
export const StageMatrix = {
  components: { KindMark, Pin, StageEmpty, StageHead, StageSaid },
  directives: { fit: vStageFit },
  mixins: [pagedMixin],
  setup: () => ({ kinds: KIND_ORDER, sizes: [3.9, 3.4, 3] }),
  data: () => ({ room: 10 }),
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
      const cards = this.t("common.cards", { count: this.matrix.total });
      if (this.pageCount < 2) return cards;
      return this.t("stage.page", { page: this.pageIndex + 1, pages: this.pageCount });
    },
    allRows() {
      const rows = this.matrix.fields.map(({ id, name }) => this.row(id, name));
      const pile = this.row(UNASSIGNED, this.t("common.unassigned"));
      return pile.total ? [...rows, pile] : rows;
    },
    pageCount() {
      return Math.ceil(this.allRows.length / this.room);
    },
    rows() {
      const perPage = Math.ceil(this.allRows.length / this.pageCount);
      const start = this.pageIndex * perPage;
      return this.allRows.slice(start, start + perPage);
    },
    // Where each step begins; steps that no number reaches are left out.
    legend() {
      const begins = [1, 2, 3, 4].map((step) => Math.floor(((step - 1) * this.matrix.threshold) / 4) + 1);
      const steps = begins.map((from, i) => ({ step: i + 1, from }));
      return steps.filter(({ from }, i) => from < (begins[i + 1] || this.matrix.threshold));
    },
  },
  mounted() {
    this.observer = new ResizeObserver(() => this.measure());
    this.observer.observe(this.$el);
  },
  beforeUnmount() {
    this.observer.disconnect();
  },
  methods: {
    measure() {
      const { rows, head } = this.$refs;
      if (!rows) return;
      const high = rows.clientHeight - (Array.isArray(head) ? head[0] : head).clientHeight;
      this.room = Math.max(1, Math.floor(high / stagePixels(STAGE_ROW)));
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
  template: `<section>
    <StageHead :asked="asked" :aside="aside" />
    <StageEmpty v-if="!matrix.total" of="stage.no_cards" />
    <div v-else class="stage-weight">
      <div class="stage-rows" ref="rows"><Transition name="stage-fade"><table :key="pageIndex">
        <thead ref="head"><tr><td></td>
          <th v-for="kind in kinds" :key="kind" scope="col"><KindMark :kind="kind" :label="t('common.kind.' + kind)" /><StageSaid aria-hidden="true" :of="'stage.kind.' + kind" /></th>
          <th scope="col"><StageSaid of="common.all" /></th></tr></thead>
        <tbody><tr v-for="row in rows" :key="row.id">
          <th scope="row"><span v-fit="sizes" dir="auto">{{ row.name }}</span></th>
          <td v-for="cell in row.cells" :key="cell.kind" class="stage-cell" :data-kind="cell.kind" :data-step="cell.step">
            <span>{{ n(cell.count) }}<Pin v-if="cell.step === 5" /></span></td>
          <td class="stage-sum">{{ n(row.total) }}</td></tr></tbody>
      </table></Transition></div>
      <aside class="stage-focal" :aria-label="t('common.focal_points')">
        <h2><StageSaid of="common.focal_points" /></h2>
        <ol v-if="matrix.focalPoints.length" class="plain">
          <li v-for="point in matrix.focalPoints" :key="point.field_id + point.kind" :data-kind="point.kind">
            <b dir="auto">{{ fieldName(point.field_id) }}</b>
            <span><KindMark :kind="point.kind" />{{ t('common.count.' + point.kind, { count: point.count }) }}</span></li>
        </ol>
        <p v-else><StageSaid of="common.no_focal_points" /></p>
        <div class="stage-legend"><p><StageSaid of="common.cards_per_cell" /></p>
          <p class="stage-scale"><span v-for="entry in legend" :key="entry.step" :data-step="entry.step">{{ entry.from }}</span>
            <span data-step="5">{{ t('common.from_number', { count: matrix.threshold }) }}</span></p></div>
      </aside>
    </div>
  </section>`,
};
