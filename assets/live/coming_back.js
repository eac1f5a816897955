// A personal code as people read, write and type it, and the question whose it is.

import { message, PROTOCOL_VERSION } from "./protocol.gen.js";
import { tokenOf } from "./identity.js";

/** @import { ToDevice, Welcome, You } from "./protocol.gen.js" */
/** @import { Fetch } from "./shapes.js" */

/** Three groups of four, as it is shown and read out. @param {string} code */
export function codeInGroups(code) {
  return code.match(/.{1,4}/g) ?? [];
}

/**
 * Asks the laptop who has this code, without being them yet. Resolves with its You: `participant_id` is null
 * where nobody has it. Rejects where the laptop cannot be reached.
 * @param {string} code @param {string} personal @param {Fetch} fetchIt @returns {Promise<You>}
 */
export async function whoHas(code, personal, fetchIt = (path, how) => fetch(path, how)) {
  const hello = message.hello({ protocol: PROTOCOL_VERSION, role: "participant", token: tokenOf(personal) });
  const answer = await fetchIt(`/live/${code}/poll`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ hello }),
    cache: "no-store",
  });
  /** @type {ToDevice[]} */
  const frames = await answer.json();
  return /** @type {Welcome} */ (frames.find((frame) => frame.type === "welcome")).you;
}
