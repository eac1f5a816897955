// A personal code as people read, write and type it, and the question whose it is.

import { message, PROTOCOL_VERSION } from "./protocol.gen.js";
import { tokenOf } from "./identity.js";

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
