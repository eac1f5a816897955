import { StageTiles } from "./parts.js";
import { Pin, TableSeats } from "../shared/shared.js";
import { StageSaid, stageBeside } from "./second.js";

/** @import { Group } from "../../live/protocol.gen.js" */
/** @import { Component } from "../../live/shapes.js" */

/** How to come in, and who is already here. The QR code is our own drawing. @type {Component} */
export const StageJoin = {
  components: { Pin, StageSaid, StageTiles, TableSeats },
  computed: {
    groups() {
      const groups = Object.values(this.live.store.byType.group || {});
      return groups.sort((a, b) => a.number - b.number);
    },
    invite() {
      return this.live.home.invite;
    },
    /** With two codes each step names its own. */
    steps() {
      return [...(this.invite.wifi ? ["code_1", "code_2"] : ["wifi", "scan"]), "table"];
    },
    people() {
      const presence = this.live.store.presence;
      return presence ? presence.people : 0;
    },
    inWords() {
      return stageBeside(this.live, this.second, "stage.devices_here", { count: this.people });
    },
    // The number stands large where the sentence begins with it, as it does in most languages.
    here() {
      const words = this.inWords.first.text;
      const number = this.n(this.people);
      return words.startsWith(number)
        ? { number, rest: words.slice(number.length).trim() }
        : { number: "", rest: words };
    },
  },
  methods: {
    /** @param {Group} group */
    taken(group) {
      const { phones = 0, tablets = 0 } = ((this.live.store.presence || {}).groups || {})[group.id] || {};
      return phones + tablets;
    },
  },
  template: /* html */ `<section class="stage-join">
    <div v-if="invite.wifi" class="stage-poster half"><Pin />
      <p class="stage-qr-title"><b>1</b> <StageSaid of="stage.qr_wifi" /></p>
      <div class="stage-qr" v-html="invite.wifi.qr"></div>
      <p class="stage-address"><bdi>{{ invite.wifi.ssid }}</bdi></p>
      <p v-if="invite.wifi.password" class="stage-code"><StageSaid beside of="stage.wifi_password" /> <b dir="ltr">{{ invite.wifi.password }}</b></p>
      <p class="stage-stay"><StageSaid of="stage.stay" /></p>
    </div>
    <div class="stage-poster" :class="{half: invite.wifi}"><Pin />
      <p v-if="invite.wifi" class="stage-qr-title"><b>2</b> <StageSaid of="stage.qr_page" /></p>
      <div class="stage-qr" v-html="invite.join_qr"></div>
      <p class="stage-address" dir="ltr">{{ invite.short_address }}</p>
      <p class="stage-code"><StageSaid beside of="stage.code" /> <b dir="ltr">{{ boot.code }}</b></p>
    </div>
    <div class="stage-welcome">
      <h1><StageSaid of="stage.join" /></h1>
      <ol class="plain stage-steps">
        <li v-for="(step, i) in steps" :key="step"><b>{{ i + 1 }}</b><StageSaid :of="'stage.step.' + step" /></li>
      </ol>
      <StageTiles :items="groups" :largest="22" :smallest="8.4" :gap="groups.length > 12 ? 1 : 2" v-slot="{ item }">
        <TableSeats :key="item.id" :number="item.number" :seats="item.seats" :taken="taken(item)" dashed />
      </StageTiles>
      <p class="stage-here"><b v-if="here.number">{{ here.number }}</b> {{ here.rest }}
        <span v-if="inWords.second" class="also" :lang="inWords.second.lang" :dir="inWords.second.dir">{{ inWords.second.text }}</span></p>
    </div>
  </section>`,
};
