// What a command is to the outbox: under which id it is sent, and what it is about.

import { digestOf, newCommandId } from "./ids.js";

/** @import { Command } from "./protocol.gen.js" */

/**
 * What a command is about. Two commands about the same thing are sent one after the other.
 * @param {{type: string, turn?: string|null, id?: string, voting_id?: string}} command
 */
export function subjectOf(command) {
  return command.turn ?? command.id ?? command.voting_id ?? command.type;
}

/** @param {Command} command */
export const isNew = (command) => ["post_contribution", "propose_goal"].includes(command.type);

/**
 * What is new is sent under its own id and its wording: two taps, or two tabs, post it once. The language is
 * the page's, not the writer's.
 * @param {any} command @returns {string}
 */
export function commandIdOf(command) {
  return isNew(command)
    ? `new-${command.id}-${digestOf(JSON.stringify({ ...command, language: "" }))}`
    : newCommandId();
}
