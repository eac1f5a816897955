import { characters } from "./typed.js";

/** @typedef {HTMLInputElement|HTMLTextAreaElement} Field */

/**
 * What came in beyond the limit goes out again, from its end: what stood there before stays.
 * @param {Field} field @param {number} from where the caret stood before
 */
function shorten(field, from) {
  const most = Number(field.dataset?.most);
  const over = most ? characters(field.value) - most : 0;
  if (over <= 0) return false;
  const { value } = field;
  const end = field.selectionEnd ?? value.length;
  const kept = from <= end ? from : 0;
  const came = Array.from(value.slice(kept, end)).slice(0, -over).join("");
  field.value = value.slice(0, kept) + came + value.slice(end);
  field.setSelectionRange(kept + came.length, kept + came.length);
  return true;
}

/** @param {InputEvent & {target: Field}} event */
function bringsWords({ isComposing, inputType }) {
  return !isComposing && !inputType?.startsWith("delete");
}

/**
 * Fields with `data-most` take so many characters as the laptop counts them; `maxlength` counts an emoji as two.
 * @param {EventTarget} root
 */
export function keepLengths(root) {
  let from = 0;
  const begins = (/** @type {any} */ event) => {
    if (!event.isComposing) from = event.target.selectionStart ?? 0;
  };
  const came = (/** @type {any} */ event) => bringsWords(event) && shorten(event.target, from);
  const composed = (/** @type {any} */ { target }) =>
    shorten(target, from) && target.dispatchEvent(new Event("input", { bubbles: true }));
  for (const [name, hear] of Object.entries({
    beforeinput: begins,
    compositionstart: begins,
    input: came,
    compositionend: composed,
  }))
    root.addEventListener(name, hear, true); // before whoever reads the field
}
