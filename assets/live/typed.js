// What was typed, as the laptop will keep it: facilitation/text.py says the same in Python.
// Both count code points of what is left, so a flag or a family is as long here as there.

const TYPED_BREAKS = /\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]/g;
const REMOVED = /[\0-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffc]|\p{Cs}/gu;
const UNSEEN =
  /^[\s\p{Cc}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffc\u{13441}\u{13442}\u{16fe4}\u{1d159}]*$/u;
const PILED = /[\p{M}\p{Cf}]{9,}/gu;
const MARKS = 8;

/** On one letter, with whatever joins them. @param {string} signs */
function unpiled(signs) {
  let marks = 0;
  return signs.replace(/\p{M}/gu, (mark) => ((marks += 1) > MARKS ? "" : mark));
}

/** Without what nobody can see and without outer blanks; "" where nothing is left to be seen. @param {string} text */
export function cleanText(text) {
  const kept = text.replace(TYPED_BREAKS, "\n").replace(/\t/g, " ").replace(REMOVED, "").trim().replace(PILED, unpiled);
  return UNSEEN.test(kept) ? "" : kept;
}

/** The same in one line. @param {string} text */
export function cleanLine(text) {
  return cleanText(text).replace(/\n/g, " ");
}

/** How long the laptop will find it: code points. @param {string} text */
export function characters(text) {
  return Array.from(cleanText(text)).length;
}
