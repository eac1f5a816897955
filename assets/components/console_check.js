/** The first field of a form that cannot stay as it is, and in our own words why; null where all is well.
 * The browser would say it in its own language, in a bubble over the buttons. */
export function firstWrong(form, t) {
  const field = [...form.elements].find((one) => one.willValidate && !one.validity.valid);
  if (!field) return null;
  const range = { min: Number(field.min), max: Number(field.max) };
  return { field, words: t("console.wrong." + whyWrong(field.validity), { field: nameOf(field), ...range }) };
}

function whyWrong({ valueMissing, badInput, stepMismatch }) {
  if (valueMissing) return "missing";
  if (badInput) return "number";
  return stepMismatch ? "whole" : "range";
}

function nameOf(field) {
  const named = field.type === "radio" ? field.closest("fieldset")?.querySelector("legend") : field.labels?.[0]?.querySelector("span");
  return (named || field.labels?.[0])?.textContent.trim() || "";
}

/** A form that says what it still needs: below its fields, tied to the field, which gets the keyboard. */
export const checkingMixin = {
  data: () => ({ wrong: "" }),
  methods: {
    isRight(form) {
      form.querySelectorAll("[aria-describedby=con-wrong]").forEach((one) => {
        one.removeAttribute("aria-invalid");
        one.removeAttribute("aria-describedby");
      });
      const found = firstWrong(form, this.t);
      this.wrong = found ? found.words : "";
      if (!found) return true;
      found.field.setAttribute("aria-invalid", "true");
      found.field.setAttribute("aria-describedby", "con-wrong");
      found.field.focus();
      return false;
    },
  },
};
