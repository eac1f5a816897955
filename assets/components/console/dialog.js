import { nextTick } from "vue";
import { Icon } from "../shared/shared.js";
import { checkingMixin } from "./check.js";
import { keepKeyboard } from "./desk.js";

/** @import { ConsoleComponent, Desk, Entry, Menu } from "./shapes.js" */

/**
 * A modal window: the browser's own dialog, so focus stays inside and Esc closes. Slot `foot`: its buttons.
 * @type {ConsoleComponent}
 */
export const ConsoleDialog = {
  components: { Icon },
  mixins: [checkingMixin],
  props: { title: { type: String, required: true }, wide: Boolean },
  methods: {
    /** @param {Event & {target: HTMLFormElement}} event */
    submit(event) {
      if (this.isRight(event.target)) this.$emit("done");
    },
  },
  mounted() {
    this.$refs.box.showModal(); // puts the keyboard on the first button, which closes
    this.$refs.box.querySelector(".con-sheet-body :is(textarea, input:not([type]), input[type=text])")?.focus();
  },
  beforeUnmount() {
    this.$refs.box.close();
    nextTick(keepKeyboard);
  },
  template: /* html */ `<dialog ref="box" class="con-dialog" :class="{wide}" aria-labelledby="con-dialog-title"
      @cancel.prevent="desk.close()" @mousedown.self="desk.close()">
    <form class="con-sheet" method="dialog" novalidate @submit.prevent="submit">
      <header><h2 id="con-dialog-title">{{ title }}</h2>
        <button type="button" class="con-icon" :aria-label="t('common.close')" @click="desk.close()"><Icon name="close" /></button>
      </header>
      <div class="con-sheet-body"><slot /></div>
      <p v-for="one in desk.refusals" :key="one.key" class="notice" role="alert"><Icon name="warning" />{{ desk.refusal(one) }}</p>
      <p v-if="wrong" :id="wrongId" class="notice" role="alert"><Icon name="warning" />{{ wrong }}</p>
      <footer v-if="$slots.foot"><slot name="foot" /></footer>
    </form>
  </dialog>`,
  emits: ["done"],
};

/** A question with one answer that acts and one that leaves everything as it is. @type {ConsoleComponent} */
export const ConsoleConfirm = {
  components: { ConsoleDialog },
  props: { title: String, text: String, action: String, run: Function },
  methods: {
    go() {
      this.desk.close();
      this.run();
    },
  },
  template: /* html */ `<ConsoleDialog :title="title" @done="go"><p>{{ text }}</p>
    <template #foot><button type="button" class="button" @click="desk.close()">{{ t('common.cancel') }}</button>
      <button class="button filled">{{ action }}</button></template>
  </ConsoleDialog>`,
};

/**
 * The one menu of the screen. desk.menu: {label, items, trigger}; an item: {label, icon, hint, checked, run} or {line: true}.
 * @type {ConsoleComponent}
 */
export const ConsoleMenu = {
  components: { Icon },
  data: () => ({ at: { visibility: "hidden" } }),
  async mounted() {
    this.place();
    await nextTick();
    this.items()[0]?.focus();
  },
  methods: {
    items() {
      return [...this.$el.querySelectorAll("[role^=menuitem]")];
    },
    place() {
      const from = /** @type {Menu} */ (this.desk.menu).trigger.getBoundingClientRect();
      const own = this.$el.getBoundingClientRect();
      const below = from.bottom + 4 + own.height < window.innerHeight;
      const top = below ? from.bottom + 4 : Math.max(8, from.top - own.height - 4);
      const start = getComputedStyle(this.$el).direction === "rtl" ? from.left : from.right - own.width;
      const left = Math.min(Math.max(8, start), window.innerWidth - own.width - 8);
      this.at = { top: top + "px", left: left + "px" };
    },
    /** @param {number} by */
    step(by) {
      const items = this.items();
      const next = (items.indexOf(document.activeElement) + by + items.length) % items.length;
      items[next].focus();
    },
    close() {
      const trigger = this.desk.menu?.trigger;
      this.desk.menu = null;
      trigger?.focus();
    },
    /** @param {Entry} item */
    pick(item) {
      this.close();
      item.run();
    },
    /** @param {FocusEvent} event */
    left(event) {
      if (!this.$el.contains(event.relatedTarget)) this.desk.menu = null;
    },
  },
  template: /* html */ `<div class="con-menu" role="menu" :aria-label="desk.menu.label" :style="at" @focusout="left"
      @keydown.down.prevent="step(1)" @keydown.up.prevent="step(-1)" @keydown.esc.prevent.stop="close" @keydown.tab.prevent="close"
      @keydown.home.prevent="items()[0].focus()" @keydown.end.prevent="items().at(-1).focus()">
    <template v-for="(item, i) in desk.menu.items" :key="i">
      <hr v-if="item.line" />
      <button v-else type="button" :role="item.checked === undefined ? 'menuitem' : 'menuitemradio'" :aria-checked="item.checked"
        tabindex="-1" @click="pick(item)">
        <Icon v-if="item.icon" :name="item.icon" /><span>{{ item.label }}</span>
        <Icon v-if="item.checked" name="check" /><small v-else-if="item.hint">{{ item.hint }}</small></button>
    </template>
  </div>`,
};

/**
 * Opens the menu under the button that was pressed.
 * @param {Desk} desk @param {Event} event @param {string} label @param {Menu["items"]} items
 */
export function openMenu(desk, event, label, items) {
  desk.menu = { trigger: /** @type {HTMLElement} */ (event.currentTarget), label, items };
}

/** Three dots: "what can be done with this". Its button always carries a name. @type {ConsoleComponent} */
export const MoreDots = {
  template: /* html */ `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path stroke-width="3.4" d="M5 12v.01M12 12v.01M19 12v.01" /></svg>`,
};
