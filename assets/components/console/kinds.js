import { KindMark } from "../shared/shared.js";
import { ConsoleList } from "./card.js";

/** @import { ConsoleComponent } from "./shapes.js" */

/** The cards of one kind, newest first. @type {ConsoleComponent} */
const ConsoleKind = {
  components: { KindMark, ConsoleList },
  props: { column: { type: Object, required: true }, limit: { type: Number, required: true } },
  template: /* html */ `<section class="con-kind" :data-kind="column.kind" :aria-label="t('common.kinds.' + column.kind)">
    <h2><KindMark :kind="column.kind" :size="22" /><span>{{ t('common.kind.' + column.kind) }}</span><b>{{ n(column.total) }}</b></h2>
    <ConsoleList :cards="column.cards" newest :limit="limit" :label="t('common.kinds.' + column.kind)" />
  </section>`,
};

/** All cards in three columns: what is good, what is bad, what comes. @type {ConsoleComponent} */
export const ConsoleKinds = {
  components: { ConsoleKind },
  computed: {
    // As many as fill the column at first sight.
    limit() {
      return Math.max(5, Math.floor((window.innerHeight - 200) / 95));
    },
    empty() {
      return !this.desk.board.found && !this.desk.search;
    },
  },
  template: /* html */ `<div class="con-kinds"><ConsoleKind v-for="column in desk.board.kinds" :key="column.kind" :column="column" :limit="limit" />
    <p v-if="empty" class="con-empty">{{ t('console.empty.cards') }}</p></div>`,
};
