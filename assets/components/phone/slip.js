import { codeInGroups } from "../../live/coming_back.js";
import { typedCode } from "../../live/typed_code.js";
import { LIMITS } from "../../live/protocol.gen.js";
import { Icon } from "../shared/shared.js";
import { KeptLine } from "./composer.js";

/** @import { Component } from "../../live/shapes.js" */

const SLIP_PART = 4;

/** The last letters of a slip's code: enough to know it by, too few to use it. @param {string} slip */
export function slipEnd(slip) {
  return slip.slice(-SLIP_PART);
}

/** Where the code of a printed slip is typed. `wrong`: a sentence. Emits `done` with the code. @type {Component} */
export const SlipEntry = {
  components: { Icon, KeptLine },
  props: { wrong: { type: String, default: "" }, label: { type: String, required: true } },
  emits: ["done"],
  data: () => ({ slip: "", missing: false }),
  methods: {
    /** @param {Event & {target: HTMLInputElement}} event */
    write(event) {
      this.slip = typedCode(event.target.value).slice(0, LIMITS.slip);
      event.target.value = codeInGroups(this.slip).join(" ");
      this.missing = false;
    },
    done() {
      this.missing = this.slip.length < LIMITS.slip;
      if (!this.missing) this.$emit("done", this.slip);
    },
  },
  template: /* html */ `<form class="slip" @submit.prevent="done">
    <label class="field"><span>{{ t('phone.slip_code') }}</span>
      <span class="hint">{{ t('phone.slip_hint') }}</span>
      <input class="input" dir="ltr" autocomplete="off" autocapitalize="characters" spellcheck="false"
        aria-describedby="slip-wrong" :aria-invalid="missing || null" @input="write"></label>
    <KeptLine :spare="[t('phone.slip_missing')]"><p class="complaint" id="slip-wrong" role="status"><template v-if="missing"><Icon
      name="pencil" />{{ t('phone.slip_missing') }}</template>
      <template v-else-if="wrong && !slip"><Icon name="warning" />{{ wrong }}</template></p></KeptLine>
    <button class="button filled big">{{ label }}</button>
  </form>`,
};
