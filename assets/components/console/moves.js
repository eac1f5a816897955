import { nextTick } from "vue";
import { make } from "../../live/protocol.gen.js";
import { newId } from "../../live/ids.js";
import { positionBetween } from "./board.js";
import { inOrder } from "../shared/focus.js";

/** @import { Cluster, Command, Contribution, Goal, StageView } from "../../live/protocol.gen.js" */
/** @import { Live, ReadyLive } from "../../live/shapes.js" */
/** @import { Desk, Menu } from "./shapes.js" */

/** A place for cards or clusters, among others. @typedef {{id: string, label: string, part: string, place: Place}} Option */
/** @typedef {{cluster_id?: string|null, field_id: string|null, position?: number|null}} Place */
/** @typedef {{id: string, position: number}} Placed */
/** @typedef {(fields: Place & {id: string}) => Command} Moving a constructor of `make` */

/** @param {{hidden: string|null, withdrawn: boolean}} card */
const away = (card) => card.hidden !== null || card.withdrawn;

/**
 * Everything that can be done with one card.
 * @param {Desk} desk @param {ReadyLive} live @param {Contribution} card @returns {Menu["items"]}
 */
export function cardMenu(desk, live, card) {
  const { t } = live;
  /** @param {string} label @param {string} icon @param {() => any} run */
  const entry = (label, icon, run) => ({ label: t(label), icon, run });
  const changes = [
    entry("console.move_to", "move", () => chooseForCards(desk, live, [card.id])),
    entry("console.edit_wording", "pencil", () => desk.open("wording", { card })),
    entry("console.translate", "translate", () => desk.open("translate", { entity: card })),
  ];
  if (away(card)) {
    const label = card.hidden === null ? "console.bring_back" : "console.show_to_all";
    return [entry(label, "undo", () => restoreCard(desk, t, card)), ...(card.withdrawn ? [] : changes)];
  }
  return [
    ...changes,
    ...orderOfCard(desk, live, card),
    entry("console.show_large", "projector", () => showLarge(desk, t, "card", card.id)),
    { line: true },
    entry("console.hide", "eye-off", () => desk.open("hide", { entity: card })),
    ...hideDevice(desk, live, card),
    entry("console.withdraw", "close", () =>
      desk.act(make.withdrawContribution({ id: card.id, version: card.version }), t("console.said.withdrawn")),
    ),
  ];
}

/** @param {Desk} desk @param {Live["t"]} t @param {StageView} view @param {string} of */
function showLarge(desk, t, view, of) {
  return desk.act(make.showOnStage({ view, of }), t("console.said.stage"));
}

/**
 * The entry for everything that came from the device of this card or goal, if from one. It asks first; nobody is
 * named, and nothing is counted before.
 * @param {Desk} desk @param {ReadyLive} live @param {Contribution|Goal} of
 */
export function hideDevice(desk, live, { id, source }) {
  if (!["person", "tablet"].includes(source)) return [];
  const { t } = live;
  const hide = () =>
    desk.act(make.hideAllOfDevice({ id, reason: t("console.hide_device_reason") }), t("console.said.device_hidden"));
  const ask = () =>
    desk.confirm(t("console.hide_device_ask"), t("console.hide_device_text"), t("console.hide_now"), hide);
  return [{ label: t("console.hide_device"), icon: "device", run: ask }];
}

/** @param {Desk} desk @param {Live["t"]} t @param {Contribution} card */
function restoreCard(desk, t, card) {
  return desk.act(
    make.restoreContribution({ id: card.id, withdrawn: card.hidden === null }),
    t("console.said.restored"),
  );
}

/**
 * Lays cards somewhere, one after the other: a hall's server takes only so many commands at once.
 * @param {Desk} desk @param {ReadyLive} live @param {string[]} ids @param {Place} place @param {string} said
 */
async function moveCards(desk, live, ids, place, said) {
  for (const id of ids) {
    const card = live.store.byType.contribution[id];
    if (card && !(await moveEntity(desk, make.moveContribution, card, place, said))) return;
  }
}

/**
 * Moves at once on this screen, and back again if the server refuses.
 * @param {Desk} desk @param {Moving} command @param {Contribution|Cluster} entity @param {Place} place
 * @param {string} said
 */
export async function moveEntity(desk, command, entity, place, said) {
  const position = place.position ?? null;
  desk.places[entity.id] = { ...place, version: entity.version, position: position ?? behindAll(desk) };
  const ack = await desk.act(command({ id: entity.id, ...place, position }), said);
  if (!ack) delete desk.places[entity.id];
  return ack;
}

// Where the server will put what has no position: behind everything.
/** @param {Desk} desk */
function behindAll(desk) {
  return desk.now + 1e9;
}

// On the pile the order means nothing.
/** @param {Desk} desk @param {ReadyLive} live @param {Contribution} card */
function orderOfCard(desk, live, card) {
  const { cluster_id, field_id } = card;
  if (!cluster_id && !field_id) return [];
  /** @param {Contribution} other */
  const here = (other) => !away(other) && other.cluster_id === cluster_id && other.field_id === field_id;
  const among = inOrder(live.store.byType.contribution).filter(here);
  return orderEntries(desk, live.t, among, card, (position) => [
    make.moveContribution,
    { cluster_id, field_id, position },
  ]);
}

// Clusters have an order within their field, and are carried only where one sees it.
/** @param {Desk} desk @param {ReadyLive} live @param {Cluster} cluster */
function orderOfCluster(desk, live, cluster) {
  if (desk.view.tab !== "fields") return [];
  const among = inOrder(live.store.byType.cluster).filter((other) => other.field_id === cluster.field_id);
  return orderEntries(desk, live.t, among, cluster, (position) => [
    make.moveCluster,
    { field_id: cluster.field_id, position },
  ]);
}

/**
 * By menu what carrying does within a list. `among`: the list in its order; `move`: command and place for a position.
 * @param {Desk} desk @param {Live["t"]} t @param {Placed[]} among @param {Contribution|Cluster} entity
 * @param {(position: number|null) => [Moving, Place]} move
 */
function orderEntries(desk, t, among, entity, move) {
  const at = among.findIndex((one) => one.id === entity.id);
  /** @param {string} label @param {Placed|undefined} before @param {Placed|undefined} after */
  const entry = (label, before, after) => ({
    label: t(label),
    icon: "move",
    run: () => reorder(move(positionBetween(before, after)), t(label)),
  });
  const up = at > 0 ? [entry("console.up", among[at - 2], among[at - 1])] : [];
  const down = at < among.length - 1 ? [entry("console.down", among[at + 1], among[at + 2])] : [];
  return [...up, ...down];

  /** @param {[Moving, Place]} moving @param {string} said */
  async function reorder([command, place], said) {
    const keyboard = /** @type {HTMLElement} */ (document.activeElement); // what is put elsewhere loses it
    await moveEntity(desk, command, entity, place, said);
    await nextTick();
    if (keyboard.isConnected) keyboard.focus();
  }
}

/** @param {Desk} desk @param {ReadyLive} live */
function placesOf(desk, live) {
  const { t, store } = live;
  /** @param {(card: Contribution) => boolean} test */
  const count = (test) => Object.values(store.byType.contribution).filter((card) => !away(card) && test(card)).length;
  const clusters = inOrder(store.byType.cluster).map((cluster) => ({
    id: cluster.id,
    label: desk.clusterName(cluster),
    hint: t(
      "common.cards",
      {},
      count((card) => card.cluster_id === cluster.id),
    ),
    part: t("console.clusters"),
    place: { cluster_id: cluster.id, field_id: null },
  }));
  const fields = fieldPlaces(live);
  const pile = {
    id: "pile",
    label: t("common.pile"),
    hint: t("console.pile_hint"),
    part: t("common.pile"),
    place: { cluster_id: null, field_id: null },
  };
  return [...clusters, ...fields, pile];
}

/** The fields as places for cards and clusters. @param {ReadyLive} live @returns {Option[]} */
export function fieldPlaces({ t, store }) {
  return inOrder(store.byType.field).map((field) => ({
    id: field.id,
    label: field.name,
    part: t("console.fields"),
    place: { cluster_id: null, field_id: field.id },
  }));
}

/**
 * "Move to ...": clusters, fields, the pile, or a new cluster.
 * @param {Desk} desk @param {ReadyLive} live @param {string[]} ids
 */
export function chooseForCards(desk, live, ids) {
  const { t } = live;
  desk.open("choose", {
    title: t("console.move_to"),
    options: placesOf(desk, live),
    /** @param {Option} option */
    pick(option) {
      moveCards(desk, live, ids, option.place, t("console.said.moved", { place: option.label }));
      desk.stopSelecting();
    },
    create: (/** @type {string} */ name) => createCluster(desk, live, name, ids),
  });
}

/**
 * A new cluster of these cards (or an empty one). Without a name it asks for one in place, and need not get it.
 * @param {Desk} desk @param {ReadyLive} live @param {string} name @param {string[]} [ids] @param {string|null} [field_id]
 */
export async function createCluster(desk, live, name, ids = [], field_id = null) {
  const id = newId();
  if (!name) desk.naming = id;
  const command = make.createCluster({ id, name, field_id, contribution_ids: ids });
  const ack = await desk.act(command, live.t("console.said.cluster", { name: name || live.t("common.nameless") }));
  if (ack) desk.stopSelecting();
  else desk.naming = "";
  return ack;
}

/**
 * Everything that can be done with a cluster.
 * @param {Desk} desk @param {ReadyLive} live @param {Cluster} cluster @param {() => void} rename
 * @returns {Menu["items"]}
 */
export function clusterMenu(desk, live, cluster, rename) {
  const { t } = live;
  return [
    { label: t("console.cluster.rename"), icon: "pencil", run: rename },
    { label: t("console.cluster.to_field"), icon: "move", run: () => chooseField(desk, live, cluster) },
    ...orderOfCluster(desk, live, cluster),
    { label: t("console.cluster.merge"), icon: "arrow", run: () => chooseMerge(desk, live, cluster) },
    { label: t("console.show_large"), icon: "projector", run: () => showLarge(desk, t, "cluster", cluster.id) },
    { line: true },
    {
      label: t("console.cluster.dissolve"),
      icon: "close",
      hint: t("console.cluster.dissolve_hint"),
      run: () =>
        desk.act(
          make.dissolveCluster({ id: cluster.id }),
          t("console.said.dissolved", { name: desk.clusterName(cluster) }),
        ),
    },
  ];
}

/** @param {Desk} desk @param {ReadyLive} live @param {Cluster} cluster */
function chooseField(desk, live, cluster) {
  const { t } = live;
  const none = { id: "none", label: t("common.unassigned"), part: "", place: { field_id: null } };
  desk.open("choose", {
    title: t("console.cluster.to_field_title", { name: desk.clusterName(cluster) }),
    options: [...fieldPlaces(live), none].map((option) => ({
      ...option,
      here: option.place.field_id === cluster.field_id,
    })),
    /** @param {Option} option */
    pick({ place, label }) {
      // It keeps its position, so that nothing jumps on the cluster board.
      const there = { field_id: place.field_id, position: cluster.position };
      moveEntity(desk, make.moveCluster, cluster, there, t("console.said.moved", { place: label }));
    },
  });
}

/** @param {Desk} desk @param {ReadyLive} live @param {Cluster} cluster */
function chooseMerge(desk, live, cluster) {
  const { t } = live;
  const others = placesOf(desk, live).filter((option) => option.place.cluster_id && option.id !== cluster.id);
  desk.open("choose", {
    title: t("console.cluster.merge_title", { name: desk.clusterName(cluster) }),
    options: others,
    pick: (/** @type {Option} */ option) =>
      desk.act(
        make.mergeClusters({ id: cluster.id, into_id: option.id }),
        t("console.said.merged", { name: option.label }),
      ),
  });
}
