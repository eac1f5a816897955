import { agendaOf, stepName, stepNow } from "../../live/agenda.js";
import { TableSeats, groupName } from "../shared/shared.js";
import { Named } from "../shared/wording.js";
import { AskedHeading } from "./speech.js";
import { WithTable } from "./table.js";
import { ownGroup } from "./state.js";

/** @import { Component } from "../../live/shapes.js" */

/** Nothing to do: where one sits, what is going on in front, what comes next. @type {Component} */
export const WaitScreen = {
  components: { AskedHeading, Named, TableSeats, WithTable },
  computed: {
    workshop() {
      return this.live.store.workshop;
    },
    kind() {
      return stepNow(this.workshop).kind;
    },
    group() {
      return ownGroup(this.live);
    },
    name() {
      return groupName(this.group, this.t);
    },
    next() {
      const steps = agendaOf(this.workshop);
      const following = steps[steps.findIndex((step) => step.id === this.workshop.phase) + 1];
      return following && { name: stepName(following, this.t), lang: following.title ? this.workshop.language : null };
    },
  },
  template: /* html */ `<section class="page wait">
    <p class="kicker"><Named :text="workshop.title" :lang="workshop.language" /></p>
    <AskedHeading />
    <TableSeats v-if="group" class="own-table" :number="group.number" :seats="group.seats" :taken="1"
      dashed />
    <p class="lead"><WithTable :text="t('phone.you_sit', { group: name })" /></p>
    <p>{{ t('phone.wait.' + kind) }}</p>
    <p v-if="next" class="next-step"><span>{{ t('phone.next') }}</span> <b><bdi :lang="next.lang">{{ next.name }}</bdi></b></p>
  </section>`,
};
