// NiceGUI element: the browser's own dialog, open as long as it is there. The focus stays inside, Esc closes.

/** @import { Component } from "../../live/shapes.js" */

/** @type {Component} */
export default {
  template: /* html */ `<dialog ref="box" @close="$emit('closed')" @mousedown.self="$refs.box.close()"><slot></slot></dialog>`,
  emits: ["closed"],
  mounted() {
    this.$refs.box.showModal(); // puts the keyboard on the first button, which leaves everything as it is
  },
  methods: {
    close() {
      this.$refs.box.close();
    },
  },
};
