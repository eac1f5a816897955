import { CHANNELS } from "../../live/protocol.gen.js";

/** @import { VotingResult } from "../../live/protocol.gen.js" */
/** @import { Live } from "../../live/shapes.js" */

/** @typedef {{of: string, params: Object<string, any>}} Said a sentence: its key, and what it names */

/** All but people's own devices. */
export const SHARED_CHANNELS = CHANNELS.filter((channel) => channel !== "device");

/**
 * How the ballots of a result came; none where all came from people's own devices.
 * @param {any} result @returns {Said[]}
 */
function channelsOf(result) {
  const shared = SHARED_CHANNELS.map((channel) => [channel, result[channel + "_ballots"] || 0]);
  const own = result.ballots - shared.reduce((sum, [, count]) => sum + count, 0);
  if (own === result.ballots) return [];
  const found = [["device", own], ...shared].filter(([, count]) => count);
  return found.map(([channel, n]) => ({ of: "common.channel." + channel, params: { n } }));
}

/** The same in words; "" where there is nothing to say. @param {VotingResult} result @param {Pick<Live, "t">} live */
export function channelWords(result, live) {
  return channelsOf(result)
    .map(({ of, params }) => live.t(of, params))
    .join(" · ");
}

/** The same as the stage says it, in its languages, or null. @param {VotingResult} result */
export function channelsSaid(result) {
  const of = channelsOf(result);
  return of.length ? { of, by: " · " } : null;
}

/**
 * "davon 4 auf Papier", or null where too few people stand behind it to be told.
 * @param {{detail: Object<string, number>}} row @returns {Said|null}
 */
export function paperSaid(row) {
  return row.detail.paper ? { of: "common.of_it_paper", params: { n: row.detail.paper } } : null;
}

/** The same in words, or "". @param {{detail: Object<string, number>}} row @param {Pick<Live, "t">} live */
export function paperWords(row, live) {
  const said = paperSaid(row);
  return said ? live.t(said.of, said.params) : "";
}
