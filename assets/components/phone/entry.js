import { Icon } from "../shared/shared.js";
import { LanguageChoice } from "./join.js";
import { typedCode } from "../../live/typed_code.js";

/** @import { Component } from "../../live/shapes.js" */

const CODE_LENGTH = 6;

/** The page without a code: six characters lead to the workshop. @type {Component} */
export const CodeEntry = {
  components: { Icon, LanguageChoice },
  data: () => ({ code: "", missing: false, unknown: window.location.search === "?unknown" }),
  methods: {
    /** @param {Event & {target: HTMLInputElement}} event */
    write(event) {
      this.code = typedCode(event.target.value).slice(0, CODE_LENGTH);
      event.target.value = this.code;
      this.missing = false;
    },
    go() {
      this.missing = this.code.length < CODE_LENGTH;
      const table = window.location.pathname.slice(1); // as a table's sheet says it
      if (!this.missing) window.location.href = "/j/" + this.code + (table && "/g/" + table);
    },
  },
  template: /* html */ `<main class="page"><form class="join" @submit.prevent="go">
    <h1>{{ t('phone.welcome') }}</h1>
    <LanguageChoice />
    <label class="field code"><span>{{ t('phone.code') }}</span>
      <span class="hint" id="code-hint">{{ t('phone.code_hint') }}</span>
      <input class="input" dir="ltr" :value="code" autocomplete="off" autocapitalize="characters"
        spellcheck="false"
        aria-describedby="code-hint code-wrong" :aria-invalid="missing || null" @input="write"></label>
    <p class="complaint" id="code-wrong" role="status"><template v-if="missing"><Icon
      name="pencil" />{{ t('phone.code_missing') }}</template>
      <template v-else-if="unknown && !code"><Icon
        name="warning" />{{ t('phone.code_unknown') }}</template></p>
    <button class="button filled big">{{ t('common.next') }}</button>
    <a class="text-button" href="/accessibility">{{ t('phone.accessibility') }}</a>
  </form></main>`,
};
