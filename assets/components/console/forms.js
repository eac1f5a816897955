import { KIND_ORDER, KindMark, groupName } from "../shared/shared.js";
import { LENGTHS } from "../../live/moderator.gen.js";
import { make } from "../../live/protocol.gen.js";
import { newId } from "../../live/ids.js";
import { characters, cleanLine, cleanText } from "../../live/typed.js";
import { ConsoleDialog } from "./dialog.js";
import { ConsoleMeanwhile, changingMixin, draftOfChange, savingMixin } from "./draft.js";
import { createCluster } from "./moves.js";

/** @import { ConsoleComponent } from "./shapes.js" */

/**
 * How many characters a wording may still grow, counted as the server counts.
 * @param {string} text @param {number} limit
 */
export function lettersLeft(text, limit) {
  return limit - characters(text);
}

/** "Noch 20 Zeichen" or, too long, by how much to shorten. @type {ConsoleComponent} */
export const ConsoleCounter = {
  props: { text: { type: String, required: true }, limit: { type: Number, required: true } },
  computed: {
    left() {
      return lettersLeft(this.text, this.limit);
    },
  },
  template: /* html */ `<p class="con-hint" :role="left < 0 ? 'status' : null">{{ left < 0 ? t('console.shorten', {}, -left) : t('console.letters_left', {}, left) }}</p>`,
};

/** Strength, weakness or challenge. @type {ConsoleComponent} */
const ConsoleKindChoice = {
  components: { KindMark },
  props: { modelValue: String },
  emits: ["update:modelValue"],
  setup: () => ({ kinds: KIND_ORDER }),
  template: /* html */ `<fieldset class="con-choice"><legend class="label">{{ t('console.kind') }}</legend>
    <label v-for="kind in kinds" :key="kind" :data-kind="kind" :class="{on: modelValue === kind}"><input type="radio" name="con-kind" :value="kind" :checked="modelValue === kind" required
      @change="$emit('update:modelValue', kind)"><KindMark :kind="kind" :size="22" /><span>{{ t('common.kind.' + kind) }}</span></label></fieldset>`,
};

/**
 * Whose words they are and where they were written: a table or none, said to the moderator or on paper.
 * @type {ConsoleComponent}
 */
export const ConsoleOrigin = {
  props: { draft: { type: Object, required: true } },
  setup: () => ({ groupName, sources: ["moderator", "paper"] }),
  template: /* html */ `<div class="con-two"><label class="field"><span>{{ t('console.whose') }}</span>
      <select v-model="draft.group_id" class="input"><option :value="null">{{ t('console.nobody') }}</option>
        <option v-for="group in desk.groups" :key="group.id" :value="group.id">{{ groupName(group, t) }}</option></select></label>
    <label class="field"><span>{{ t('console.source') }}</span>
      <select v-model="draft.source" class="input"><option v-for="source in sources" :key="source" :value="source">{{ t('console.source.' + source) }}</option></select></label></div>`,
};

/** A card for somebody without a device. Stays open: paper slips come in heaps. @type {ConsoleComponent} */
export const ConsoleCardForm = {
  components: { ConsoleDialog, ConsoleKindChoice, ConsoleOrigin, ConsoleCounter },
  mixins: [savingMixin],
  data: () => ({ saved: "" }),
  created() {
    this.draft = this.live.draft("desk.card", { id: newId(), kind: "", text: "", group_id: null, source: "moderator" });
    const posted = this.live.store.byType.contribution[this.draft.id]; // the page was left before it heard so
    if (posted)
      Object.assign(this.draft, {
        id: newId(),
        text: cleanText(this.draft.text) === posted.text ? "" : this.draft.text,
      });
  },
  computed: {
    limit() {
      return this.live.store.workshop.card_limit;
    },
  },
  methods: {
    async done() {
      const { id, kind, text, group_id, source } = this.draft;
      if (!cleanText(text) || lettersLeft(text, this.limit) < 0) return this.$refs.text.focus();
      const ack = await this.save(
        make.postContribution({ id, kind, text, group_id, source }),
        this.t("console.said.card"),
      );
      if (!ack) return;
      Object.assign(this.draft, { id: newId(), text: "" });
      this.saved = cleanText(text);
      this.$refs.text.focus();
    },
  },
  template: /* html */ `<ConsoleDialog :title="t('console.write_card')" @done="done">
    <ConsoleKindChoice v-model="draft.kind" />
    <label class="field"><span>{{ t('console.wording') }}</span><textarea ref="text" v-model="draft.text" class="input" rows="3" dir="auto" required></textarea></label>
    <ConsoleCounter :text="draft.text" :limit="limit" />
    <ConsoleOrigin :draft="draft" />
    <p v-if="saved" class="con-hint" role="status">{{ t('console.card_saved', {text: saved}) }}</p>
    <template #foot><button type="button" class="button" @click="desk.close()">{{ t('common.close') }}</button>
      <button class="button filled" :disabled="saving">{{ t(saving ? 'common.state.sending' : 'console.post_card') }}</button></template>
  </ConsoleDialog>`,
};

/** A card's wording, corrected by the moderator; the journal keeps how it was. @type {ConsoleComponent} */
export const ConsoleWording = {
  components: { ConsoleDialog, ConsoleKindChoice, ConsoleCounter, ConsoleMeanwhile },
  mixins: [changingMixin],
  props: { card: { type: Object, required: true } },
  data: () => ({ draftName: "desk.wording" }),
  created() {
    const { id, version, kind, text } = this.card;
    this.draft = draftOfChange(this.live, this.draftName, { id, version, kind, text, words: text });
  },
  computed: {
    stored() {
      const { version, text } = this.live.store.byType.contribution[this.card.id] || this.card;
      return { version, words: text };
    },
    limit() {
      return this.live.store.workshop.card_limit;
    },
  },
  methods: {
    async done() {
      const { id, kind, text } = this.draft;
      if (lettersLeft(text, this.limit) < 0) return;
      await this.saveChange(
        make.editContribution({ id, version: this.seenVersion(), kind, text }),
        this.t("console.said.edited"),
      );
    },
  },
  template: /* html */ `<ConsoleDialog :title="t('console.edit_wording')" @done="done">
    <ConsoleKindChoice v-model="draft.kind" />
    <label class="field"><span>{{ t('console.wording') }}</span><textarea v-model="draft.text" class="input" rows="3" dir="auto" :lang="card.language || null" required></textarea></label>
    <ConsoleCounter :text="draft.text" :limit="limit" />
    <ConsoleMeanwhile :words="meanwhile" />
    <p class="con-hint">{{ t('console.edit_hint') }}</p>
    <template #foot><button type="button" class="button" @click="desk.close()">{{ t('common.cancel') }}</button>
      <button class="button filled" :disabled="saving">{{ t(saving ? 'common.state.sending' : 'common.save') }}</button></template>
  </ConsoleDialog>`,
};

const HIDE_REASONS = ["name", "insult", "double"];

/** Takes a card or goal from the wall, with a reason that only moderators see. @type {ConsoleComponent} */
export const ConsoleHide = {
  components: { ConsoleDialog },
  mixins: [savingMixin],
  props: { entity: { type: Object, required: true } },
  setup: () => ({ reasons: HIDE_REASONS, longest: LENGTHS.hide_contribution.reason }),
  created() {
    this.draft = this.live.draft("desk.hide", { id: this.entity.id, reason: "" });
    if (this.draft.id !== this.entity.id) Object.assign(this.draft, { id: this.entity.id, reason: "" });
  },
  methods: {
    async done() {
      const hide = this.entity.type === "goal" ? make.hideGoal : make.hideContribution;
      const command = hide({ id: this.entity.id, reason: this.draft.reason });
      if (await this.save(command, this.t("console.said.hidden"))) this.desk.close();
    },
  },
  template: /* html */ `<ConsoleDialog :title="t('console.hide')" @done="done">
    <Typed tag="blockquote" class="con-quote wording" :text="entity.text" :lang="entity.language" />
    <label class="field"><span>{{ t('console.reason') }}</span><input v-model="draft.reason" class="input" :data-most="longest" dir="auto"></label>
    <p class="con-row"><button v-for="reason in reasons" :key="reason" type="button" class="button" @click="draft.reason = t('console.reason.' + reason)">{{ t('console.reason.' + reason) }}</button></p>
    <p class="con-hint">{{ t('console.hide_hint') }}</p>
    <template #foot><button type="button" class="button" @click="desk.close()">{{ t('common.cancel') }}</button>
      <button class="button filled" :disabled="saving">{{ t('console.hide_now') }}</button></template>
  </ConsoleDialog>`,
};

/** A name for a new cluster, empty or of the cards that were ticked. @type {ConsoleComponent} */
export const ConsoleClusterForm = {
  components: { ConsoleDialog },
  mixins: [savingMixin],
  props: { ids: { type: Array, default: () => [] } },
  setup: () => ({ longest: LENGTHS.create_cluster.name }),
  created() {
    this.draft = this.live.draft("desk.cluster", { name: "" });
  },
  methods: {
    async done() {
      const name = cleanLine(this.draft.name);
      if (!(await this.once(() => createCluster(this.desk, this.live, name, this.ids)))) return;
      this.draft.name = "";
      this.desk.close();
    },
  },
  template: /* html */ `<ConsoleDialog :title="ids.length ? t('console.cluster_of_n', {}, ids.length) : t('console.new_cluster')" @done="done">
    <label class="field"><span>{{ t('console.cluster.name') }}</span><input v-model="draft.name" class="input" :data-most="longest" dir="auto">
      <span class="hint">{{ t('console.cluster.name_later') }}</span></label>
    <template #foot><button type="button" class="button" @click="desk.close()">{{ t('common.cancel') }}</button>
      <button class="button filled" :disabled="saving">{{ t('console.cluster.create') }}</button></template>
  </ConsoleDialog>`,
};
