import { characters } from "./typed.js";

function keepLength(event) {
  const field = event.target;
  const most = Number(field.dataset?.most);
  const over = most && !event.isComposing ? characters(field.value) - most : 0;
  if (over <= 0) return;
  const typed = Array.from(field.value);
  field.value = typed.slice(0, typed.length - over).join("");
}

/** Fields with `data-most` take so many characters as the laptop counts them; `maxlength` counts an emoji as two. */
export function keepLengths(root) {
  root.addEventListener("input", keepLength, true); // before whoever reads the field
}
