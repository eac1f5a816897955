import { Icon } from "../shared/shared.js";
import { CARD_FILTERS } from "./board.js";
import { chooseForCards } from "./moves.js";

/** @import { ConsoleComponent, Desk } from "./shapes.js" */

/** The tabs of the middle, in their order. */
const CONSOLE_TABS = ["kinds", "clusters", "fields", "matrix", "goals", "voting", "translate"];

const WITH_CARDS = ["kinds", "clusters", "fields"];

/** Tabs, search, what to show, and writing for others. @type {ConsoleComponent} */
export const ConsoleTools = {
  components: { Icon },
  setup: () => ({ tabs: CONSOLE_TABS, filters: CARD_FILTERS }),
  computed: {
    tab() {
      return this.desk.view.tab;
    },
    cards() {
      return WITH_CARDS.includes(this.tab);
    },
    searching() {
      return this.cards && this.desk.search.trim();
    },
  },
  methods: {
    /**
     * By arrow keys, the way they point: in Arabic the next tab lies to the left.
     * @param {KeyboardEvent} event @param {1|-1} right
     */
    key(event, right) {
      const by = getComputedStyle(this.$refs.bar).direction === "rtl" ? -right : right;
      const tabs = [...this.$refs.bar.children];
      const next = tabs[(tabs.indexOf(event.target) + by + tabs.length) % tabs.length];
      next.focus();
      next.click();
    },
    select() {
      if (this.desk.selecting) this.desk.stopSelecting();
      else this.desk.selecting = true;
    },
    /** @param {keyof Desk["board"]["tally"]} name */
    filter(name) {
      const count = this.desk.board.tally[name];
      return `${this.t("console.filter." + name)} (${count})`;
    },
  },
  template: /* html */ `<div class="con-tools">
    <div ref="bar" class="con-tabs" role="tablist" :aria-label="t('console.views')">
      <button v-for="name in tabs" :id="'con-tab-' + name" :key="name" type="button" role="tab" :aria-selected="tab === name" aria-controls="con-board" :tabindex="tab === name ? 0 : -1"
        @click="desk.show(name)" @keydown.right="key($event, 1)" @keydown.left="key($event, -1)">{{ t('console.tab.' + name) }}</button>
    </div>
    <template v-if="cards">
      <label class="con-search"><Icon name="search" /><span class="unseen">{{ t('console.search') }}</span>
        <input v-model="desk.search" type="search" :placeholder="t('console.search')" @keydown.esc="desk.search = ''"></label>
      <label class="con-filter"><span class="unseen">{{ t('console.filter') }}</span>
        <select v-model="desk.view.show" class="input"><option v-for="name in filters" :key="name" :value="name">{{ filter(name) }}</option></select></label>
      <button type="button" class="button" :aria-pressed="desk.selecting" @click="select">{{ t('console.select') }}</button>
      <button type="button" class="button" @click="desk.open('card')"><Icon name="plus" />{{ t('console.write_card') }}</button>
    </template>
    <button v-if="tab === 'goals'" type="button" class="button con-push" @click="desk.open('goal')"><Icon name="plus" />{{ t('console.write_goal') }}</button>
    <p v-if="searching" class="con-found" role="status">{{ t('console.found', {}, desk.board.found) }}</p>
  </div>`,
};

/** What can be done with the cards that are ticked. @type {ConsoleComponent} */
export const ConsoleSelection = {
  components: { Icon },
  computed: {
    count() {
      return this.desk.selected.length;
    },
  },
  methods: {
    move() {
      chooseForCards(this.desk, this.live, [...this.desk.selected]);
    },
    cluster() {
      this.desk.open("cluster", { ids: [...this.desk.selected] });
    },
  },
  template: /* html */ `<div v-if="desk.selecting" class="con-selecting"><div class="con-selection" role="region" :aria-label="t('console.selection')">
    <p role="status">{{ count ? t('console.selected', {}, count) : t('console.select_hint') }}</p>
    <button type="button" class="button" :disabled="!count" @click="cluster"><Icon name="plus" />{{ t('console.cluster_of') }}</button>
    <button type="button" class="button" :disabled="!count" @click="move"><Icon name="move" />{{ t('console.move_to') }}</button>
    <button type="button" class="button" @click="desk.stopSelecting()">{{ t('console.select_end') }}</button>
  </div></div>`,
};
