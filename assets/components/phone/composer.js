import { Icon, KIND_ORDER, KindMark } from "../shared/shared.js";
import { CardView } from "../shared/card.js";
import { SpeakCard } from "./speech.js";
import { characters } from "../../live/typed.js";

/** @import { Component } from "../../live/shapes.js" */

/** A text that grows with what is written. `modelValue`: the text. @type {Component} */
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
  template: /* html */ `<textarea ref="area" class="growing" dir="auto" :id="id" rows="3" :value="modelValue"
    :aria-describedby="describedby || null" :aria-invalid="invalid || null" autocapitalize="sentences"
    @input="$emit('update:modelValue', $event.target.value)"
    @keydown.ctrl.enter.prevent="$emit('send')"></textarea>`,
};

/**
 * A line that comes and goes, and keeps its place: as much room as the longest of `spare` would take. So nothing
 * moves under a finger. Slot: what is said now.
 * @type {Component}
 */
export const KeptLine = {
  props: { spare: { type: Array, required: true } },
  template: /* html */ `<div class="kept"><span v-for="words in spare" :key="words" class="spare" :data-words="words"
    aria-hidden="true"></span><slot /></div>`,
};

let composerCount = 0;

/**
 * The kind tabs, of which the chosen one grows into the paper, and the paper to write on.
 * `draft`: {kind, text}, written at once, kind "" until one is chosen; `limit`: characters; `heading`: what
 * lies here; `saved`: whether what was handed in last is on the laptop, which is said here until the next is begun,
 * for the list may lie below the screen. Emits `send` with a sound draft.
 * @type {Component}
 */
export const CardComposer = {
  components: { GrowingText, Icon, KeptLine, KindMark },
  props: {
    draft: { type: Object, required: true },
    limit: { type: Number, required: true },
    heading: { type: String, required: true },
    saved: Boolean,
  },
  emits: ["send"],
  setup: () => ({ kinds: KIND_ORDER, name: "kind-" + ++composerCount }),
  data: () => ({ trouble: "", listed: false }),
  computed: {
    left() {
      return this.limit - characters(this.draft.text);
    },
    complaint() {
      if (this.left < 0) return this.t("phone.too_long", {}, -this.left);
      return this.trouble && this.t(this.trouble);
    },
    spare() {
      const hints = this.t("phone.one_thought") + " " + this.t("phone.characters_left", {}, this.limit);
      return [hints, this.t("phone.empty_card"), this.t("phone.missing_kind"), this.t("phone.too_long", {}, 100)];
    },
  },
  watch: {
    "live.texts.lang": "measure",
    "draft.text"() {
      this.trouble = "";
    },
    "draft.kind"() {
      this.trouble = "";
    },
  },
  mounted() {
    // After it was drawn: an observer that changes what it observes at once is told off.
    this.resized = new ResizeObserver(() => requestAnimationFrame(this.resize));
    this.resized.observe(this.$refs.tabs);
    this.look(); // before it is drawn for the first time
  },
  beforeUnmount() {
    this.resized.disconnect();
  },
  methods: {
    resize() {
      if (this.$refs.tabs && this.$refs.tabs.clientWidth !== this.measured) this.measure();
    },
    /** Beside each other only where no word has to break. */
    async measure() {
      this.listed = false;
      await this.$nextTick();
      this.look();
    },
    look() {
      const { tabs } = this.$refs;
      if (!tabs) return;
      this.measured = tabs.clientWidth;
      this.listed = tabs.scrollWidth > tabs.clientWidth;
    },
    focus() {
      this.$refs.text.focus();
    },
    /** A wrong kind would stay in the matrix: so none is assumed, and who forgot it is asked. */
    send() {
      const isEmpty = characters(this.draft.text) === 0;
      this.trouble = isEmpty ? "phone.empty_card" : this.draft.kind ? "" : "phone.missing_kind";
      if (isEmpty || this.left < 0) this.focus();
      else if (this.trouble) this.$refs.choices[0].focus();
      else this.$emit("send");
    },
  },
  template: /* html */ `<div class="composer" :data-kind="draft.kind || null">
    <fieldset ref="tabs" class="tabs" :class="{listed, wanted: trouble === 'phone.missing_kind'}" :aria-describedby="name + '-wrong'">
      <legend class="unseen">{{ t('phone.which_kind') }}</legend>
      <label v-for="kind in kinds" :key="kind" class="tab" :class="{chosen: draft.kind === kind}"
        :data-kind="kind">
        <input ref="choices" type="radio" class="unseen" :name="name" :value="kind" v-model="draft.kind">
        <KindMark :kind="kind" /><span class="tab-ring" aria-hidden="true"></span>
        <span class="tab-word">{{ t('common.kind.' + kind) }}</span>
      </label>
    </fieldset>
    <div class="sheet" @click.self="focus">
      <label class="sheet-heading" :for="name + '-text'">{{ heading }}</label>
      <GrowingText ref="text" v-model="draft.text" :id="name + '-text'" :invalid="trouble === 'phone.empty_card' || left < 0"
        :describedby="name + '-help ' + name + '-wrong'" @send="send" />
      <KeptLine class="sheet-foot" :spare="spare">
        <p v-show="!complaint" class="sheet-hints" :id="name + '-help'"><span v-if="saved && !draft.text" class="sent"><Icon
          name="saved" />{{ t('common.state.saved') }}</span><span v-else>{{ t('phone.one_thought') }}</span>
          <span>{{ t('phone.characters_left', {}, Math.max(left, 0)) }}</span></p>
        <p class="complaint" role="status" :id="name + '-wrong'"><template v-if="complaint"><Icon
          :name="left < 0 ? 'warning' : 'pencil'" />{{ complaint }}</template></p>
      </KeptLine>
    </div>
  </div>`,
};

/**
 * A card of this page's list: with its state and what its writer may do with it. `editing`: it lies above, to be changed.
 * @type {Component}
 */
export const ListedCard = {
  components: { CardView, SpeakCard },
  props: {
    entry: { type: Object, required: true },
    state: String,
    editing: Boolean,
    detail: { type: String, default: "" },
    changeable: Boolean,
    mendable: Boolean,
    reclaimable: Boolean,
  },
  emits: ["edit", "reclaim", "retry"],
  watch: {
    /** The keyboard goes back to where it came from; the page stays where it is. @param {boolean} now */
    editing(now) {
      this.$nextTick(() => !now && this.$refs.act && this.$refs.act.focus({ preventScroll: true }));
    },
  },
  template: /* html */ `<CardView :card="entry.entity" :class="{held: editing}" :state="state" :detail="detail">
      <template #aside><SpeakCard :of="entry.entity" /></template>
      <template v-if="entry.state === 'refused'" #actions>
        <button v-if="mendable" type="button" class="text-button" @click="$emit('retry')">{{ t('common.edit') }}</button>
      </template>
      <template v-else-if="reclaimable" #actions>
        <button ref="act" type="button" class="text-button" @click="$emit('reclaim')">{{ t('common.undo') }}<span
          class="unseen">: {{ t('phone.withdraw_card') }}</span></button>
      </template>
      <template v-else-if="changeable && !editing && entry.own && entry.state === 'saved'" #actions>
        <button ref="act" type="button" class="text-button"
          @click="$emit('edit')">{{ t('common.edit') }}<span class="unseen">
          : {{ entry.entity.text }}</span></button>
      </template>
    </CardView>`,
};
