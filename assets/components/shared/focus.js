import { KINDS } from "../../live/protocol.gen.js";

/** @import { ByType, Contribution, FieldOfAction, Kind } from "../../live/protocol.gen.js" */

/** @typedef {Record<Kind, number>} Counts */
/** @typedef {{field_id: string, kind: Kind, count: number}} Cell */
/**
 * `counts`: by field and kind.
 * @typedef {{fields: FieldOfAction[], counts: Object<string, Counts>, total: number, threshold: number,
 *            focalPoints: Cell[]}} Matrix
 */

// Mirrors facilitation/focus.py: same counting, same threshold, same order; tests/contract/mirrors.py holds both to it.

const MOST_FOCAL_POINTS = 4;
const LEAST_CARDS = 3;

/** Key of the row of cards without a field. */
export const UNASSIGNED = "";

/**
 * Entities of one type in their order on the wall.
 * @template {{id: string, position: number}} T @param {Object<string, T>|T[]|undefined} byId @returns {T[]}
 */
export function inOrder(byId) {
  return Object.values(byId || {}).sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}

/**
 * The contributions (or goals) that count: neither hidden nor withdrawn.
 * @template {{hidden: string|null, withdrawn: boolean}} T @param {Object<string, T>|undefined} contributions @returns {T[]}
 */
export function onTheWall(contributions) {
  return Object.values(contributions || {}).filter((card) => card.hidden == null && !card.withdrawn);
}

/**
 * A card's field: that of its cluster, else its own, else "".
 * @param {Pick<Contribution, "cluster_id"|"field_id">} card @param {ByType["cluster"]|undefined} clusters
 */
export function fieldOf(card, clusters) {
  const cluster = (clusters || {})[card.cluster_id || ""];
  return (cluster ? cluster.field_id : card.field_id) || UNASSIGNED;
}

/** Zero cards of each kind. @returns {Counts} */
export function noCards() {
  return /** @type {Counts} */ (Object.fromEntries(KINDS.map((kind) => [kind, 0])));
}

/** How many of each kind there are among these cards. @param {{kind: Kind}[]} cards */
export function countKinds(cards) {
  const counts = noCards();
  for (const card of cards) counts[card.kind] += 1;
  return counts;
}

/** @param {Pick<ByType, "contribution"|"cluster"|"field">} byType @returns {Matrix} */
export function computeMatrix(byType) {
  const fields = inOrder(byType.field);
  /** @type {Object<string, Counts>} */
  const counts = { [UNASSIGNED]: noCards() };
  for (const field of fields) counts[field.id] = noCards();
  const cards = onTheWall(byType.contribution);
  for (const card of cards) {
    const id = fieldOf(card, byType.cluster);
    (counts[id] = counts[id] || noCards())[card.kind] += 1;
  }
  const cells = fields.flatMap(({ id }) => KINDS.map((kind) => ({ field_id: id, kind, count: counts[id][kind] })));
  const threshold = Math.max(LEAST_CARDS, Math.ceil(Math.max(0, ...cells.map((cell) => cell.count)) / 2));
  const focalPoints = cells.filter((cell) => cell.count >= threshold).sort((a, b) => b.count - a.count);
  return {
    fields,
    counts,
    total: cards.length,
    threshold,
    focalPoints: focalPoints.slice(0, MOST_FOCAL_POINTS),
  };
}

/**
 * The heat step 0 to 5 of a cell. Step 5 is kept for focal points; 1 to 4 share what lies below, as in the document.
 * @param {Cell} cell @param {Matrix} matrix
 */
export function heatStep(cell, matrix) {
  if (!cell.count) return 0;
  if (matrix.focalPoints.some((point) => point.field_id === cell.field_id && point.kind === cell.kind)) return 5;
  return Math.min(4, Math.ceil((4 * cell.count) / matrix.threshold));
}
