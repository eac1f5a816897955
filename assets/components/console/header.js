import { Icon, workshopGone } from "../shared/shared.js";
import { MoreDots, openMenu } from "./dialog.js";
import { localeOf } from "../../live/texts.js";
import { make } from "../../live/protocol.gen.js";

/** @import { Command, Presence } from "../../live/protocol.gen.js" */
/** @import { FrameComponent } from "./shapes.js" */

/** "Alles gespeichert", or what still waits, or that the link is lost and nothing with it. @type {FrameComponent} */
const ConsoleSaved = {
  components: { Icon },
  computed: {
    waiting() {
      return this.live.outbox.filter((item) => item.state !== "refused").length;
    },
    state() {
      if (this.live.link.state === "offline") return "offline";
      return this.waiting ? "sending" : "saved";
    },
    icon() {
      return { offline: "wifi-off", sending: "sending", saved: "saved" }[
        /** @type {"offline"|"sending"|"saved"} */ (this.state)
      ];
    },
    /** The session ended: coming back to the laptop does not help. */
    signedOut() {
      const { state, reason } = this.live.link;
      return state !== "online" && reason === "not_allowed";
    },
    gone() {
      return workshopGone(this.live);
    },
    login() {
      return "/m/login?next=" + encodeURIComponent(location.pathname);
    },
    words() {
      if (this.state === "saved") return this.t(onLaptop() ? "console.saved_here" : "console.saved");
      if (this.state === "sending") return this.t("console.sending", {}, this.waiting);
      return this.waiting ? this.t("console.offline_waiting", {}, this.waiting) : this.t("console.offline");
    },
  },
  template: /* html */ `<p v-if="signedOut" class="con-saved" role="status" data-state="offline"><Icon name="lock" /><span>{{ t('console.signed_out') }}
      <a :href="login">{{ t('console.sign_in') }}</a></span></p>
    <p v-else-if="gone" class="con-saved" role="status" data-state="offline"><Icon name="lock" /><span>{{ t('common.workshop_gone') }}</span></p>
    <p v-else class="con-saved" role="status" :data-state="state"><Icon :name="icon" /><span>{{ words }}</span></p>`,
};

// A date is a free line; one that a date field wrote is said as people say it.
/** @param {string} date @param {string} lang */
function dayOf(date, lang) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date || "")) return date;
  return new Date(date + "T12:00").toLocaleDateString(localeOf(lang), {
    day: "numeric",
    month: "long",
    year: "numeric",
  });
}

function onLaptop() {
  return ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);
}

const NEXT_STEP_MS = 1500; // the laptop tells the next step within half a second

/** Where we are, whether all is safe, one step back, and the ways to the other pages. @type {FrameComponent} */
export const ConsoleHeader = {
  components: { Icon, MoreDots, ConsoleSaved },
  data: () => ({ turning: false, whole: false }),
  computed: {
    workshop() {
      return this.live.store.workshop || this.desk.boot.workshop || {};
    },
    place() {
      const { dialogue_title: dialogue, place, date } = this.workshop;
      return [dialogue, place, dayOf(date, this.desk.boot.lang)].filter(Boolean).join(" · ");
    },
    undo() {
      return this.step(this.live.store.presence?.undo);
    },
    redo() {
      return this.step(this.live.store.presence?.redo);
    },
    steps() {
      const { undo_seq, redo_seq } = this.live.store.presence || {};
      return `${undo_seq} ${redo_seq}`;
    },
    links() {
      const { home, setup, hall, print, exports, help } = this.desk.urls;
      const all = [
        ["home", home],
        ["prepare", setup],
        ["hall", hall],
        ["print", print],
        ["documents", exports],
        ["help", help],
      ];
      return all.filter(([, url]) => url).map(([name, url]) => ({ label: this.t("console.link." + name), url }));
    },
  },
  watch: {
    /** The browser's tab, too, bears the title that the workshop has now. @param {string} title */
    "workshop.title"(title) {
      document.title = `${title} · Zielrunde`;
    },
    "live.store.presence"() {
      this.desk.behind = false;
    },
    steps() {
      this.turning = false;
    },
  },
  methods: {
    /** @param {string|null} name */
    step(name) {
      return name ? this.t("console.step." + name) : "";
    },
    back() {
      this.turn(() => [
        make.undo({ seq: /** @type {Presence} */ (this.live.store.presence).undo_seq }),
        this.t("console.said.undone", { step: this.undo }),
      ]);
    },
    forth() {
      this.turn(() => [
        make.redo({ seq: /** @type {Presence} */ (this.live.store.presence).redo_seq }),
        this.t("console.said.redone", { step: this.redo }),
      ]);
    },
    /**
     * A double click is one step: until the buttons name the next one, they do nothing.
     * @param {() => [Command, string]} commanded
     */
    async turn(commanded) {
      if (this.turning) return;
      this.turning = true;
      if (this.desk.behind) await this.told();
      this.turning = true;
      const ack = await this.desk.act(...commanded());
      if (!ack) this.turning = false;
      else setTimeout(() => (this.turning = false), NEXT_STEP_MS);
    },
    /** Who undoes at once what was done just now means that, though the button still names the step before. */
    told() {
      return new Promise((resolve) => {
        const stop = this.$watch("live.store.presence", () => resolve(stop()));
        setTimeout(resolve, NEXT_STEP_MS);
      });
    },
    /** @param {Event} event */
    more(event) {
      const items = this.links.map((/** @type {{label: string, url: string}} */ { label, url }) => ({
        label,
        run: () => location.assign(url),
      }));
      openMenu(this.desk, event, this.t("console.menu"), items);
    },
  },
  template: /* html */ `<header class="con-head">
    <p class="con-logo"><svg viewBox="0 0 42 13" width="42" height="13" aria-hidden="true"><circle class="s" cx="6.5" cy="6.5" r="6.5" /><path class="w" d="M14.5 0h12v13h-12z" /><path class="c" d="M34.5 0L42 13H27z" /></svg><b>Zielrunde</b></p>
    <div class="con-title" :class="{whole}"><h1><button type="button" v-bind="live.written(workshop.title)" :aria-expanded="whole" :title="workshop.title" @click="whole = !whole" @keydown.esc="whole = false">{{ workshop.title }}</button></h1>
      <p v-bind="live.written(place)" :title="place">{{ place }}</p></div>
    <ConsoleSaved />
    <button type="button" class="button con-undo" :disabled="!undo" :title="undo || null" @click="back"><Icon name="undo" />
      <span>{{ undo ? t('console.undo', {step: undo}) : t('common.undo') }}</span></button>
    <button type="button" class="button con-redo" :disabled="!redo" :title="redo || null" :aria-label="redo ? t('console.redo', {step: redo}) : t('common.redo')" @click="forth">
      <Icon name="redo" /><span>{{ t('common.redo') }}</span></button>
    <nav class="con-links" :aria-label="t('console.menu')"><a v-for="link in links" :key="link.url" class="button plain" :href="link.url">{{ link.label }}</a></nav>
    <button type="button" class="button con-menu-button" aria-haspopup="menu" @click="more"><MoreDots /><span>{{ t('console.menu') }}</span></button>
  </header>`,
};
