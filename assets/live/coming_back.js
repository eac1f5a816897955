// A personal code as people read, write and type it, and the question whose it is.

import { message, CODE_ALPHABET, PROTOCOL_VERSION } from "./protocol.gen.js";
import { tokenOf } from "./identity.js";

// What is typed for what was meant: letters that look alike, also those of a Cyrillic keyboard.
const TYPED = "0OІI1|АВСЕНКМРТХУ";
const MEANT = "QQLLLLABCEHKMPTXY";

const EASTERN_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** What somebody typed, as a code: case, blanks and dashes do not matter. It may be too short. */
export function typedCode(text) {
  const plain = text.normalize("NFKC").replace(EASTERN_DIGITS, (digit) => digit.charCodeAt(0) & 15);
  const letters = Array.from(plain.toUpperCase(), (letter) => MEANT[TYPED.indexOf(letter)] ?? letter);
  return letters.filter((letter) => CODE_ALPHABET.includes(letter)).join("");
}

/** Three groups of four, as it is shown and read out. */
export function codeInGroups(code) {
  return code.match(/.{1,4}/g) ?? [];
}

/**
 * Asks the laptop who has this code, without being them yet. Resolves with its You: `participant_id` is null
 * where nobody has it. Rejects where the laptop cannot be reached.
 */
export async function whoHas(code, personal, fetchIt = (...args) => fetch(...args)) {
  const hello = message.hello({ protocol: PROTOCOL_VERSION, role: "participant", token: tokenOf(personal) });
  const answer = await fetchIt(`/live/${code}/poll`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ hello }),
    cache: "no-store",
  });
  const frames = await answer.json();
  return frames.find((frame) => frame.type === "welcome").you;
}
