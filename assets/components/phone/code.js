import { codeInGroups, whoHas } from "../../live/coming_back.js";
import { typedCode } from "../../live/typed_code.js";
import { PERSONAL_LENGTH } from "../../live/protocol.gen.js";
import { Icon } from "../shared/shared.js";
import { KeptLine } from "./composer.js";
import { membership } from "./state.js";

/** @import { Device, You } from "../../live/protocol.gen.js" */
/** @import { Component, Live } from "../../live/shapes.js" */

// Coming back: the personal code to note, and to type on another device.

/**
 * A picture of the code for the other device's camera. Sent in a body: no address, no log knows the code.
 * @param {Live} live
 */
async function drawn(live) {
  const answer = await fetch(`/j/${live.boot.code}/qr`, { method: "POST", body: live.identity.code });
  return answer.ok ? answer.text() : "";
}

/**
 * The code, large: to note, copy, print or scan. Emits `other`: somebody wants to type another one.
 * @type {Component}
 */
const MyCode = {
  components: { Icon },
  emits: ["other"],
  data: () => ({ picture: null, copied: false }), // null: on its way, and has its place; "": there is none
  computed: {
    groups() {
      return codeInGroups(/** @type {string} */ (this.live.identity.code));
    },
    spelt() {
      return this.groups.map((/** @type {string} */ group) => Array.from(group).join(" ")).join(", ");
    },
    where() {
      return `${window.location.host}/j/${this.live.boot.code}`;
    },
  },
  mounted() {
    drawn(this.live).then(
      (svg) => (this.picture = svg),
      () => (this.picture = ""),
    ); // then it can still be noted
  },
  methods: {
    // Over plain http there is no navigator.clipboard.
    copy() {
      /** @type {Selection} */ (window.getSelection()).selectAllChildren(this.$refs.code);
      this.copied = document.execCommand("copy");
    },
    print() {
      window.print();
    },
  },
  template: /* html */ `<div class="my-code">
    <h1>{{ t('phone.my_code') }}</h1>
    <p class="on-paper" dir="auto" :lang="live.boot.workshop.language">{{ live.boot.workshop.title }}</p>
    <p>{{ t('phone.my_code_for') }}</p>
    <p class="own-code" dir="ltr" translate="no"><span ref="code" aria-hidden="true"><b v-for="(group, i) in groups"
      :key="i">{{ group }}</b></span><span class="unseen">{{ spelt }}</span></p>
    <div v-if="picture !== ''" class="own-qr" v-html="picture"></div>
    <p v-if="picture !== ''" class="hint">{{ t('phone.my_code_scan') }}</p>
    <p class="on-paper" dir="ltr">{{ where }}</p>
    <p class="promise"><Icon name="lock" />{{ t('phone.my_code_secret') }}</p>
    <div class="row off-paper"><button type="button" class="button" @click="copy"><Icon
        v-if="copied" name="check" />{{ t(copied ? 'phone.copied' : 'phone.copy') }}</button>
      <button type="button" class="button" @click="print"><Icon name="print" />{{ t('phone.print') }}</button></div>
    <button type="button" class="text-button off-paper" @click="$emit('other')">{{ t('phone.other_code') }}</button>
  </div>`,
};

/**
 * A code from another device. `given`: one that came with the page's address. Emits `done` once this
 * device is that person.
 * @type {Component}
 */
const HaveCode = {
  components: { Icon, KeptLine },
  props: { given: { type: String, default: "" } },
  emits: ["done"],
  data() {
    return { text: codeInGroups(typedCode(this.given)).join(" "), trouble: "", asking: false };
  },
  methods: {
    async go() {
      const personal = typedCode(this.text);
      this.trouble = personal.length === PERSONAL_LENGTH ? "" : "phone.code_short";
      if (this.trouble || this.asking) return;
      this.asking = true;
      try {
        this.answered(personal, await whoHas(this.live.boot.code, personal));
      } catch {
        this.trouble = "phone.code_unreachable";
      }
      this.asking = false;
    },
    /** @param {string} personal @param {You & {device: Device}} you */
    answered(personal, you) {
      if (!you.participant_id) return (this.trouble = "phone.code_nobody");
      if (personal !== this.live.identity.code) this.live.become(personal, you);
      return this.$emit("done");
    },
  },
  template: /* html */ `<form class="join have-code" @submit.prevent="go">
    <h1>{{ t('phone.have_code') }}</h1>
    <label class="field code"><span>{{ t('phone.your_code') }}</span>
      <span class="hint" id="own-code-hint">{{ t('phone.your_code_hint') }}</span>
      <input class="input" dir="ltr" v-model="text" autocomplete="off" autocapitalize="characters"
        spellcheck="false" maxlength="40" aria-describedby="own-code-hint own-code-wrong" :aria-invalid="Boolean(trouble) || null" @input="trouble = ''"></label>
    <KeptLine :spare="[t('phone.code_nobody'), t('phone.code_unreachable')]"><p class="complaint" id="own-code-wrong" role="status"><template v-if="trouble"><Icon
      name="warning" />{{ t(trouble) }}</template>
      <template v-else-if="asking">{{ t('phone.code_asking') }}</template></p></KeptLine>
    <p class="hint">{{ t('phone.code_keeps') }}</p>
    <button class="button filled big">{{ t('common.next') }}</button>
  </form>`,
};

/** The own code of who sits here, else the way to come back. @type {Component} */
export const CodeScreen = {
  components: { HaveCode, MyCode },
  props: { given: { type: String, default: "" } },
  emits: ["done"],
  data() {
    return { typing: Boolean(this.given) || !membership(this.live) || !this.live.identity.code };
  },
  template: /* html */ `<HaveCode v-if="typing" :given="given" @done="$emit('done')" /><MyCode v-else @other="typing = true" />`,
};
