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
