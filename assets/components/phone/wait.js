import { PHASES } from "../../live/protocol.gen.js";
import { TableSeats, groupName } from "../shared/shared.js";
import { AskedHeading } from "./speech.js";
import { WithTable } from "./table.js";
import { ownGroup } from "./state.js";

/** @import { Component } from "../../live/shapes.js" */

/** Nothing to do: where one sits, what is going on in front, what comes next. @type {Component} */
export const WaitScreen = {
  components: { AskedHeading, TableSeats, WithTable },
  computed: {
    workshop() {
      return this.live.store.workshop;
    },
    phase() {
      return this.workshop.phase;
    },
    group() {
      return ownGroup(this.live);
    },
    name() {
      return groupName(this.group, this.t);
    },
    next() {
      const following = PHASES[PHASES.findIndex((phase) => phase.id === this.phase) + 1];
      return following ? this.t("common.phase." + following.id) : "";
    },
  },
  template: `<section class="page wait">
    <p class="kicker"><bdi :lang="workshop.language">{{ workshop.title }}</bdi></p>
    <AskedHeading />
    <TableSeats v-if="group" class="own-table" :number="group.number" :seats="group.seats" :taken="1"
      dashed />
    <p class="lead"><WithTable :text="t('phone.you_sit', { group: name })" /></p>
    <p>{{ t('phone.wait.' + phase) }}</p>
    <p v-if="next" class="next-step"><span>{{ t('phone.next') }}</span> <b>{{ next }}</b></p>
  </section>`,
};
