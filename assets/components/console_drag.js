import { make } from "../live/protocol.gen.js";
import { positionBetween } from "./console_board.js";
import { moveEntity } from "./console_moves.js";

// On the pile the order means nothing: a card let go over another makes a cluster of both.
const PILE_CARD = '[data-drop="card"]:not([data-sorted]) > [data-id]:not(.con-ghost)';

let sortableLoading = null;

// The drag module comes only where something can be dragged, and once.
function loadSortable(url) {
  sortableLoading ||= import(url).then((module) => module.Sortable || module.default);
  return sortableLoading;
}

/** Makes the lists below `root` that say `data-drop` take and give cards (or clusters); gives a function that stops it.
 * Beside it there is always "Move to ..." in the menu. */
export function startDragging(root, desk, live) {
  const url = desk.boot.modules?.sortable;
  const open = new Map();
  let watcher = null;
  let stopped = false;

  function refresh(Sortable) {
    const lists = new Set(root.querySelectorAll("[data-drop]"));
    for (const [list, sortable] of open) if (!lists.has(list)) sortable.destroy(), open.delete(list);
    for (const list of lists) if (!open.has(list)) open.set(list, Sortable.create(list, dragOptions(list, desk, live)));
  }

  async function start() {
    const Sortable = url && (await loadSortable(url).catch(() => null));
    if (!Sortable || stopped) return;
    refresh(Sortable);
    watcher = new MutationObserver(() => desk.dragging || refresh(Sortable));
    watcher.observe(root, { childList: true, subtree: true });
  }

  const aim = (event) => aimAt(root, desk.dragging && event.target.closest?.(PILE_CARD));
  root.addEventListener("dragover", aim);
  start();
  return () => {
    stopped = true;
    root.removeEventListener("dragover", aim);
    watcher?.disconnect();
    for (const sortable of open.values()) sortable.destroy();
  };
}

function aimAt(root, card) {
  root.querySelector(".con-aim")?.classList.remove("con-aim");
  if (card) card.classList.add("con-aim");
}

function cardBelow({ originalEvent, item, to }) {
  const { clientX, clientY } = originalEvent.changedTouches?.[0] || originalEvent;
  const below = document.elementFromPoint(clientX, clientY)?.closest(PILE_CARD);
  return below && below !== item && below.parentElement === to ? below.dataset.id : null;
}

function dragOptions(list, desk, live) {
  return {
    group: list.dataset.drop,
    sort: list.dataset.sorted !== undefined,
    draggable: "[data-id]",
    filter: "button, input, textarea, .con-rename",
    preventOnFilter: false,
    animation: 120,
    delay: 180,
    delayOnTouchOnly: true,
    touchStartThreshold: 6,
    ghostClass: "con-ghost",
    chosenClass: "con-held",
    onStart: () => (desk.dragging = true),
    onEnd: (event) => dropped(event, desk, live),
  };
}

// The browser's list is put back as Vue knows it; then the move is done the ordinary way.
function dropped(event, desk, live) {
  const { from, to, item, oldIndex, newIndex, oldDraggableIndex } = event;
  const below = cardBelow(event);
  aimAt(document);
  const shown = [...to.querySelectorAll(":scope > [data-id]")].map((element) => element.dataset.id);
  const order = [...shown, to.dataset.next]; // what is not shown yet lies behind what was dropped last
  item.remove();
  from.insertBefore(item, from.querySelectorAll(":scope > [data-id]")[oldDraggableIndex ?? oldIndex] || null);
  desk.dragging = false;
  if (below) return desk.open("cluster", { ids: [below, item.dataset.id] });
  if (from === to && oldIndex === newIndex) return;
  const move = to.dataset.drop === "cluster" ? dropCluster : dropCard;
  move(desk, live, item.dataset.id, to, neighbours(order, item.dataset.id, live, to.dataset.drop));
}

function neighbours(order, id, live, drop) {
  const known = live.store.byType[drop === "cluster" ? "cluster" : "contribution"];
  const at = order.indexOf(id);
  return positionBetween(known[order[at - 1]], known[order[at + 1]]);
}

function dropCard(desk, live, id, to, position) {
  const place = { cluster_id: to.dataset.cluster || null, field_id: to.dataset.field || null };
  const card = live.store.byType.contribution[id];
  const name = live.store.byType.cluster[place.cluster_id]?.name || live.store.byType.field[place.field_id]?.name || live.t("common.pile");
  const sorted = place.cluster_id || place.field_id;
  moveEntity(desk, make.moveContribution, card, { ...place, position: sorted ? position : null }, live.t("console.said.moved", { place: name }));
}

function dropCluster(desk, live, id, to, position) {
  const field = live.store.byType.field[to.dataset.field];
  const said = live.t("console.said.moved", { place: field?.name || live.t("common.unassigned") });
  moveEntity(desk, make.moveCluster, live.store.byType.cluster[id], { field_id: field?.id || null, position }, said);
}
