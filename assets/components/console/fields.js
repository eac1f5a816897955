import { KindCounts } from "../shared/shared.js";
import { ConsoleList } from "./card.js";
import { ConsoleCluster } from "./clusters.js";
import { draggingMixin } from "./drop.js";

/** @import { ConsoleComponent } from "./shapes.js" */

/** One field of action: the clusters that lie there, then the loose cards. @type {ConsoleComponent} */
const ConsoleField = {
  components: { KindCounts, ConsoleList, ConsoleCluster },
  props: { column: { type: Object, required: true } },
  computed: {
    name() {
      return this.column.field ? this.column.field.name : this.t("common.unassigned");
    },
    id() {
      return this.column.field ? this.column.field.id : "";
    },
    into() {
      return { cluster_id: null, field_id: this.id || null };
    },
    empty() {
      return !this.column.clusters.length && !this.column.loose.length;
    },
  },
  template: /* html */ `<section class="con-field" :aria-label="name" data-takes="card cluster" :data-empty="empty || null">
    <h2><Typed :text="name" :lang="column.field ? '' : live.texts.lang" /><b>{{ n(column.total) }}</b></h2>
    <KindCounts v-if="column.total" :counts="column.counts" />
    <ul class="plain con-clusters" data-drop="cluster" data-sorted :data-field="id">
      <li v-for="heap in column.clusters" :key="heap.cluster.id" :data-id="heap.cluster.id"><ConsoleCluster :heap="heap" :limit="50" folded /></li></ul>
    <ConsoleList :cards="column.loose" :newest="!id" :limit="id ? 4 : 40" :into="into" :slim="!!id" :label="name" />
  </section>`,
};

/** What is not laid yet on one side, the fields of action on the other. @type {ConsoleComponent} */
export const ConsoleFields = {
  components: { ConsoleField },
  mixins: [draggingMixin],
  template: /* html */ `<div class="con-split">
    <div class="con-pile" data-rolls><ConsoleField :column="desk.board.without" /></div>
    <div class="con-grid" data-rolls><ConsoleField v-for="column in desk.board.fields" :key="column.field.id" :column="column" />
      <p v-if="!desk.board.fields.length" class="con-empty">{{ t('console.empty.fields') }}</p></div>
  </div>`,
};
