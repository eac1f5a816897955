import { computed, nextTick, reactive } from "vue";
import { arrangeBoard } from "./board.js";
import { TAB_OF_KIND } from "../../live/moderator.gen.js";
import { stepNow } from "../../live/agenda.js";
import { localeOf } from "../../live/texts.js";
import { groupName, sentenceOf } from "../shared/shared.js";

/** @import { ByType, Contribution } from "../../live/protocol.gen.js" */
/** @import { Live } from "../../live/shapes.js" */
/** @import { ConsoleBoot, Desk, DeskActions, DeskPanels, DeskWords, Refusal } from "./shapes.js" */

// How often "2 minutes ago" is computed anew.
const DESK_TICK = 15000;

/**
 * What the moderator's screen holds beside the store: tab, search, selection, open dialog, refusals.
 * @param {Live} live @param {ConsoleBoot} boot @returns {Desk}
 */
export function createDesk(live, boot) {
  /** @type {any} */
  const desk = reactive({
    boot,
    urls: { ...usualUrls(boot.code), ...boot.urls },
    view: live.draft("desk.view", { tab: "kinds", show: "wall" }),
    panel: "board",
    search: "",
    selecting: false,
    selected: [],
    dragging: false,
    naming: "", // the cluster that was just made and may get its name in place
    places: {},
    dialog: null,
    menu: null,
    refusals: [],
    said: "",
    behind: false, // this page did something; what can be undone now is told in a moment
    now: live.now(),
  });
  const ticking = setInterval(() => (desk.now = live.now()), DESK_TICK);
  desk.stop = () => clearInterval(ticking);
  desk.groups = computed(() => tablesInOrder(live.store.byType.group));
  desk.board = boardOf(desk, live);
  desk.voting = computed(() => Object.values(live.store.byType.voting || {}).find((voting) => voting.open) || null);
  desk.toVote = computed(
    () =>
      stepNow(live.store.workshop)?.allows.includes("cast_ballot") &&
      (desk.voting !== null || hasOnlyGoals(live.store.byType)),
  );
  return Object.assign(desk, actionsOf(desk, live), panelsOf(desk), wordsOf(desk, live));
}

/** There is something to vote on, and no vote yet: opening one comes before the next step. @param {ByType} byType */
function hasOnlyGoals({ goal, voting }) {
  return Object.keys(goal || {}).length > 0 && !Object.keys(voting || {}).length;
}

/** @param {string} code */
function usualUrls(code) {
  return {
    home: "/m",
    print: `/m/w/${code}/print`,
    setup: `/m/w/${code}/setup`,
    stage: `/stage/${code}`,
    hall: "/m/hall",
    exports: `/m/w/${code}/documents`,
    slips: `/m/w/${code}/slips`,
    differences: `/m/w/${code}/differences`,
    help: "/m/help",
  };
}

/** @param {ByType["group"]} byId */
function tablesInOrder(byId) {
  return Object.values(byId || {}).sort((a, b) => a.number - b.number);
}

// While something is being dragged the lists stand still: the browser and Vue must not both move them.
/** @param {Desk} desk @param {Live} live */
function boardOf(desk, live) {
  /** @type {Desk["board"]|null} */
  let last = null;
  return computed(() => {
    if (!desk.dragging || !last) last = arrangeBoard(live.store.byType, wanted(desk, live));
    return last;
  });
}

/** @param {Desk} desk @param {Live} live */
function wanted(desk, live) {
  const words = desk.search.trim().toLocaleLowerCase();
  const said = (/** @type {Contribution} */ card) =>
    [card, ...live.translationsOf(card.id)].map((one) => one.text).join(" ");
  const matches = (/** @type {Contribution} */ card) =>
    !words || (said(card) + " " + desk.groupOf(card)).toLocaleLowerCase().includes(words);
  return { places: desk.places, show: desk.view.show, matches };
}

/** @param {Desk} desk @param {Live} live @returns {DeskActions} */
function actionsOf(desk, live) {
  let steps = Promise.resolve();
  return {
    /** Submits; a refusal becomes a line that stays. Gives the acknowledgement, or null if refused. */
    async act(command, said = "") {
      try {
        const ack = await live.submit(command);
        desk.behind = true;
        desk.said = said;
        nextTick(keepKeyboard);
        return ack;
      } catch (refusal) {
        desk.refuse(/** @type {Refusal} */ (refusal));
        return null;
      }
    },
    /** For what counts from where we are: pressed again before the answer has come, it counts from the answer. */
    step(act) {
      steps = steps.then(act);
      return steps;
    },
    refuse({ code, params }) {
      const key = JSON.stringify([code, params]);
      desk.refusals = [...desk.refusals.filter((one) => one.key !== key), { key, code, params }].slice(-3);
    },
  };
}

/** @param {Desk} desk @returns {DeskPanels} */
function panelsOf(desk) {
  return {
    /** Opens a dialog by name (see console.js). */
    open(name, props = {}) {
      desk.menu = null;
      desk.dialog = { name, props };
    },
    close() {
      desk.dialog = null;
    },
    /** A question before an act that cannot be taken back or that people would notice. */
    confirm(title, text, action, run) {
      desk.open("confirm", { title, text, action, run });
    },
    toggle(id) {
      const at = desk.selected.indexOf(id);
      if (at < 0) desk.selected.push(id);
      else desk.selected.splice(at, 1);
    },
    stopSelecting() {
      desk.selecting = false;
      desk.selected = [];
    },
    /** What was opened anew shows the view of the running step; reloaded within the step, the one that was chosen. */
    comesTo(workshop, opened) {
      const step = workshop.phase + workshop.phase_started_at;
      if (opened && desk.view.step !== step)
        Object.assign(desk.view, {
          tab: TAB_OF_KIND[/** @type {keyof typeof TAB_OF_KIND} */ (stepNow(workshop)?.kind)] || "kinds",
          chosen: false,
        });
      if (opened || desk.view.chosen) desk.view.step = step; // else the tab is left over from the step before
    },
    show(tab) {
      desk.naming = ""; // it was made where no name was asked for, a while ago
      Object.assign(desk.view, { tab, chosen: true });
      desk.panel = "board";
    },
  };
}

/** What had the keyboard may be gone with the act; then it goes on at the board. */
export function keepKeyboard() {
  if (document.activeElement === document.body) document.getElementById("con-board")?.focus({ preventScroll: true });
}

/** @param {Desk} desk @param {Live} live @returns {DeskWords} */
function wordsOf(desk, live) {
  return {
    /** How many would notice. */
    connected() {
      const people = live.store.presence?.people || 0;
      return people ? live.t("console.connected", {}, people) : live.t("console.nobody_connected");
    },
    /** Nobody need name a cluster before its cards are found. */
    clusterName(cluster) {
      return cluster.name || live.t("common.nameless");
    },
    groupOf(card) {
      return groupName((live.store.byType.group || {})[/** @type {string} */ (card.group_id)], live.t);
    },
    /** "gerade eben", "vor 3 Min", "vor 2 Std", or the day. */
    ago(at) {
      const minutes = Math.floor((desk.now - at) / 60000);
      if (minutes < 1) return live.t("console.ago.now");
      if (minutes < 60) return live.t("console.ago.minutes", { n: minutes });
      if (minutes < 24 * 60) return live.t("console.ago.hours", { n: Math.floor(minutes / 60) });
      return new Date(at).toLocaleDateString(deskLocale(desk), { day: "numeric", month: "short" });
    },
    clock(at) {
      return new Date(at).toLocaleTimeString(deskLocale(desk), {
        hour: "numeric",
        minute: "2-digit",
        hourCycle: "h23",
      });
    },
    refusal({ code, params }) {
      return code === "not_sent" ? live.t("console.not_sent") : sentenceOf(code, params || {}, live.t);
    },
  };
}

/** @param {Desk} desk */
function deskLocale(desk) {
  return localeOf(desk.boot.lang || "de");
}

/** The first words of a wording, for names of buttons and lists. @param {string} text */
export function shortText(text, length = 40) {
  const letters = [...text];
  return letters.length > length
    ? letters
        .slice(0, length - 1)
        .join("")
        .trimEnd() + " …"
    : text;
}
