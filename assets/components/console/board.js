import { KIND_ORDER } from "../shared/shared.js";
import { countKinds, inOrder } from "../shared/focus.js";

/** @import { ByType, Cluster, Contribution, FieldOfAction } from "../../live/protocol.gen.js" */
/** @import { Counts } from "../shared/focus.js" */

/** @typedef {{cards: Contribution[], counts: Counts, total: number}} Counted */
/** @typedef {Counted & {cluster: Cluster}} Heap */
/** @typedef {Object<string, {version: number} & Object<string, any>>} Places of what was just dragged, by id */

/** @type {Object<string, (card: Contribution) => boolean>} */
const SHOWN = {
  wall: (card) => !card.withdrawn,
  hidden: (card) => card.hidden !== null && !card.withdrawn,
  withdrawn: (card) => card.withdrawn,
};

/** Which cards can be asked for, in the order of the menu. */
export const CARD_FILTERS = Object.keys(SHOWN);

/** @param {Contribution} card */
const counting = (card) => card.hidden === null && !card.withdrawn;
/** @param {Contribution} a @param {Contribution} b */
const newestFirst = (a, b) => b.created_at - a.created_at || (a.id < b.id ? 1 : -1);
/** @param {Contribution|Cluster} a @param {Contribution|Cluster} b */
const byPosition = (a, b) => a.position - b.position || (a.id < b.id ? -1 : 1);

/**
 * What was just dragged lies where it was dropped until the server's word comes with a new version.
 * @template {Contribution|Cluster} T @param {T} entity @param {Places} places @returns {T}
 */
function placed(entity, places) {
  const place = places[entity.id];
  return place && place.version === entity.version ? { ...entity, ...place } : entity;
}

/** @param {Contribution[]} cards @param {"kind"|"cluster_id"|"field_id"|"group_id"} key */
function groupedBy(cards, key) {
  /** @type {Object<string, Contribution[]>} */
  const groups = {};
  for (const card of cards) (groups[card[key] || ""] ||= []).push(card);
  return groups;
}

/** @param {Contribution[]} cards @returns {Counted} */
function counted(cards) {
  const counts = countKinds(cards.filter(counting));
  return { cards, counts, total: KIND_ORDER.reduce((sum, kind) => sum + counts[kind], 0) };
}

/** @param {FieldOfAction|null} field @param {Heap[]} clusters @param {Contribution[]} loose */
function fieldColumn(field, clusters, loose) {
  const own = clusters.filter((heap) => (heap.cluster.field_id || "") === (field ? field.id : ""));
  const all = counted([...loose, ...own.flatMap((heap) => heap.cards)]);
  return { field, clusters: own, loose, counts: all.counts, total: all.total };
}

/** @param {Contribution[]} cards */
function kindColumns(cards) {
  const kinds = groupedBy([...cards].sort(newestFirst), "kind");
  return KIND_ORDER.map((kind) => ({ kind, ...counted(kinds[kind] || []) }));
}

/** @param {Contribution[]} cards */
function tally(cards) {
  return {
    wall: cards.filter(counting).length,
    hidden: cards.filter(SHOWN.hidden).length,
    withdrawn: cards.filter(SHOWN.withdrawn).length,
  };
}

/**
 * Everything that the tabs of the board show, computed once per change.
 * `show`: one of CARD_FILTERS; `matches`: the search.
 * @param {ByType} byType
 * @param {{places: Places, show: string, matches: (card: Contribution) => boolean}} how
 */
export function arrangeBoard(byType, { places, show, matches }) {
  const all = Object.values(byType.contribution || {}).map((card) => placed(card, places));
  const cards = all.filter((card) => SHOWN[show](card) && matches(card));
  const inCluster = groupedBy([...cards].sort(byPosition), "cluster_id");
  const known = Object.values(byType.cluster || {})
    .map((cluster) => placed(cluster, places))
    .sort(byPosition);
  const clusters = known.map((cluster) => ({ cluster, ...counted(inCluster[cluster.id] || []) }));
  const loose = groupedBy(inCluster[""] || [], "field_id");
  const pile = [...(loose[""] || [])].sort(newestFirst);
  const fields = inOrder(byType.field);
  return {
    kinds: kindColumns(cards),
    clusters,
    pile: counted(pile),
    laid: counted((inCluster[""] || []).filter((card) => card.field_id)),
    without: fieldColumn(null, clusters, pile),
    fields: fields.map((field) => fieldColumn(field, clusters, loose[field.id] || [])),
    found: cards.length,
    tally: tally(all),
    perGroup: groupedBy(
      all.filter((card) => !card.withdrawn),
      "group_id",
    ),
  };
}

/**
 * The position between two neighbours; null: let the server put it at the end.
 * @param {{position: number}|null|undefined} before @param {{position: number}|null|undefined} after
 */
export function positionBetween(before, after) {
  if (before && after) return (before.position + after.position) / 2;
  return after ? after.position - 1000 : null;
}
