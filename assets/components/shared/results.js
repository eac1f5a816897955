import { DotRow } from "./shared.js";

/** @import { Component } from "../../live/shapes.js" */
/** @import { VotingResult } from "../../live/protocol.gen.js" */

/**
 * How an option's value is drawn, by the mode of the voting: components with `filled` (the value).
 * @type {Object<string, Component>}
 */
export const RESULT_PICTURES = { dots: DotRow };

/** How many voted and gave what, as {of, params, count}. @param {VotingResult} result */
export function turnoutOf({ ballots, detail }) {
  return { of: "common.turnout", params: detail, count: ballots };
}

/**
 * Why nothing comes first: no ballots, or none with a point; the key of a sentence, "" where something does.
 * @param {VotingResult} result
 */
export function nothingFirst(result) {
  if (result.rows.some((row) => row.value)) return "";
  return result.ballots ? "common.no_points_given" : "common.no_ballots_cast";
}

/** Ranks that several rows of a result share. @param {VotingResult} result */
export function tiedRanks(result) {
  const ranks = result.rows.map((row) => row.rank);
  return new Set(ranks.filter((rank, i) => ranks.indexOf(rank) !== i));
}
