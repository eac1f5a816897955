/** @import { Contribution } from "../../live/protocol.gen.js" */
/** @import { ConsoleComponent } from "./shapes.js" */

/**
 * A list of `cards` that may say `newest`: then the newest come first, and while a hand is on it, or the keyboard in it,
 * new ones gather above until they are asked for. `held`: those to be shown. A finger is on the list that it touched
 * last: it hovers over nothing before it presses.
 * @type {ConsoleComponent}
 */
export const holdingMixin = {
  props: { newest: Boolean },
  data: () => ({ until: 0, pointed: false, focused: false }),
  computed: {
    inHand() {
      return this.newest && (this.pointed || this.focused);
    },
    held() {
      return this.until
        ? this.cards.filter((/** @type {Contribution} */ card) => card.created_at <= this.until)
        : this.cards;
    },
    fresh() {
      return this.cards.length - this.held.length;
    },
  },
  watch: {
    /** @param {boolean} now */
    inHand(now) {
      this.until = now ? this.cards[0]?.created_at || 0 : 0;
    },
  },
  mounted() {
    if (this.newest) window.addEventListener("pointerdown", this.touch, true);
  },
  beforeUnmount() {
    window.removeEventListener("pointerdown", this.touch, true);
  },
  methods: {
    /** @param {PointerEvent} event */
    point({ type, pointerType }) {
      if (pointerType === "mouse") this.pointed = type === "pointerenter";
    },
    /** @param {PointerEvent} event */
    touch({ target, pointerType }) {
      if (pointerType !== "mouse") this.pointed = this.$el.contains(target);
    },
    /** @param {FocusEvent} event */
    focus({ type, relatedTarget }) {
      this.focused = type === "focusin" || this.$el.contains(relatedTarget);
    },
    showFresh() {
      this.until = this.cards[0].created_at;
    },
  },
};
