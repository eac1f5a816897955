import { make } from "../../live/protocol.gen.js";
import { Icon } from "../shared/shared.js";
import { KeptLine } from "./composer.js";
import { isGroupTablet, waitingOf } from "./state.js";

/** @import { ReadyComponent } from "../../live/shapes.js" */

/**
 * "I am ready", or a tablet for its table. It goes by itself with the next phase, and can be taken back.
 * @type {ReadyComponent}
 */
export const ReadyToggle = {
  components: { Icon, KeptLine },
  computed: {
    since() {
      return this.live.store.workshop.phase_started_at;
    },
    ready() {
      const waiting = waitingOf(this.live, ["signal_ready"]).pop();
      return (waiting ? waiting.command : this.live.store.you).ready_for === this.since;
    },
    words() {
      return this.t(isGroupTablet(this.live) ? "phone.ready_group" : "phone.ready");
    },
  },
  methods: {
    toggle() {
      this.live.submit(make.signalReady({ ready_for: this.ready ? null : this.since })).catch(() => {});
    },
  },
  template: /* html */ `<div v-if="live.may('signal_ready')" class="ready">
    <button type="button" class="button wide" :aria-pressed="ready" @click="toggle"><Icon v-if="ready"
      name="check" />{{ words }}</button>
    <KeptLine class="hint" :spare="[t('phone.ready_hint')]"><p role="status">{{ ready ? t('phone.ready_hint') : '' }}</p></KeptLine>
  </div>`,
};
