import { Icon, KindMark, StateLine } from "./shared.js";
import { Wordings } from "./shared_wording.js";

/** A card. `state`: sending, saved, unsent, late, refused, hidden, withdrawn or none; `detail`: the sentence after it;
 * `group`: a name; `compact`: mark beside the text, for lists under a heading; `held`: who moves it now.
 * Slots `actions`: buttons at the end of the last line; `aside`: at the end of the first. */
export const CardView = {
  components: { Icon, KindMark, StateLine, Wordings },
  props: {
    card: { type: Object, required: true },
    state: { type: String, default: "" },
    detail: { type: String, default: "" },
    group: { type: String, default: "" },
    held: { type: String, default: "" },
    compact: Boolean,
    selected: Boolean,
  },
  computed: {
    word() {
      return this.t("common.kind." + this.card.kind);
    },
  },
  template: `<article class="card" :class="{compact, selected, held}" :data-kind="card.kind"
    :data-state="state || null">
    <div v-if="compact" class="card-line">
      <KindMark :kind="card.kind" :label="word" />
      <Wordings :of="card" />
      <span v-if="group" class="card-group" dir="auto">{{ group }}</span><slot name="aside" />
    </div>
    <template v-else>
      <div class="card-head"><KindMark :kind="card.kind" /><span>{{ word }}</span>
        <span v-if="group" class="card-group" dir="auto">{{ group }}</span><slot name="aside" /></div>
      <Wordings :of="card" />
    </template>
    <p v-if="held" class="held-by"><Icon name="hand" />{{ held }}</p>
    <div v-if="state || $slots.actions" class="card-foot">
      <StateLine v-if="state" :state="state" :detail="detail" />
      <span v-if="$slots.actions" class="card-actions"><slot name="actions" /></span>
    </div>
  </article>`,
};
