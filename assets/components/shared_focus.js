import { KIND_ORDER } from "./shared.js";

// Mirrors facilitation/focus.py: same counting, same threshold, same order. Change both together.

const MOST_FOCAL_POINTS = 4;
const LEAST_CARDS = 3;

/** Key of the row of cards without a field. */
export const UNASSIGNED = "";

/** Entities of one type in their order on the wall. `byId`: {id: entity}. */
export function inOrder(byId) {
  return Object.values(byId || {}).sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}

/** The contributions that count: neither hidden nor withdrawn. */
export function onTheWall(contributions) {
  return Object.values(contributions || {}).filter((card) => card.hidden == null && !card.withdrawn);
}

/** A card's field: that of its cluster, else its own, else "". */
export function fieldOf(card, clusters) {
  const cluster = (clusters || {})[card.cluster_id || ""];
  return (cluster ? cluster.field_id : card.field_id) || UNASSIGNED;
}

/** Zero cards of each kind. */
export function noCards() {
  return Object.fromEntries(KIND_ORDER.map((kind) => [kind, 0]));
}

/** How many of each kind there are among these cards. */
export function countKinds(cards) {
  const counts = noCards();
  for (const card of cards) counts[card.kind] += 1;
  return counts;
}

/** {fields, counts: {fieldId: {kind: n}}, total, threshold, focalPoints: [{field_id, kind, count}]}.
 * `byType`: the store's entities: {contribution, cluster, field}. */
export function computeMatrix(byType) {
  const fields = inOrder(byType.field);
  const counts = { [UNASSIGNED]: noCards() };
  for (const field of fields) counts[field.id] = noCards();
  const cards = onTheWall(byType.contribution);
  for (const card of cards) {
    const id = fieldOf(card, byType.cluster);
    (counts[id] = counts[id] || noCards())[card.kind] += 1;
  }
  const cells = fields.flatMap(({ id }) => KIND_ORDER.map((kind) => ({ field_id: id, kind, count: counts[id][kind] })));
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

/** The heat step 0 to 5 of a cell. Step 5 is kept for focal points; 1 to 4 share what lies below, as in the document. */
export function heatStep(cell, matrix) {
  if (!cell.count) return 0;
  if (matrix.focalPoints.some((point) => point.field_id === cell.field_id && point.kind === cell.kind)) return 5;
  return Math.min(4, Math.ceil((4 * cell.count) / matrix.threshold));
}
