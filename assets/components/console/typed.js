import { Divided } from "../shared/wording.js";

/** @import { Component } from "../../live/shapes.js" */

/**
 * Words that people typed, in their own direction and language: so they are divided, and read aloud. `lang`: what they
 * are said to be in, else the hall's language. Words of ours that stand in their place say that of the page.
 * @type {Component}
 */
export const Typed = {
  components: { Divided },
  props: {
    text: { type: String, default: "" },
    lang: { type: String, default: "" },
    tag: { type: String, default: "span" },
  },
  computed: {
    says() {
      return this.live.written(this.text, this.lang || undefined);
    },
  },
  template: /* html */ `<component :is="tag" v-bind="says"><Divided :text="text" :lang="says.lang" /></component>`,
};
