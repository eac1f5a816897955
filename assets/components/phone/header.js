import { Icon, groupName, workshopGone } from "../shared/shared.js";
import { isGroupTablet, minutesLeft, ownGroup } from "./state.js";
import { WithTable, isLong } from "./table.js";
import { writingCommands } from "./cards.js";
import { KeptLine } from "./composer.js";

/** @import { OutboxItem } from "../../live/outbox.js" */
/** @import { Component } from "../../live/shapes.js" */

const LOOK_AT_CLOCK_MS = 5000;

/** "Noch etwa 12 Minuten": in minutes, never seconds; nothing where no timer runs. @type {Component} */
const TimeLeft = {
  components: { Icon },
  data: () => ({ now: 0 }),
  created() {
    this.look();
    this.clock = setInterval(this.look, LOOK_AT_CLOCK_MS);
  },
  beforeUnmount() {
    clearInterval(this.clock);
  },
  computed: {
    words() {
      const minutes = minutesLeft(this.live, Math.max(this.now, this.live.now())); // a timer may be newer than the last look
      if (minutes === null) return "";
      return minutes > 0 ? this.t("common.minutes_left", {}, minutes) : this.t("common.time_over");
    },
  },
  methods: {
    look() {
      this.now = this.live.now();
    },
  },
  template: /* html */ `<span v-if="words" class="state time"><Icon name="clock" />{{ words }}</span>`,
};

/** A ballot that came too late waits for nothing. @param {OutboxItem} item */
function isWaiting({ state, command }) {
  return state === "unsent" || (state === "late" && command.type !== "cast_ballot");
}

/** Whether this device is connected. @type {Component} */
const LinkState = {
  components: { Icon },
  computed: {
    state() {
      return this.live.link.state;
    },
  },
  template: /* html */ `<span class="state link"><Icon :name="state === 'online' ? 'wifi' : 'wifi-off'" />{{ t('common.link.' + state) }}</span>`,
};

/**
 * Below the bar: link and time, and instead of them what waits here, that the network is gone, or that all is over.
 * Nothing of it is an error, and whatever comes or goes, the line keeps its height.
 * @type {Component}
 */
export const StatusStrip = {
  components: { Icon, KeptLine, LinkState, TimeLeft },
  computed: {
    items() {
      return this.live.outbox.filter(isWaiting);
    },
    waiting() {
      const cards = this.items.every((/** @type {OutboxItem} */ item) =>
        writingCommands("contribution").includes(item.command.type),
      );
      return this.items.length
        ? this.t(cards ? "phone.unsent_cards" : "phone.unsent_things", {}, this.items.length)
        : "";
    },
    offline() {
      return this.live.link.state === "offline" && !workshopGone(this.live);
    },
    finished() {
      return this.live.store.workshop && this.live.store.workshop.finished;
    },
    quiet() {
      return !this.waiting && !this.offline && !this.finished;
    },
    spare() {
      const away = this.t("phone.offline") + " " + this.t("phone.unsent_things", {}, 10);
      return [away, this.t("common.link.connecting") + " " + this.t("common.time_over"), this.t("phone.finished")];
    },
  },
  template: /* html */ `<KeptLine class="strip" role="complementary" :spare="spare">
    <p v-show="quiet" class="at-rest narrow-only"><LinkState /><TimeLeft /></p>
    <div class="waiting" role="status">
      <p v-if="finished" class="state finished"><b>{{ t('phone.finished') }}</b></p>
      <p v-else-if="!quiet" class="state"><Icon :name="offline ? 'wifi-off' : 'device'" /><span><span
        v-if="offline">{{ t('phone.offline') }}</span> <b v-if="waiting">{{ waiting }}</b></span></p>
    </div>
  </KeptLine>`,
};

/**
 * The laptop's program was renewed while this page was open (what was typed is kept over a reload), or the
 * workshop was deleted.
 * @type {Component}
 */
export const OutdatedNotice = {
  components: { Icon },
  computed: {
    gone() {
      return workshopGone(this.live);
    },
  },
  methods: {
    reload() {
      window.location.reload();
    },
  },
  template: /* html */ `<div role="status"><p v-if="live.link.outdated" class="notice outdated"><Icon name="redo" /><span>{{ t('phone.outdated') }}
    <button type="button" class="button" @click="reload">{{ t('phone.reload') }}</button></span></p>
    <p v-else-if="gone" class="notice outdated"><Icon name="lock" /><span>{{ t('common.workshop_gone') }}</span></p></div>`,
};

/** Where this device sits, whether it is connected, and in which language it speaks. @type {Component} */
export const TopBar = {
  components: { Icon, LinkState, TimeLeft, WithTable },
  props: { open: { type: String, default: "" } },
  emits: ["open"],
  computed: {
    group() {
      return groupName(ownGroup(this.live), this.t);
    },
    long() {
      return isLong(this.group);
    },
    isTablet() {
      return isGroupTablet(this.live);
    },
    language() {
      const own = this.live.boot.languages.find(([code]) => code === this.live.texts.lang);
      return own ? own[1] : "";
    },
  },
  methods: {
    /** @param {string} panel */
    toggle(panel) {
      this.$emit("open", this.open === panel ? "" : panel);
    },
  },
  template: /* html */ `<header class="top" :class="{shared: isTablet}">
    <button v-if="group" type="button" class="place" :class="{long}" :aria-expanded="open === 'place'"
      @click="toggle('place')">
      <WithTable dir="auto" :text="group" /><Icon name="chevron" /><span
        class="unseen">{{ t('phone.change_table') }}</span></button>
    <span v-if="isTablet" class="device wide-only">{{ t('phone.group_tablet') }}</span>
    <TimeLeft class="wide-only" />
    <LinkState class="wide-only" />
    <button type="button" class="button language" :aria-expanded="open === 'language'"
      @click="toggle('language')">
      <Icon name="globe" /><span>{{ language }}</span><span
        class="unseen">{{ t('phone.change_language') }}</span></button>
  </header>`,
};
