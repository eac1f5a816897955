import { KindMark, StateLine } from "./shared.js";
import { Wordings } from "./wording.js";

/** @import { Component } from "../../live/shapes.js" */

/**
 * A card. `state`: sending, saved, unsent, late, refused, hidden, withdrawn or none; `detail`: the sentence after it;
 * `compact`: mark beside the text, for lists under a heading.
 * Slots `actions`: buttons at the end of the last line; `aside`: at the end of the first.
 * @type {Component}
 */
export const CardView = {
  components: { KindMark, StateLine, Wordings },
  props: {
    card: { type: Object, required: true },
    state: { type: String, default: "" },
    detail: { type: String, default: "" },
    compact: Boolean,
  },
  computed: {
    word() {
      return this.card.kind ? this.t("common.kind." + this.card.kind) : ""; // one that is still to be chosen
    },
  },
  template: /* html */ `<article class="card" :class="{compact}" :data-kind="card.kind"
    :data-state="state || null">
    <div v-if="compact" class="card-line">
      <KindMark v-if="card.kind" :kind="card.kind" :label="word" />
      <Wordings :of="card" /><slot name="aside" />
    </div>
    <template v-else>
      <div class="card-head"><KindMark v-if="card.kind" :kind="card.kind" /><span>{{ word }}</span><slot name="aside" /></div>
      <Wordings :of="card" />
    </template>
    <div v-if="state || $slots.actions" class="card-foot">
      <StateLine v-if="state" :state="state" :detail="detail" />
      <span v-if="$slots.actions" class="card-actions"><slot name="actions" /></span>
    </div>
  </article>`,
};
