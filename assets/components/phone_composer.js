import { Icon, KIND_ORDER, KindMark } from "./shared.js";
import { CardView } from "./shared_card.js";
import { SpeakCard } from "./phone_speech.js";
import { characters } from "../live/typed.js";

/** A text that grows with what is written. `modelValue`: the text. */
export const GrowingText = {
  props: {
    modelValue: { type: String, required: true },
    id: String,
    describedby: String,
    invalid: Boolean,
  },
  emits: ["update:modelValue", "send"],
  watch: {
    modelValue() {
      this.$nextTick(this.grow);
    },
  },
  mounted() {
    this.grow();
  },
  methods: {
    grow() {
      const { area } = this.$refs;
      if (!area) return;
      area.style.height = "auto";
      area.style.height = area.scrollHeight + "px";
    },
    focus() {
      this.$refs.area.focus();
    },
  },
  template: `<textarea ref="area" class="growing" dir="auto" :id="id" rows="3" :value="modelValue"
    :aria-describedby="describedby || null" :aria-invalid="invalid || null" autocapitalize="sentences"
    @input="$emit('update:modelValue', $event.target.value)"
    @keydown.ctrl.enter.prevent="$emit('send')"></textarea>`,
};

let composerCount = 0;

/** The kind tabs, of which the chosen one grows into the paper, and the paper to write on.
 * `draft`: {kind, text}, written at once; `limit`: characters; `heading`: what lies here.
 * Emits `send` with a sound draft. */
export const CardComposer = {
  components: { GrowingText, Icon, KindMark },
  props: {
    draft: { type: Object, required: true },
    limit: { type: Number, required: true },
    heading: { type: String, required: true },
  },
  emits: ["send"],
  setup: () => ({ kinds: KIND_ORDER, name: "kind-" + ++composerCount }),
  data: () => ({ empty: false }),
  computed: {
    left() {
      return this.limit - characters(this.draft.text);
    },
    counter() {
      if (this.left < 0) return this.t("phone.too_long", {}, -this.left);
      return this.t("phone.characters_left", {}, this.left);
    },
  },
  watch: {
    "draft.text"() {
      this.empty = false;
    },
  },
  methods: {
    focus() {
      this.$refs.text.focus();
    },
    send() {
      this.empty = characters(this.draft.text) === 0;
      if (this.empty || this.left < 0) this.focus();
      else this.$emit("send");
    },
  },
  template: `<div class="composer" :data-kind="draft.kind">
    <fieldset class="tabs">
      <legend class="unseen">{{ t('phone.which_kind') }}</legend>
      <label v-for="kind in kinds" :key="kind" class="tab" :class="{chosen: draft.kind === kind}"
        :data-kind="kind">
        <input type="radio" class="unseen" :name="name" :value="kind" v-model="draft.kind">
        <KindMark :kind="kind" /><span class="tab-ring" aria-hidden="true"></span>
        <span class="tab-word">{{ t('common.kind.' + kind) }}</span>
      </label>
    </fieldset>
    <div class="sheet" @click.self="focus">
      <label class="sheet-heading" :for="name + '-text'">{{ heading }}</label>
      <GrowingText ref="text" v-model="draft.text" :id="name + '-text'" :invalid="empty || left < 0"
        :describedby="name + '-help ' + name + '-wrong'" @send="send" />
      <p class="sheet-foot" :id="name + '-help'"><span>{{ t('phone.one_thought') }}</span>
        <span v-if="left >= 0">{{ counter }}</span></p>
    </div>
    <p class="complaint" role="status" :id="name + '-wrong'"><template v-if="empty"><Icon
      name="pencil" />{{ t('phone.empty_card') }}</template>
      <template v-else-if="left < 0"><Icon name="warning" />{{ counter }}</template></p>
  </div>`,
};

/** A card of this page's list: with its state, and where it may be changed, in its place a composer. */
export const ListedCard = {
  components: { CardComposer, CardView, SpeakCard },
  props: {
    entry: { type: Object, required: true },
    state: String,
    editing: Object,
    limit: { type: Number, required: true },
    detail: { type: String, default: "" },
    changeable: Boolean,
    mendable: Boolean,
  },
  emits: ["edit", "save", "cancel", "withdraw", "retry"],
  watch: {
    editing(now) {
      this.$nextTick(() => (now ? this.$refs.composer.focus() : this.$refs.edit && this.$refs.edit.focus()));
    },
  },
  template: `<div v-if="editing" class="editing">
      <CardComposer ref="composer" :draft="editing" :limit="limit" :heading="t('phone.change_card')"
        @send="$emit('save')" />
      <div class="row">
        <button type="button" class="button filled"
          @click="$refs.composer.send()">{{ t('phone.save_change') }}</button>
        <button type="button" class="button" @click="$emit('cancel')">{{ t('common.cancel') }}</button>
        <button type="button" class="button"
          @click="$emit('withdraw')">{{ t('phone.withdraw_card') }}</button>
      </div>
    </div>
    <CardView v-else :card="entry.entity" :state="state" :detail="detail">
      <template #aside><SpeakCard :of="entry.entity" /></template>
      <template v-if="entry.state === 'refused'" #actions>
        <button v-if="mendable" type="button" class="text-button" @click="$emit('retry')">{{ t('common.edit') }}</button>
      </template>
      <template v-else-if="changeable && entry.own && entry.state === 'saved'" #actions>
        <button ref="edit" type="button" class="text-button"
          @click="$emit('edit')">{{ t('common.edit') }}<span class="unseen">
          : {{ entry.entity.text }}</span></button>
      </template>
    </CardView>`,
};
