import { Icon, KindCounts, Pin } from "../shared/shared.js";
import { LENGTHS } from "../../live/moderator.gen.js";
import { make } from "../../live/protocol.gen.js";
import { cleanLine } from "../../live/typed.js";
import { MoreDots, openMenu } from "./dialog.js";
import { ConsoleList } from "./card.js";
import { clusterMenu, createCluster } from "./moves.js";
import { draftOfChange, savingMixin } from "./draft.js";
import { draggingMixin } from "./drop.js";

/** @import { ConsoleComponent } from "./shapes.js" */

/** A cluster: its heading with pin and counts, renamed in place, and its cards. @type {ConsoleComponent} */
export const ConsoleCluster = {
  components: { Pin, KindCounts, MoreDots, ConsoleList, Icon },
  props: { heap: { type: Object, required: true }, limit: { type: Number, default: 3 }, folded: Boolean },
  mixins: [savingMixin],
  setup: () => ({ longest: LENGTHS.rename_cluster.name }),
  data: () => ({ draft: null, open: false }),
  computed: {
    cluster() {
      return this.heap.cluster;
    },
    field() {
      return this.live.store.byType.field[this.cluster.field_id]?.name || "";
    },
    heading() {
      return this.desk.clusterName(this.cluster);
    },
    name() {
      return this.t("console.cluster.menu", { name: this.heading });
    },
    into() {
      return { cluster_id: this.cluster.id };
    },
  },
  mounted() {
    if (this.desk.naming !== this.cluster.id) return;
    this.desk.naming = "";
    this.rename();
  },
  methods: {
    async rename() {
      const { id, name } = this.cluster;
      this.draft = draftOfChange(this.live, "desk.rename." + id, { id, name });
      await this.$nextTick();
      this.$refs.name.select();
    },
    async keep() {
      const name = cleanLine(this.draft?.name || "");
      if (name === this.cluster.name) return this.leave();
      const said = this.t("console.said.renamed", { name: name || this.t("common.nameless") });
      if (await this.save(make.renameCluster({ id: this.cluster.id, name }), said)) this.leave();
    },
    /** Who goes on elsewhere leaves no open form behind: what was typed is kept. */
    left(event) {
      if (this.draft && !event.currentTarget.contains(event.relatedTarget)) this.keep();
    },
    leave() {
      this.live.clearDraft("desk.rename." + this.cluster.id);
      this.draft = null;
      this.$nextTick(() => this.$refs.menu?.focus());
    },
    menu(event) {
      openMenu(
        this.desk,
        event,
        this.name,
        clusterMenu(this.desk, this.live, this.cluster, () => this.rename()),
      );
    },
  },
  template: /* html */ `<section class="con-cluster" :aria-label="heading" data-takes="card">
    <div class="heading-strip"><Pin />
      <form v-if="draft" class="con-rename" @submit.prevent="keep" @focusout="left"><input ref="name" v-model="draft.name" class="input" :data-most="longest" dir="auto"
        :aria-label="t('console.cluster.name')" @keydown.esc.stop.prevent="leave"><button class="button">{{ t('common.save') }}</button></form>
      <template v-else><div class="con-line"><Typed v-if="cluster.name" tag="h3" :text="cluster.name" />
        <h3 v-else><button type="button" class="text-button con-nameless" :title="t('console.cluster.rename')" @click="rename"><Icon name="pencil" />{{ heading }}</button></h3>
        <button ref="menu" type="button" class="con-icon" aria-haspopup="menu" :aria-label="name" @click="menu"><MoreDots /></button></div>
      <KindCounts :counts="heap.counts" />
      <p v-if="field && !folded" class="con-hint"><Icon name="arrow" /><Typed :text="field" /></p></template>
      <button v-if="folded && heap.cards.length" type="button" class="text-button con-more" :aria-expanded="open" @click="open = !open">
        {{ open ? t('console.fold') : t('console.unfold', {}, heap.cards.length) }}</button>
    </div>
    <ConsoleList :cards="folded && !open ? [] : heap.cards" :limit="limit" :into="into" slim :label="heading" />
  </section>`,
};

/** The pile on one side, the clusters on the other. @type {ConsoleComponent} */
export const ConsoleClusters = {
  components: { ConsoleCluster, ConsoleList, Icon },
  mixins: [draggingMixin],
  setup: () => ({ pilePlace: { cluster_id: null, field_id: null } }),
  methods: {
    create() {
      createCluster(this.desk, this.live, "");
    },
  },
  template: /* html */ `<div class="con-split">
    <section class="con-pile" data-rolls :aria-label="t('common.pile')" data-takes="card">
      <h2><span>{{ t('common.pile') }}</span><b>{{ t('common.cards', {}, desk.board.pile.total) }}</b></h2>
      <ConsoleList :cards="desk.board.pile.cards" newest :limit="40" :into="pilePlace" :label="t('common.pile')" />
      <p v-if="!desk.board.pile.cards.length && !desk.search" class="con-hint">{{ t('console.empty.pile') }}</p>
      <template v-if="desk.board.laid.cards.length"><h2><span>{{ t('console.laid') }}</span><b>{{ n(desk.board.laid.total) }}</b></h2>
        <ConsoleList :cards="desk.board.laid.cards" :limit="6" :label="t('console.laid')" /></template>
    </section>
    <div class="con-grid" data-rolls>
      <p v-if="!desk.board.clusters.length" class="con-empty">{{ t('console.empty.clusters') }}</p>
      <ConsoleCluster v-for="heap in desk.board.clusters" :key="heap.cluster.id" :heap="heap" />
      <button type="button" class="con-new" data-takes="card" @click="create"><Icon name="plus" />{{ t('console.new_cluster') }}</button>
    </div>
  </div>`,
};
