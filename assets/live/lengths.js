import { characters } from "./typed.js";

/** @param {Event} event */
function keepLength(event) {
  const field = /** @type {HTMLTextAreaElement} */ (event.target);
  const most = Number(field.dataset?.most);
  const over = most && !(/** @type {InputEvent} */ (event).isComposing) ? characters(field.value) - most : 0;
  if (over <= 0) return;
  const typed = Array.from(field.value);
  field.value = typed.slice(0, typed.length - over).join("");
}

/**
 * Fields with `data-most` take so many characters as the laptop counts them; `maxlength` counts an emoji as two.
 * @param {EventTarget} root
 */
export function keepLengths(root) {
  root.addEventListener("input", keepLength, true); // before whoever reads the field
}
