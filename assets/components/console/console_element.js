// NiceGUI element around the moderator's console. NiceGUI builds and removes this one <div>; what
// is inside belongs to the console, its own link and its own store.

/** @import { Component } from "../../live/shapes.js" */

/** @type {Component} */
export default {
  template: /* html */ `<div class="console-host" v-once></div>`,
  props: { bundle: String, boot: Object },
  async mounted() {
    const { mountConsole } = await import(this.bundle);
    if (this.gone) return;
    this.console = mountConsole(this.$el, this.boot);
  },
  unmounted() {
    this.gone = true;
    this.console?.unmount?.();
  },
};
