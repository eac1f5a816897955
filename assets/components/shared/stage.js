import { stepNow } from "../../live/agenda.js";
import { LARGE_VIEWS } from "../../live/protocol.gen.js";
import { onTheWall } from "./focus.js";

/** @import { ByType, Workshop } from "../../live/protocol.gen.js" */

/** @typedef {{workshop: Workshop, byType: ByType}} Shown of the store */

/** How long a page stays before the next one comes, where pages turn by themselves. */
const STAGE_DWELL = 12000;

// Nobody speaks about these for long. A result, goals that are read aloud, and what is shown large stay.
const TURNING_VIEWS = ["join", "board", "matrix", "goals"];

/** What is shown large, or null: it may have been hidden or dissolved since. @param {Shown} store @returns {any} */
export function stageLarge({ workshop, byType }) {
  const type = LARGE_VIEWS[workshop.stage_view];
  /** @type {any} */
  const found = type && byType[type][workshop.stage_of];
  return found && (type !== "contribution" || onTheWall({ found }).length) ? found : null;
}

/**
 * What the stage shows now: what the moderator sent there, else what the step shows. A closed workshop or
 * door invites nobody.
 * @param {Shown} store @returns {string}
 */
export function stageView(store) {
  const { stage_view: sent } = store.workshop;
  if (sent in LARGE_VIEWS && stageLarge(store)) return sent;
  const follows = sent === "follow" || sent in LARGE_VIEWS;
  const view = follows ? stepNow(store.workshop).stage : sent;
  return view === "join" && (store.workshop.finished || store.workshop.door_closed) ? "closed" : view;
}

/** Whether pages turn by themselves now. @param {Shown} store */
export function stageTurns(store) {
  return !store.workshop.stage_held && TURNING_VIEWS.includes(stageView(store));
}

/**
 * The page in view, from 0, if there are so many. The same on every stage, after a reload, too.
 * @param {Shown} store @param {number} pages @param {number} now
 */
export function stagePage(store, pages, now) {
  const { stage_page: page, stage_page_at: since } = store.workshop;
  if (pages < 2) return 0;
  if (!stageTurns(store)) return Math.min(page, pages - 1);
  return (page + Math.floor(Math.max(0, now - since) / STAGE_DWELL)) % pages;
}
