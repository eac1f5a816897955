import { make } from "../../live/protocol.gen.js";
import { positionBetween } from "./board.js";
import { startDragging } from "./drag.js";
import { createCluster, moveEntity } from "./moves.js";

/** @import { ConsoleComponent } from "./shapes.js" */

/**
 * Cards and clusters below this element are laid by hand, while it is on the screen.
 * Beside it there is always "Move to ..." in the menu.
 * @type {ConsoleComponent}
 */
export const draggingMixin = {
  mounted() {
    this.stopDragging = startDragging(this.$el, {
      carry: (on) => (this.desk.dragging = on),
      aim: aimAt,
      drop: (item, aim) => dropped(item, aim, this.desk, this.live),
    });
  },
  beforeUnmount() {
    this.stopDragging();
  },
};

/** What a card or cluster would be let go on at x, y (CSS pixels of the window). Null: it stays where it is.
 * Whole sections take (`data-takes`), not only the lists in them. */
function aimAt(item, x, y) {
  const kind = item.parentElement.dataset.drop;
  const below = document.elementFromPoint(x, y);
  const target = below?.closest(`[data-takes~="${kind}"]`);
  if (!target) return null;
  const list = listOf(target, kind);
  if (!list) return { mark: target };
  if (list.dataset.sorted !== undefined) return between(item, { mark: target, list }, y);
  // On the pile the order means nothing: a card let go over another makes a cluster of both.
  const other = [...list.children].find((one) => one.contains(below));
  if (other && other !== item) return { mark: other, list, pair: other.dataset.id };
  return list === item.parentElement ? null : { mark: target, list };
}

function listOf(target, kind) {
  const lists = [...target.querySelectorAll(`[data-drop="${kind}"]`)];
  return lists.find((list) => list.closest(`[data-takes~="${kind}"]`) === target);
}

function between(item, aim, y) {
  const others = [...aim.list.children].filter((one) => one !== item);
  const next = others.find((one) => middleOf(one) > y) || null;
  if (aim.list === item.parentElement && next === item.nextElementSibling) return null;
  const last = others[others.length - 1];
  const line = next ? { element: next } : last && { element: last, after: true };
  return { ...aim, line, previous: next ? others[others.indexOf(next) - 1] : last, next };
}

function middleOf(element) {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
}

function dropped(item, aim, desk, live) {
  const kind = item.parentElement.dataset.drop;
  const entity = live.store.byType[kind === "cluster" ? "cluster" : "contribution"][item.dataset.id];
  if (!entity) return; // somebody took it away meanwhile
  if (aim.pair || !aim.list) return void createCluster(desk, live, "", [aim.pair, entity.id].filter(Boolean));
  if (kind === "cluster") dropCluster(desk, live, entity, aim);
  else dropCard(desk, live, entity, aim);
}

/** Null: at the end. What is not shown yet lies behind what was dropped last; of a folded list nothing is shown. */
function positionIn(aim, known) {
  const behind = aim.previous && aim.list.dataset.next;
  return positionBetween(known[aim.previous?.dataset.id], known[aim.next?.dataset.id || behind]);
}

function dropCard(desk, live, card, aim) {
  const { contribution, cluster, field } = live.store.byType;
  const place = { cluster_id: aim.list.dataset.cluster || null, field_id: aim.list.dataset.field || null };
  const into = cluster[place.cluster_id];
  const name = (into && desk.clusterName(into)) || field[place.field_id]?.name || live.t("common.pile");
  const position = aim.list.dataset.sorted === undefined ? null : positionIn(aim, contribution);
  moveEntity(desk, make.moveContribution, card, { ...place, position }, live.t("console.said.moved", { place: name }));
}

function dropCluster(desk, live, cluster, aim) {
  const field = live.store.byType.field[aim.list.dataset.field];
  const said = live.t("console.said.moved", { place: field?.name || live.t("common.unassigned") });
  const position = positionIn(aim, live.store.byType.cluster);
  moveEntity(desk, make.moveCluster, cluster, { field_id: field?.id || null, position }, said);
}
