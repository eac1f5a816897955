// NiceGUI element inside the list of a form's steps: marks the one that is read now.

/** @import { Component } from "../../live/shapes.js" */

const READ_AT = 0.3; // of the form's height, from its top: what stands there is being read

/** @type {Component} */
export default {
  template: /* html */ `<i hidden></i>`,
  mounted() {
    this.form = document.querySelector(".main-column.form");
    if (!this.form) return;
    // Where the window is small the whole page scrolls, where it is large the form does; scroll does not bubble.
    document.addEventListener("scroll", this.mark, { capture: true, passive: true });
    window.addEventListener("resize", this.mark);
    this.mark();
  },
  unmounted() {
    document.removeEventListener("scroll", this.mark, { capture: true });
    window.removeEventListener("resize", this.mark);
  },
  methods: {
    mark() {
      const { top, height } = this.form.getBoundingClientRect();
      const steps = [...this.form.querySelectorAll(".step-section")];
      const begun = steps.filter((step) => step.getBoundingClientRect().top <= top + height * READ_AT);
      const { scrollTop, scrollHeight, clientHeight } = this.form;
      const ended = scrollHeight > clientHeight && scrollTop + clientHeight >= scrollHeight - 2;
      const now = ended ? steps[steps.length - 1] : begun[begun.length - 1];
      for (const link of this.$el.parentElement.querySelectorAll("a[href^='#']")) {
        if (now && link.getAttribute("href") === `#${now.id}`) link.setAttribute("aria-current", "step");
        else link.removeAttribute("aria-current");
      }
    },
  },
};
