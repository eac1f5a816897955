import { Icon, KindMark } from "../shared/shared.js";
import { MoreDots, openMenu } from "./dialog.js";
import { cardMenu } from "./moves.js";
import { shortText } from "./desk.js";
import { Wordings } from "../shared/wording.js";
import { holdingMixin } from "./holding.js";

/** @import { ConsoleComponent } from "./shapes.js" */

/**
 * A card as the moderator sees it: whose table, how long ago, hidden or not, and a menu for all that can be done.
 * @type {ConsoleComponent}
 */
const ConsoleCard = {
  components: { Icon, KindMark, MoreDots, Wordings },
  props: { card: { type: Object, required: true }, slim: Boolean },
  data: () => ({ peeking: false }),
  computed: {
    away() {
      return this.card.hidden !== null || this.card.withdrawn;
    },
    why() {
      if (this.card.withdrawn) return this.t("console.withdrawn");
      return this.card.hidden
        ? this.t("common.hidden_because", { reason: this.card.hidden })
        : this.t("common.state.hidden");
    },
    group() {
      return this.desk.groupOf(this.card);
    },
    selected() {
      return this.desk.selecting && this.desk.selected.includes(this.card.id);
    },
    name() {
      return this.t("console.card_menu", { text: shortText(this.card.text) });
    },
    origin() {
      const { source } = this.card;
      return source === "paper" || source === "moderator" ? this.t("console.source." + source) : "";
    },
  },
  methods: {
    /** @param {Event} event */
    menu(event) {
      openMenu(this.desk, event, this.name, cardMenu(this.desk, this.live, this.card));
    },
    /** @param {Event & {target: HTMLElement}} event */
    pick(event) {
      if (this.desk.selecting && !event.target.closest("button, input, label")) this.desk.toggle(this.card.id);
    },
  },
  template: /* html */ `<article class="card con-card" :class="{selected, slim, picking: desk.selecting}" :data-kind="card.kind" :data-state="away ? 'hidden' : null" @click="pick">
    <div v-if="away && !peeking" class="card-reason con-away"><Icon name="eye-off" /><KindMark :kind="card.kind" :label="t('common.kind.' + card.kind)" />
      <span>{{ why }}</span><button type="button" class="text-button" @click="peeking = true">{{ t('common.show') }}</button></div>
    <div v-else :class="{'card-reason': away}">
      <p v-if="!slim" class="card-head"><KindMark :kind="card.kind" :label="t('common.kind.' + card.kind)" />
        <span class="con-where" dir="auto">{{ group || origin }}</span><span class="card-group">{{ desk.ago(card.created_at) }}</span>
        <button v-if="!desk.selecting" type="button" class="con-icon" aria-haspopup="menu" :aria-label="name" @click="menu"><MoreDots /></button></p>
      <div class="con-line"><KindMark v-if="slim" :kind="card.kind" :label="t('common.kind.' + card.kind)" />
        <Wordings :of="card" />
        <input v-if="desk.selecting" type="checkbox" class="con-tick" :checked="selected" :aria-label="t('console.select_card', {text: card.text})" @change="desk.toggle(card.id)">
        <button v-else-if="slim" type="button" class="con-icon" aria-haspopup="menu" :aria-label="name" @click="menu"><MoreDots /></button></div>
      <p v-if="away" class="con-peek"><span>{{ why }}</span><button type="button" class="text-button" @click="peeking = false">{{ t('console.cover_again') }}</button></p>
    </div>
  </article>`,
};

const LIST_STEP = 50;

/**
 * A list of cards that shows a few and the rest on request. `into`: where a card dropped here is laid.
 * @type {ConsoleComponent}
 */
export const ConsoleList = {
  components: { ConsoleCard },
  mixins: [holdingMixin],
  props: {
    cards: { type: Array, required: true },
    limit: { type: Number, default: 8 },
    into: Object,
    slim: Boolean,
    label: String,
  },
  data() {
    return { more: 0 };
  },
  computed: {
    visible() {
      return this.held.slice(0, this.limit + this.more);
    },
    rest() {
      return this.held.length - this.visible.length;
    },
  },
  methods: {
    async grow() {
      const next = this.visible.length;
      this.more += LIST_STEP;
      await this.$nextTick();
      this.$refs.list.children[next]?.querySelector("button")?.focus({ preventScroll: true });
    },
  },
  template: /* html */ `<div class="con-list" @pointerenter="point" @pointerleave="point" @focusin="focus" @focusout="focus">
    <button v-if="fresh" type="button" class="button con-fresh" @click="showFresh">{{ t('common.new_cards', {}, fresh) }}</button>
    <ul ref="list" class="plain" :aria-label="label" :data-drop="into ? 'card' : null" :data-sorted="into && (into.cluster_id || into.field_id) ? '' : null" :data-cluster="into?.cluster_id" :data-field="into?.field_id" :data-next="held[visible.length]?.id">
      <li v-for="card in visible" :key="card.id" :data-id="card.id"><ConsoleCard :card="card" :slim="slim" /></li></ul>
    <button v-if="rest > 0" type="button" class="text-button con-more" @click="grow">{{ t('common.show_more', {}, rest) }}</button>
  </div>`,
};
