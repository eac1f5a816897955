import { Named } from "../shared/wording.js";
import { ownGroup } from "./state.js";

/** @import { Component } from "../../live/shapes.js" */

const LONG_NAME = 40;

/** Whether a name would fill a small screen at the size of "Tisch 3". @param {string} name */
export function isLong(name) {
  return name.length > LONG_NAME;
}

/**
 * A sentence in which a table is named, that of this device if no other is given. The name is in the hall's language,
 * whatever the page speaks: it is read aloud and divided as such.
 * @type {Component}
 */
export const WithTable = {
  components: { Named },
  props: { text: { type: String, required: true }, group: { type: Object, default: null } },
  computed: {
    parts() {
      const { name } = this.group || ownGroup(this.live) || {};
      const at = name ? this.text.indexOf(name) : -1;
      return at < 0 ? [this.text] : [this.text.slice(0, at), name, this.text.slice(at + name.length)];
    },
  },
  template: /* html */ `<span class="with-table">{{ parts[0] }}<Named v-if="parts[1]" :text="parts[1]" :lang="live.boot.workshop.language" />{{ parts[2] }}</span>`,
};
