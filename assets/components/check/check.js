import { reactive } from "vue";
import { newCommandId } from "../../live/ids.js";
import { Keep } from "../../live/keep.js";
import { Texts } from "../../live/texts.js";
import { Icon, createZrApp } from "../shared/shared.js";
import { browserName, cookiesWork, echoSocket, httpDelay, lasted, storageWorks } from "./tests.js";

/** @import { Boot, Component } from "../../live/shapes.js" */

const LOCK_SECONDS = 20;
const REPORT_AGAIN_MS = 3000;

/** One line: what was tried, what came of it. `good` null: still trying. @type {Component} */
const CheckLine = {
  components: { Icon },
  props: {
    name: { type: String, required: true },
    good: { type: Boolean, default: null },
    words: { type: String, required: true },
  },
  template: /* html */ `<li class="check-line"><Icon :name="good === null ? 'sending' : good ? 'saved' : 'warning'" />
    <b>{{ name }}</b><span>{{ words }}</span></li>`,
};

/** Tries what a participant's phone will need, shows it here and tells the moderator. @type {Component} */
const CheckPage = {
  components: { CheckLine, Icon },
  data() {
    const { userAgent, language } = navigator;
    const first = { browser: browserName(userAgent), language, cookie: cookiesWork(), storage: storageWorks() };
    return {
      number: null,
      lost: false,
      found: {
        id: newCommandId(),
        address: location.host,
        socket: null,
        socket_ms: null,
        http_ms: null,
        clock_ms: 0,
        away_ms: null,
        alive: null,
        back_ms: null,
        ...first,
      },
    };
  },
  computed: {
    channel() {
      if (this.found.socket === null) return this.t("check.trying");
      return this.t(this.found.socket ? "check.channel_ws" : "check.channel_http");
    },
    delay() {
      const ms = this.found.socket ? this.found.socket_ms : this.found.http_ms;
      return ms === null ? this.t("check.trying") : this.t("check.delay_ms", { ms });
    },
    yes() {
      return (/** @type {boolean|null} */ good) => this.t(good ? "check.yes" : "check.no");
    },
    locked() {
      const { away_ms, alive, back_ms } = this.found;
      if (away_ms === null) return "";
      if (back_ms === null) return this.t("check.lock_trying");
      const seconds = Math.round(away_ms / 1000);
      return this.t(alive ? "check.lock_alive" : "check.lock_back", { seconds, back: Math.round(back_ms / 1000) });
    },
  },
  setup: () => ({ seconds: LOCK_SECONDS }),
  async mounted() {
    this.socket = echoSocket();
    document.addEventListener("visibilitychange", () => this.seen());
    const [http, socket] = await Promise.all([httpDelay(), this.socket.delay()]);
    Object.assign(this.found, { http_ms: http.ms, clock_ms: http.clock, socket: socket !== null, socket_ms: socket });
    this.report();
    if (socket === null) this.openedLate(await this.socket.delay(true));
  },
  methods: {
    /** The screen was locked, or is on again. */
    async seen() {
      if (document.visibilityState === "hidden") return void (this.hiddenAt = Date.now());
      if (!this.hiddenAt) return undefined;
      Object.assign(this.found, { away_ms: lasted(this.hiddenAt), alive: null, back_ms: null });
      const back = Date.now();
      const alive = await this.socket.lives();
      if (!alive) await httpDelay(true);
      Object.assign(this.found, { alive, back_ms: lasted(back) });
      return this.report();
    },
    /** The live channel takes such a WebSocket, too, after a moment of HTTP. @param {number|null} ms */
    openedLate(ms) {
      if (ms === null) return;
      Object.assign(this.found, { socket: true, socket_ms: ms });
      this.report();
    },
    async report() {
      try {
        const answer = await fetch("/check/report", { method: "POST", body: JSON.stringify(this.found) });
        this.number = (await answer.json()).number;
        this.lost = false;
      } catch {
        this.lost = true;
        setTimeout(() => this.report(), REPORT_AGAIN_MS);
      }
    },
  },
  template: /* html */ `<main class="page check-page">
    <p class="kicker">{{ t('check.above') }}</p>
    <h1>{{ number ? t('check.phone_number', {number}) : t('check.title') }}</h1>
    <p class="lead" role="status">{{ lost ? t('check.lost') : number ? t('check.told') : t('check.trying') }}</p>
    <ul class="plain check-lines">
      <CheckLine :name="t('check.channel')" :good="found.socket" :words="channel" />
      <CheckLine :name="t('check.delay')" :good="found.http_ms === null ? null : true" :words="delay" />
      <CheckLine :name="t('check.storage')" :good="found.storage" :words="yes(found.storage)" />
      <CheckLine :name="t('check.cookie')" :good="found.cookie" :words="yes(found.cookie)" />
    </ul>
    <p class="check-browser"><bdi>{{ found.browser }}</bdi> · <bdi>{{ found.language }}</bdi></p>
    <section class="check-lock"><h2><Icon name="lock" />{{ t('check.lock') }}</h2>
      <p>{{ t('check.lock_text', {seconds}) }}</p>
      <p class="check-locked" role="status"><b v-if="locked">{{ locked }}</b></p></section>
    <p class="check-kept">{{ t('check.kept') }}</p>
  </main>`,
};

/** Fills `el` with the page to which the hall check's QR code leads. @param {HTMLElement} el @param {Boot} boot */
export function mountCheck(el, boot) {
  const fetchJson = (/** @type {string} */ url) => fetch(url).then((answer) => answer.json());
  const texts = new Texts({ boot, keep: new Keep("check"), reactive, fetchJson });
  createZrApp(CheckPage, { t: texts.t, texts: texts.state }).mount(el);
}
