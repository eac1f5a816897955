import { agendaOf, stepNow } from "../../live/agenda.js";
import { UNASSIGNED, countKinds, fieldOf, inOrder, onTheWall } from "../shared/focus.js";

/** @import { ByType, Cluster, Contribution, Goal, Workshop } from "../../live/protocol.gen.js" */

/**
 * The step whose question stands over a view: the board carries its question in every step.
 * @param {string} view @param {Workshop} workshop
 */
export function stageStep(view, workshop) {
  const now = stepNow(workshop);
  return [now, ...agendaOf(workshop)].find((step) => step.stage === view) || now;
}

/** @param {Cluster} cluster @param {Contribution[]} cards @param {string} group @returns {any[]} */
function clusterItems(cluster, cards, group) {
  const key = "cluster-" + cluster.id;
  const heading = { key, group, heading: true, cluster, counts: countKinds(cards) };
  return [heading, ...cards.map((card) => ({ key: card.id, group, under: key, card }))];
}

/** @param {string} group @param {ByType} byType @param {Contribution[]} cards */
function fieldItems(group, byType, cards) {
  const here = cards.filter((card) => fieldOf(card, byType.cluster) === group);
  const clusters = inOrder(byType.cluster).filter((cluster) => (cluster.field_id || UNASSIGNED) === group);
  const items = clusters.flatMap((cluster) => {
    return clusterItems(
      cluster,
      here.filter((card) => card.cluster_id === cluster.id),
      group,
    );
  });
  const loose = here.filter((card) => !(byType.cluster || {})[card.cluster_id ?? ""]);
  const apart = (/** @type {number} */ i) => i === 0 && clusters.length > 0;
  return [...items, ...loose.map((card, i) => ({ key: card.id, group, card, apart: apart(i) }))];
}

/**
 * The board as one row of things to lay out: field by field, in each the clusters with their cards, then
 * the loose cards; what has no field yet comes last.
 * @param {ByType} byType
 */
export function stageBoardItems(byType) {
  const cards = inOrder(onTheWall(byType.contribution));
  const groups = [...inOrder(byType.field).map((field) => field.id), UNASSIGNED];
  return groups.flatMap((group) => fieldItems(group, byType, cards));
}

/** All goals with their field and indicators, in the order of the fields. @param {ByType} byType */
export function stageGoalItems(byType) {
  const order = new Map(inOrder(byType.field).map((field, i) => [field.id, i]));
  const place = (/** @type {Goal} */ goal) => order.get(goal.field_id ?? "") ?? order.size;
  const goals = onTheWall(byType.goal);
  goals.sort((a, b) => place(a) - place(b) || a.created_at - b.created_at || (a.id < b.id ? -1 : 1));
  const indicators = inOrder(byType.indicator);
  return goals.map((goal) => ({
    key: goal.id,
    group: "",
    goal,
    field: (byType.field || {})[goal.field_id ?? ""],
    indicators: indicators.filter((indicator) => indicator.goal_id === goal.id),
  }));
}

/** The newest result with its voting, or null. @param {ByType} byType */
export function stageResult(byType) {
  const votings = Object.values(byType.voting || {}).filter((voting) => (byType.result || {})[voting.id]);
  const voting = votings.sort((a, b) => Number(b.closed_at) - Number(a.closed_at))[0];
  return voting ? { voting, result: byType.result[voting.id] } : null;
}
