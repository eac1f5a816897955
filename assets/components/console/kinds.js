import { KindMark } from "../shared/shared.js";
import { ConsoleList } from "./card.js";

/** @import { ConsoleComponent } from "./shapes.js" */

/**
 * The cards of one kind, newest first. While somebody points at it or reads it, new ones gather above.
 * @type {ConsoleComponent}
 */
const ConsoleKind = {
  components: { KindMark, ConsoleList },
  props: { column: { type: Object, required: true }, limit: { type: Number, required: true } },
  data: () => ({ until: 0, pointed: false, focused: false }),
  computed: {
    held() {
      return this.until > 0;
    },
    cards() {
      return this.held ? this.column.cards.filter((card) => card.created_at <= this.until) : this.column.cards;
    },
    fresh() {
      return this.column.cards.length - this.cards.length;
    },
  },
  methods: {
    hold() {
      const newest = this.column.cards[0];
      if (!this.until && newest) this.until = newest.created_at;
    },
    release() {
      if (!this.pointed && !this.focused) this.until = 0;
    },
    point(pointed) {
      this.pointed = pointed;
      if (pointed) this.hold();
      else this.release();
    },
    focus(event) {
      this.focused = event.type === "focusin" || this.$el.contains(event.relatedTarget);
      if (this.focused) this.hold();
      else this.release();
    },
    showFresh() {
      this.until = this.column.cards[0].created_at;
    },
  },
  template: `<section class="con-kind" :data-kind="column.kind" :aria-label="t('common.kinds.' + column.kind)"
      @pointerenter="point($event.pointerType === 'mouse')" @pointerleave="point(false)" @focusin="focus" @focusout="focus">
    <h2><KindMark :kind="column.kind" :size="22" /><span>{{ t('common.kind.' + column.kind) }}</span><b>{{ n(column.total) }}</b></h2>
    <button v-if="fresh" type="button" class="button con-fresh" @click="showFresh">{{ t('common.new_cards', {}, fresh) }}</button>
    <ConsoleList :cards="cards" :limit="limit" :label="t('common.kinds.' + column.kind)" />
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
  template: `<div class="con-kinds"><ConsoleKind v-for="column in desk.board.kinds" :key="column.kind" :column="column" :limit="limit" />
    <p v-if="empty" class="con-empty">{{ t('console.empty.cards') }}</p></div>`,
};
