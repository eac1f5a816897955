import { KIND_ORDER, KindCounts, KindMark, Pin } from "../shared/shared.js";
import { CardView } from "../shared/card.js";
import { Divided, Named } from "../shared/wording.js";
import { UNASSIGNED, computeMatrix, countKinds, heatStep, inOrder, onTheWall } from "../shared/focus.js";
import { entities } from "./state.js";
import { AskedHeading, SpeakCard } from "./speech.js";

/** @import { Cell, Counts } from "../shared/focus.js" */
/** @import { Cluster, Contribution, FieldOfAction, Kind } from "../../live/protocol.gen.js" */
/** @import { Component } from "../../live/shapes.js" */

const CARDS_AT_ONCE = 6;

/** Some cards of a heap, the others on request. @type {Component} */
const CardHeap = {
  components: { CardView, SpeakCard },
  props: { cards: { type: Array, required: true } },
  data: () => ({ all: false }),
  computed: {
    shown() {
      return this.all ? this.cards : this.cards.slice(0, CARDS_AT_ONCE);
    },
  },
  template: /* html */ `<ul class="plain cards"><li v-for="card in shown" :key="card.id"><CardView compact
    :card="card"><template #aside><SpeakCard :of="card" /></template></CardView></li></ul>
    <button v-if="shown.length < cards.length" type="button" class="text-button" @click="all = true">
      {{ t('common.show_more', {}, cards.length - shown.length) }}</button>`,
};

/** @typedef {{cluster: Cluster|null, cards: Contribution[]}} Heap */

/** @param {Contribution[]} cards @param {Cluster[]} clusters @param {string} fieldId @returns {Heap[]} */
function heapsOf(cards, clusters, fieldId) {
  const own = clusters.filter((cluster) => (cluster.field_id || UNASSIGNED) === fieldId);
  const heaps = own.map((cluster) => ({
    cluster,
    cards: cards.filter((card) => card.cluster_id === cluster.id),
  }));
  const known = new Set(clusters.map((cluster) => cluster.id));
  const loose = cards.filter(
    (card) => !known.has(/** @type {string} */ (card.cluster_id)) && (card.field_id || UNASSIGNED) === fieldId,
  );
  return loose.length ? [...heaps, { cluster: null, cards: loose }] : heaps;
}

/** The board to read: by field and cluster, and last what has no field yet. @type {Component} */
export const BoardScreen = {
  components: { AskedHeading, CardHeap, Divided, KindCounts, Named, Pin },
  computed: {
    sections() {
      const cards = inOrder(onTheWall(entities(this.live, "contribution")));
      const clusters = inOrder(entities(this.live, "cluster"));
      const fields = [...inOrder(entities(this.live, "field")), { id: UNASSIGNED, name: this.t("common.unassigned") }];
      return fields
        .map((field) => this.section(field, heapsOf(cards, clusters, field.id)))
        .filter(({ heaps }) => heaps.length);
    },
  },
  methods: {
    counts: countKinds,
    /** @param {Pick<FieldOfAction, "id"|"name">} field @param {Heap[]} heaps */
    section(field, heaps) {
      return { field, heaps, total: heaps.reduce((sum, heap) => sum + heap.cards.length, 0) };
    },
  },
  template: /* html */ `<section class="page board">
    <AskedHeading />
    <p class="lead">{{ t('phone.board_hint') }}</p>
    <p v-if="!sections.length" class="empty">{{ t('phone.board_empty') }}</p>
    <section v-for="{ field, heaps, total } in sections" :key="field.id" class="field-section">
      <div class="section-head"><h2><Named :text="field.name" :lang="field.id ? live.store.workshop.language : null" /></h2>
        <span>{{ t('common.cards', {}, total) }}</span></div>
      <div class="heaps">
        <div v-for="{ cluster, cards } in heaps" :key="cluster ? cluster.id : ''" class="heap">
          <div v-if="cluster" class="heading-strip"><Pin /><h3 class="wording"
            dir="auto" :lang="live.store.workshop.language"><Divided :text="cluster.name || t('common.nameless')" :lang="live.store.workshop.language" /></h3>
            <KindCounts :counts="counts(cards)" /></div>
          <CardHeap :cards="cards" />
        </div>
      </div>
    </section>
  </section>`,
};

/** Where the weight lies: the focal points first, then the whole matrix, row by row. @type {Component} */
export const MatrixScreen = {
  components: { AskedHeading, KindMark, Named, Pin },
  setup: () => ({ kinds: KIND_ORDER }),
  computed: {
    matrix() {
      return computeMatrix(this.live.store.byType);
    },
    rows() {
      const { fields, counts } = this.matrix;
      const rest = { id: UNASSIGNED, name: this.t("common.unassigned") };
      const shown = this.sum(counts[UNASSIGNED]) ? [...fields, rest] : fields;
      return shown.map((/** @type {FieldOfAction} */ field) => ({
        field,
        cells: this.cells(field.id, counts[field.id]),
        sum: this.sum(counts[field.id]),
      }));
    },
  },
  methods: {
    /** @param {string} fieldId @param {Counts} counts */
    cells(fieldId, counts) {
      return this.kinds.map((/** @type {Kind} */ kind) => {
        const cell = { field_id: fieldId, kind, count: counts[kind] };
        return { ...cell, step: fieldId ? heatStep(cell, this.matrix) : 0 };
      });
    },
    /** @param {Counts} counts */
    sum(counts) {
      return this.kinds.reduce((/** @type {number} */ total, /** @type {Kind} */ kind) => total + counts[kind], 0);
    },
    /** @param {Cell} point */
    nameOf(point) {
      return entities(this.live, "field")[point.field_id].name;
    },
  },
  template: /* html */ `<section class="page matrix-page">
    <AskedHeading />
    <h2>{{ t('common.focal_points') }}</h2>
    <p v-if="!matrix.focalPoints.length" class="empty">{{ t('common.no_focal_points') }}</p>
    <ul class="plain points">
      <li v-for="point in matrix.focalPoints" :key="point.field_id + point.kind" class="heading-strip"><Pin />
        <b><Named :text="nameOf(point)" :lang="live.store.workshop.language" /></b>
        <span class="counts"><span><KindMark
          :kind="point.kind" />{{ t('common.count.' + point.kind, {}, point.count) }}</span></span></li>
    </ul>
    <h2>{{ t('phone.all_fields') }}</h2>
    <p class="hint">{{ t('common.cards', {}, matrix.total) }} ·
      {{ t('common.focal_threshold', {}, matrix.threshold) }}</p>
    <table class="matrix">
      <thead><tr><td></td><th v-for="kind in kinds" :key="kind" scope="col"><KindMark :kind="kind" />
        {{ t('phone.kind_head.' + kind) }}</th><th scope="col">{{ t('common.all') }}</th></tr></thead>
      <tbody><tr v-for="{ field, cells, sum } in rows" :key="field.id">
        <th scope="row"><Named :text="field.name" :lang="field.id ? live.store.workshop.language : null" /></th>
        <td v-for="cell in cells" :key="cell.kind" :data-kind="cell.kind" :data-step="cell.step"><Pin
          v-if="cell.step === 5" /><KindMark :kind="cell.kind" />{{ n(cell.count) }}
          <span v-if="cell.step === 5" class="unseen">{{ t('common.focal_point') }}</span></td>
        <td class="sum">{{ n(sum) }}</td>
      </tr></tbody>
    </table>
  </section>`,
};
