/** @import { ByType } from "../../live/protocol.gen.js" */

/**
 * The voting that is spoken of now, or null: the newest, but an open one before all others, because a laptop's
 * clock may have been set back since.
 * @param {Pick<ByType, "voting">} byType
 */
export function votingNow(byType) {
  const votings = Object.values(byType.voting || {});
  return votings.sort((a, b) => Number(b.open) - Number(a.open) || b.opened_at - a.opened_at)[0] || null;
}

/**
 * Dots for each person where nobody said how many: half of the options, rounded up, at least 1 and at most 10, as in
 * facilitation/voting.py.
 * @param {number} options
 */
export function usualPoints(options) {
  return Math.max(1, Math.min(10, Math.ceil(options / 2)));
}
