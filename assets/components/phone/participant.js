import { reactive } from "vue";
import { stepName, stepNow } from "../../live/agenda.js";
import { connect } from "../../live/live.js";
import { Texts } from "../../live/texts.js";
import { Icon, createZrApp, groupName } from "../shared/shared.js";
import { codesOf } from "../shared/questions.js";
import { letRead } from "../shared/wording.js";
import { OutdatedNotice, StatusStrip, TopBar } from "./header.js";
import { KeptLine } from "./composer.js";
import { keepPlace } from "./focus.js";
import { JoinScreen, LanguageChoice } from "./join.js";
import { Announcer } from "./said.js";
import { loadLater, loadLaterSoon, secondHalf } from "./second.js";
import { isGroupTablet, membership, ownGroup } from "./state.js";
import { WaitScreen } from "./wait.js";
import { WriteScreen } from "./write.js";

/** @import { Workshop } from "../../live/protocol.gen.js" */
/** @import { Component } from "../../live/shapes.js" */

// A kind of steps names its part in facilitation/model/agenda.py; this is the part. The others come with phone_later.js.
const FIRST_PARTS = { wait: WaitScreen, write: WriteScreen };

// What the panels are called.
const PANELS = { place: "phone.change_table", language: "phone.change_language", code: "phone.my_code" };

/** A personal code that came by a QR code, in the part of the address that no server sees; out of it at once. */
function codeInAddress() {
  const [, code = ""] = /^#c=(\w+)$/.exec(location.hash) || [];
  if (code) history.replaceState(null, "", location.pathname + location.search);
  return code;
}

/** The whole page: join first, then always exactly what the step asks for. @type {Component} */
const ParticipantPage = {
  components: { Announcer, Icon, JoinScreen, KeptLine, LanguageChoice, OutdatedNotice, StatusStrip, TopBar },
  setup: () => ({ panels: PANELS }),
  data() {
    const scanned = this.live.boot.group_number;
    const given = codeInAddress();
    return { open: given && "code", scanned, given, left: 0, hadLeft: false };
  },
  computed: {
    joined() {
      return Boolean(membership(this.live));
    },
    ready() {
      return this.live.store.ready && Boolean(this.live.store.workshop);
    },
    step() {
      return stepNow(this.live.store.workshop);
    },
    part() {
      return this.step && (FIRST_PARTS[this.step.phone] || this.later.parts[this.step.phone]);
    },
    /** What was late may come in now. */
    letIn() {
      return /** @type {Workshop} */ (this.live.store.workshop).late_allowed;
    },
    later() {
      return secondHalf.value || { parts: {}, LeftOver: null, CodeScreen: null };
    },
    /** Whether something is to be shown that has not been loaded yet. */
    needsLater() {
      return this.open === "code" || (this.joined && this.ready && (!this.part || this.leftTyped));
    },
    leftTyped() {
      return !this.step.allows.includes("post_contribution") && !this.live.isBlank("card");
    },
    hasCode() {
      return Boolean(this.live.identity.code) && !isGroupTablet(this.live);
    },
    group() {
      return ownGroup(this.live);
    },
  },
  watch: {
    /** Once said that something is left below, the line keeps its place until the next step. */
    left(count) {
      this.hadLeft = this.hadLeft || count > 0;
    },
    /** The device's own "back" closes what is open, instead of leaving the workshop. */
    open(panel) {
      if (panel && !history.state?.panel) history.pushState({ panel: true }, "");
      else if (!panel && history.state?.panel) history.back();
    },
    ready: "offerScannedTable",
    joined: { immediate: true, handler: (joined) => joined && loadLaterSoon() },
    needsLater: { immediate: true, handler: (needed) => needed && loadLater() },
    later({ keepStill }) {
      if (keepStill) this.$nextTick(() => keepStill(this.$el));
    },
    part() {
      if (this.joined) this.$nextTick(this.toTop);
    },
    "step.id"(_, before) {
      if (!this.joined) return; // who is still choosing a table is not called away
      if (this.open !== "code") this.open = ""; // a code half typed is not taken out of anybody's hands
      this.hadLeft = this.left > 0;
      if (before) this.say(stepName(this.step, this.t));
      this.$nextTick(this.toTop);
    },
  },
  created() {
    window.addEventListener("popstate", () => !history.state?.panel && this.close());
  },
  mounted() {
    keepPlace(this.$el);
  },
  methods: {
    say(words) {
      this.$refs.announcer.say(words);
    },
    toTop() {
      if (this.open) return;
      window.scrollTo(0, 0);
      const heading = this.$el.querySelector("h1");
      if (heading) heading.focus({ preventScroll: true });
    },
    showLeft() {
      const { $el } = this.$refs.leftOver;
      $el.scrollIntoView();
      $el.querySelector("h2").focus({ preventScroll: true });
    },
    /** Somebody who already sits at a table has scanned another table's code. */
    offerScannedTable() {
      if (!this.joined || !this.scanned) return;
      if (this.group && this.group.number !== this.scanned) this.open = "place";
      else this.leaveScanned();
    },
    /** Who has sat down, or has said no, is not asked again. */
    leaveScanned() {
      this.scanned = null;
      this.live.leaveScannedTable();
    },
    show(panel) {
      if (!panel) return this.close();
      this.opener = document.activeElement;
      this.open = panel;
      this.$nextTick(() => this.$refs.panel.focus());
    },
    /** The keyboard goes back to where it came from. */
    close() {
      if (!this.open) return;
      if (this.open === "place") this.leaveScanned();
      this.open = "";
      const { opener } = this;
      this.$nextTick(() => (opener?.isConnected && opener !== document.body ? opener.focus() : this.toTop()));
    },
    moved(words = "phone.you_sit") {
      this.open = "";
      this.leaveScanned();
      this.say(this.t(words, { group: groupName(this.group, this.t) }));
      this.$nextTick(this.toTop);
    },
  },
  template: /* html */ `<div class="participant-page" @keydown.esc="close">
    <Announcer ref="announcer" /><OutdatedNotice />
    <template v-if="joined">
      <TopBar :open="open" @open="show" />
      <StatusStrip />
      <main>
        <section v-if="open" ref="panel" class="page panel" tabindex="-1"
          :aria-label="t(panels[open])">
          <template v-if="open === 'language'"><h1>{{ t('phone.your_language') }}</h1><LanguageChoice
            @chosen="close" /></template>
          <component :is="later.CodeScreen" v-else-if="open === 'code'" :given="given"
            @done="moved('phone.welcome_back')" />
          <JoinScreen v-else changing :scanned="scanned" @done="moved()" />
          <button type="button" class="button wide" @click="close">{{ t('common.close') }}</button>
        </section>
        <div v-show="!open" v-if="ready">
          <KeptLine v-if="hadLeft" class="page left-note" :class="{gone: !left}" :spare="[t('phone.late_open'), t('phone.still_here')]"
            role="status"><button type="button" class="button wide" @click="showLeft">
            {{ t(letIn ? 'phone.late_open' : 'phone.still_here') }}<Icon name="chevron" /></button></KeptLine>
          <component :is="part" v-if="part" />
          <p v-else class="page empty" role="status">{{ t('common.link.connecting') }}</p>
          <component :is="later.LeftOver" v-if="later.LeftOver" ref="leftOver" class="after" :phone="step.phone" @count="left = $event" />
        </div>
        <p v-else-if="!open" class="page empty">{{ t('common.link.' + live.link.state) }}</p>
      </main>
      <footer class="page own-foot"><button v-if="hasCode && open !== 'code'" type="button" class="text-button"
        @click="show('code')">{{ t('phone.my_code') }}</button>
        <a class="text-button" :href="'/j/' + live.boot.code + '/accessibility'">{{ t('phone.accessibility') }}</a></footer>
    </template>
    <main v-else-if="ready && live.store.workshop.finished" class="page wait"><h1 class="question">{{ t('phone.finished') }}</h1></main>
    <main v-else-if="open === 'code'"><section ref="panel" class="page panel" tabindex="-1"
      :aria-label="t(panels.code)"><component :is="later.CodeScreen" :given="given" @done="moved('phone.welcome_back')" />
      <button type="button" class="button wide" @click="close">{{ t('common.close') }}</button></section></main>
    <main v-else><JoinScreen class="page" :scanned="scanned" @done="moved()" @code="show('code')" /></main>
  </div>`,
};

/** Without a code there is no workshop to connect to yet: only texts. */
function codePage(boot) {
  const fetchJson = (url) => fetch(url).then((answer) => answer.json());
  const texts = new Texts({ boot, reactive, fetchJson });
  return { boot, t: texts.t, n: texts.n, texts: texts.state, setLanguage: texts.setLanguage };
}

/** Everybody reads what was written, and below it one translation into the language of their page. */
function connectReader(boot) {
  const live = connect(boot);
  letRead(live, () => ({ mode: "both", languages: codesOf(live.texts.lang), most: 1 }));
  return live;
}

/** Fills `el` with the participant page. */
export async function mountParticipant(el, boot) {
  if (boot.code) return createZrApp(ParticipantPage, connectReader(boot)).mount(el);
  await loadLater();
  return createZrApp(secondHalf.value.CodeEntry, codePage(boot)).mount(el);
}
