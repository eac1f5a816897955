import { typedWhole } from "../shared/numbers.js";

/** @import { Live } from "../../live/shapes.js" */
/** @import { ConsoleComponent } from "./shapes.js" */
/** @typedef {HTMLInputElement|HTMLTextAreaElement|HTMLSelectElement} Field */

/** The first field of a form that cannot stay as it is, and in our own words why; null where all is well.
 * The browser would say it in its own language, in a bubble over the buttons. A field for a whole number is one for
 * text, with `data-from` and `data-to`: what a browser takes for no number it hides from us, also ١٢ and 12,0.
 * @param {HTMLFormElement} form @param {Live["t"]} t
 */
function firstWrong(form, t) {
  const found = [.../** @type {Iterable<Field>} */ (/** @type {unknown} */ (form.elements))]
    .map((field) => ({ field, why: whyWrong(field) }))
    .find(({ why }) => why);
  if (!found) return null;
  const { from: min, to: max } = found.field.dataset;
  return { field: found.field, words: t("console.wrong." + found.why, { field: nameOf(found.field), min, max }) };
}

/** @param {Field} field */
function whyWrong(field) {
  if (field.willValidate && field.validity.valueMissing) return "missing";
  return field.dataset.to ? whyNoNumber(field.value, /** @type {any} */ (field.dataset)) : "";
}

/** @param {string} text @param {{from: number, to: number}} range */
function whyNoNumber(text, { from, to }) {
  const value = typedWhole(text);
  if (Number.isNaN(value)) return "whole";
  return value !== null && (value < from || value > to) ? "range" : "";
}

/** @param {Field} field */
function nameOf(field) {
  const named =
    field.type === "radio"
      ? field.closest("fieldset")?.querySelector("legend")
      : field.labels?.[0]?.querySelector("span");
  return (named || field.labels?.[0])?.textContent.trim() || "";
}

let checkedForms = 0;

/**
 * A form that says what it still needs: below its fields, tied to the field, which gets the keyboard.
 * @type {ConsoleComponent}
 */
export const checkingMixin = {
  data: () => ({ wrong: "", wrongId: `con-wrong-${(checkedForms += 1)}` }),
  methods: {
    /** @param {HTMLFormElement} form */
    isRight(form) {
      form.querySelectorAll(`[aria-describedby=${this.wrongId}]`).forEach((one) => {
        one.removeAttribute("aria-invalid");
        one.removeAttribute("aria-describedby");
      });
      const found = firstWrong(form, this.t);
      this.wrong = found ? found.words : "";
      if (!found) return true;
      found.field.setAttribute("aria-invalid", "true");
      found.field.setAttribute("aria-describedby", this.wrongId);
      found.field.focus();
      return false;
    },
  },
};
