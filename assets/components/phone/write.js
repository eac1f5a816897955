import { make } from "../../live/protocol.gen.js";
import { newId } from "../../live/ids.js";
import { cleanText } from "../../live/typed.js";
import { KIND_ORDER, KindMark, groupName } from "../shared/shared.js";
import { countKinds } from "../shared/focus.js";
import { CardComposer } from "./composer.js";
import { ReadyToggle } from "./ready.js";
import { CardList, blankEdit, handInEdit } from "./list.js";
import { AskedHeading } from "./speech.js";
import { writtenHere } from "./cards.js";
import { isGroupTablet, ownGroup, writtenLanguage } from "./state.js";

/** @import { Listed } from "./cards.js" */
/** @import { Kind, PostContribution } from "../../live/protocol.gen.js" */
/** @import { Component, Live } from "../../live/shapes.js" */

/** A new card that nobody has written on. Its id is made once, so that two taps post it once. */
export function blankCard() {
  return { id: newId(), kind: "", text: "" };
}

/**
 * Hands the card of a draft in and begins the next one. No kind is assumed, not even the last one.
 * @param {Live} live @param {{id: string, kind: Kind, text: string}} draft
 */
export function handInCard(live, draft) {
  const { id, kind } = draft;
  const text = cleanText(draft.text);
  live
    .submit(make.postContribution({ id, kind, text, language: writtenLanguage(text, live.texts.lang) }))
    .catch(() => {});
  live.clearDraft("card");
}

/** All, or one kind: with their numbers. @type {Component} */
const KindFilter = {
  components: { KindMark },
  props: {
    counts: { type: Object, required: true },
    total: { type: Number, required: true },
    modelValue: { type: String, default: "" },
  },
  emits: ["update:modelValue"],
  setup: () => ({ kinds: KIND_ORDER }),
  template: /* html */ `<div class="filter wide-only" role="group" :aria-label="t('phone.filter')">
    <button type="button" class="button" :aria-pressed="modelValue === ''"
      @click="$emit('update:modelValue', '')">
      {{ t('common.all') }} {{ n(total) }}</button>
    <button v-for="kind in kinds" :key="kind" type="button" class="button" :aria-pressed="modelValue === kind"
      @click="$emit('update:modelValue', kind)"><KindMark :kind="kind"
        :label="t('common.kinds.' + kind)" />{{ counts[kind] }}</button>
  </div>`,
};

/**
 * The writing phase: the question, one card to write on, and below (or beside) what lies there already.
 * @type {Component}
 */
export const WriteScreen = {
  components: { AskedHeading, CardComposer, CardList, KindFilter, ReadyToggle },
  data() {
    return { draft: this.live.draft("card", blankCard), edit: this.live.draft("edit", blankEdit), kind: "", last: "" };
  },
  computed: {
    workshop() {
      return this.live.store.workshop;
    },
    tablet() {
      return isGroupTablet(this.live);
    },
    all() {
      return writtenHere(this.live, "contribution");
    },
    /** A card that lies below is on the paper, to be changed; the new one waits in its own draft. */
    editing() {
      return this.edit.id !== "" && this.all.some((/** @type {Listed} */ entry) => entry.entity.id === this.edit.id);
    },
    /** Whether the card that was handed in last is on the laptop. */
    saved() {
      return this.all.some((/** @type {Listed} */ entry) => entry.entity.id === this.last && entry.state === "saved");
    },
    counts() {
      return countKinds(this.all.map((/** @type {Listed} */ entry) => entry.entity));
    },
    lists() {
      const shown = this.all.filter((/** @type {Listed} */ entry) => !this.kind || entry.entity.kind === this.kind);
      const table = this.t("phone.cards_of", { group: groupName(ownGroup(this.live), this.t) });
      if (this.tablet) return [{ heading: table, entries: shown, gathers: true }];
      const own = {
        heading: this.t("phone.your_cards"),
        entries: shown.filter((/** @type {Listed} */ entry) => entry.own),
      };
      const others = {
        heading: table,
        entries: shown.filter((/** @type {Listed} */ entry) => !entry.own),
        gathers: true,
      };
      return others.entries.length ? [own, others] : [own];
    },
  },
  watch: {
    /** @param {boolean} now */
    editing(now) {
      if (now) this.$nextTick(this.bringUp);
    },
  },
  methods: {
    bringUp() {
      const { composer } = this.$refs;
      composer.focus();
      composer.$el.scrollIntoView();
    },
    send() {
      if (this.editing) return handInEdit(this.live, this.edit);
      this.last = this.draft.id;
      handInCard(this.live, this.draft);
      return this.$refs.composer.focus();
    },
    stop() {
      this.live.clearDraft("edit");
    },
    withdraw() {
      const { id, version } = this.edit;
      this.live.submit(make.withdrawContribution({ id, version })).catch(() => {});
      this.stop();
    },
    /** @param {PostContribution} command */
    takeBack(command) {
      const text = [this.draft.text, command.text].filter((words) => cleanText(words)).join("\n"); // neither is lost
      Object.assign(this.draft, { kind: command.kind, text });
      this.$refs.composer.focus();
    },
  },
  template: /* html */ `<div class="split writing">
    <section class="side">
      <AskedHeading />
      <p v-if="tablet" class="hint scribe">{{ t('phone.scribe') }}</p>
      <CardComposer ref="composer" :key="editing" :class="{editing}" :draft="editing ? edit : draft" :limit="workshop.card_limit" :saved="saved && !editing"
        :heading="t(editing ? 'phone.change_card' : tablet ? 'phone.group_card' : 'phone.your_card')" @send="send" />
      <button type="button" class="button filled big"
        @click="$refs.composer.send()">{{ t(editing ? 'phone.save_change' : 'phone.send_card') }}</button>
      <div v-if="editing" class="row changing"><button type="button" class="button" @click="stop">{{ t('common.cancel') }}</button>
        <button type="button" class="text-button" @click="withdraw">{{ t('phone.withdraw_card') }}</button></div>
      <ReadyToggle v-else />
      <p class="muse" :class="{'wide-only': all.length}"><span><b>{{ t('phone.no_idea') }}</b>
        <br>{{ t('phone.no_idea_hint') }}</span></p>
    </section>
    <section class="beside">
      <CardList v-for="(list, i) in lists" :key="i" :heading="list.heading" :entries="list.entries"
        :gathers="list.gathers"
        @take-back="takeBack">
        <KindFilter v-if="i === 0 && all.length" v-model="kind" :counts="counts" :total="all.length" />
      </CardList>
    </section>
  </div>`,
};
