// A code of any kind as people type it: one for a workshop, a personal one, that of a slip.

import { CODE_ALPHABET } from "./protocol.gen.js";

// What is typed for what was meant: letters that look alike, also those of a Cyrillic keyboard.
const TYPED = "0OІI1|АВСЕНКМРТХУ";
const MEANT = "QQLLLLABCEHKMPTXY";

const EASTERN_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** What somebody typed, as a code: case, blanks and dashes do not matter. It may be too short. @param {string} text */
export function typedCode(text) {
  const plain = text.normalize("NFKC").replace(EASTERN_DIGITS, (digit) => String(digit.charCodeAt(0) & 15));
  const letters = Array.from(plain.toUpperCase(), (letter) => MEANT[TYPED.indexOf(letter)] ?? letter);
  return letters.filter((letter) => CODE_ALPHABET.includes(letter)).join("");
}
