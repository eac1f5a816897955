import { KIND_ORDER, KindMark, Pin } from "../shared/shared.js";
import { computeMatrix, fieldOf, heatStep, noCards, onTheWall } from "../shared/focus.js";
import { ConsoleDialog } from "./dialog.js";
import { Wordings } from "../shared/wording.js";

/** @import { FieldOfAction, Kind } from "../../live/protocol.gen.js" */
/** @import { ConsoleComponent } from "./shapes.js" */
/** @typedef {{kind: Kind, count: number, step: number}} Drawn a cell */
/** @typedef {{field: Pick<FieldOfAction, "id"|"name">, cells: Drawn[], total: number}} Row */

/**
 * Fields of action by kinds: the number of cards, and where the weight lies. A number opens its cards.
 * @type {ConsoleComponent}
 */
export const ConsoleMatrix = {
  components: { KindMark, Pin },
  setup: () => ({ kinds: KIND_ORDER }),
  computed: {
    matrix() {
      return computeMatrix(this.live.store.byType);
    },
    rows() {
      const rest = { id: "", name: this.t("common.unassigned") };
      return [...this.matrix.fields, rest].map((field) => this.row(field));
    },
  },
  methods: {
    /** @param {Pick<FieldOfAction, "id"|"name">} field */
    row(field) {
      const counts = this.matrix.counts[field.id] || noCards();
      const cells = KIND_ORDER.map((kind) => ({
        kind,
        count: counts[kind],
        step: field.id ? this.step(field.id, kind, counts[kind]) : 0,
      }));
      return { field, cells, total: KIND_ORDER.reduce((sum, kind) => sum + counts[kind], 0) };
    },
    /** @param {string} field_id @param {Kind} kind @param {number} count */
    step(field_id, kind, count) {
      return heatStep({ field_id, kind, count }, this.matrix);
    },
    /** @param {Row} row @param {Drawn} cell */
    name(row, cell) {
      const focal = cell.step === 5 ? this.t("common.focal_point") + ": " : "";
      return `${focal}${row.field.name}, ${this.t("common.count." + cell.kind, {}, cell.count)}`;
    },
    /** @param {Row} row @param {Drawn} cell */
    open(row, cell) {
      this.desk.open("cell", { field: row.field, kind: cell.kind });
    },
    /** @param {string} id */
    fieldName(id) {
      return this.live.store.byType.field[id]?.name || "";
    },
  },
  template: /* html */ `<div class="con-matrix">
    <table><caption class="unseen">{{ t('console.matrix_caption') }}</caption>
      <thead><tr><td></td><th v-for="kind in kinds" :key="kind" scope="col"><KindMark :kind="kind" :size="22" :label="t('common.kind.' + kind)" /><span aria-hidden="true">{{ t('console.kind.' + kind) }}</span></th><th scope="col">{{ t('common.all') }}</th></tr></thead>
      <tbody><tr v-for="row in rows" :key="row.field.id" :class="{rest: !row.field.id}"><Typed tag="th" scope="row" :text="row.field.name" :lang="row.field.id ? '' : live.texts.lang" />
        <td v-for="cell in row.cells" :key="cell.kind" :data-kind="cell.kind" :data-step="cell.step">
          <button v-if="cell.count" type="button" :aria-label="name(row, cell)" @click="open(row, cell)">{{ n(cell.count) }}</button><span v-else>0</span>
          <Pin v-if="cell.step === 5" /></td>
        <td class="sum">{{ n(row.total) }}</td></tr></tbody></table>
    <aside><h2>{{ t('common.focal_points') }}</h2>
      <p v-if="!matrix.focalPoints.length" class="con-hint">{{ t('common.no_focal_points') }}</p>
      <div v-for="point in matrix.focalPoints" :key="point.field_id + point.kind" class="heading-strip" :data-kind="point.kind"><Typed tag="h3" :text="fieldName(point.field_id)" />
        <p class="con-focal"><KindMark :kind="point.kind" />{{ t('common.count.' + point.kind, {}, point.count) }}</p></div>
      <p class="con-hint">{{ t('common.focal_threshold', {}, matrix.threshold) }}</p></aside>
  </div>`,
};

/** The cards of one cell of the matrix. @type {ConsoleComponent} */
export const ConsoleCell = {
  components: { ConsoleDialog, Wordings },
  props: { field: Object, kind: String },
  computed: {
    cards() {
      const { contribution, cluster } = this.live.store.byType;
      return onTheWall(contribution).filter(
        (card) => card.kind === this.kind && fieldOf(card, cluster) === this.field.id,
      );
    },
    title() {
      return `${this.field.name}: ${this.t("common.count." + this.kind, {}, this.cards.length)}`;
    },
  },
  template: /* html */ `<ConsoleDialog :title="title" wide @done="desk.close()">
    <ul class="plain con-cell"><li v-for="card in cards" :key="card.id" class="card" :data-kind="card.kind"><Wordings :of="card" />
      <p class="con-small" dir="auto">{{ desk.groupOf(card) }}</p></li></ul>
    <template #foot><button class="button">{{ t('common.close') }}</button></template>
  </ConsoleDialog>`,
};
