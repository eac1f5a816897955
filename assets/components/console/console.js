import "../shared/icons.js";
import { connect } from "../../live/live.js";
import "../../live/moderator.gen.js";
import { keepLengths } from "../../live/lengths.js";
import { Icon, createZrApp } from "../shared/shared.js";
import { ConsoleAlarm } from "./alarm.js";
import { ConsoleAgenda } from "./agenda.js";
import { ConsoleChoose } from "./choose.js";
import { ConsoleClusters } from "./clusters.js";
import { createDesk } from "./desk.js";
import { ConsoleConfirm, ConsoleMenu } from "./dialog.js";
import { ConsoleFields } from "./fields.js";
import { ConsoleCardForm, ConsoleClusterForm, ConsoleHide, ConsoleWording } from "./forms.js";
import { ConsoleGoalForm } from "./goal_form.js";
import { ConsoleGoals } from "./goals.js";
import { ConsoleHeader } from "./header.js";
import { ConsoleKinds } from "./kinds.js";
import { ConsoleCell, ConsoleMatrix } from "./matrix.js";
import { ConsoleJoin, ConsolePeople, ConsolePin } from "./people.js";
import { ConsoleStage } from "./stage.js";
import { ConsoleSelection, ConsoleTools } from "./tools.js";
import { ConsoleTexts, ConsoleTranslate, ConsoleTranslateForm } from "./translate.js";
import { ConsolePaper } from "./paper.js";
import { ConsoleVoting } from "./voting.js";
import { keepStill } from "../shared/still.js";
import { letRead } from "../shared/wording.js";
import { Typed } from "./typed.js";

/** @import { FrameComponent } from "./shapes.js" */

const CONSOLE_VIEWS = {
  kinds: ConsoleKinds,
  clusters: ConsoleClusters,
  fields: ConsoleFields,
  matrix: ConsoleMatrix,
  goals: ConsoleGoals,
  voting: ConsoleVoting,
  translate: ConsoleTranslate,
};

const CONSOLE_DIALOGS = {
  confirm: ConsoleConfirm,
  choose: ConsoleChoose,
  card: ConsoleCardForm,
  wording: ConsoleWording,
  hide: ConsoleHide,
  cluster: ConsoleClusterForm,
  goal: ConsoleGoalForm,
  cell: ConsoleCell,
  paper: ConsolePaper,
  join: ConsoleJoin,
  pin: ConsolePin,
  translate: ConsoleTranslateForm,
  texts: ConsoleTexts,
};

const CONSOLE_SCROLLERS = ".con-left, .con-pile, .con-grid, .con-board, .con-right, .con-sheet-body";
const CONSOLE_PANELS = ["agenda", "board", "hall"];

/** The moderator's screen: agenda, board, hall. On narrow screens one of the three at a time. @type {FrameComponent} */
const ConsoleScreen = {
  components: {
    Icon,
    ConsoleAlarm,
    ConsoleHeader,
    ConsoleAgenda,
    ConsoleTools,
    ConsoleSelection,
    ConsoleStage,
    ConsolePeople,
    ConsoleMenu,
  },
  setup: () => ({ panels: CONSOLE_PANELS }),
  computed: {
    ready() {
      return this.live.store.ready && this.live.store.workshop;
    },
    step() {
      return this.ready ? this.ready.phase + this.ready.phase_started_at : "";
    },
    tab() {
      return CONSOLE_VIEWS[this.desk.view.tab] || ConsoleKinds;
    },
    /** The pile and what cards are laid to roll by themselves: from its last card one still sees where to lay it. */
    columns() {
      return [ConsoleClusters, ConsoleFields].includes(this.tab);
    },
    dialog() {
      return this.desk.dialog && CONSOLE_DIALOGS[this.desk.dialog.name];
    },
    problem() {
      const code = this.live.store.presence?.problem;
      return code ? this.t("storage." + code, { folder: this.t("console.data_folder") }) : "";
    },
    refusals() {
      return this.desk.dialog ? [] : this.desk.refusals;
    },
  },
  watch: {
    step: {
      handler(step, before) {
        if (step) this.desk.comesTo(this.live.store.workshop, !before);
      },
      immediate: true,
    },
    // What the last tab was scrolled to means nothing in the next one.
    "desk.view.tab"() {
      this.$refs.board?.scrollTo(0, 0);
    },
  },
  methods: {
    dismiss(refusal) {
      this.desk.refusals = this.desk.refusals.filter((one) => one !== refusal);
    },
  },
  template: /* html */ `<div class="con" :data-panel="desk.panel">
    <ConsoleHeader />
    <div class="con-panels" role="group" :aria-label="t('console.panels')"><button v-for="name in panels" :key="name" type="button" class="button" :aria-pressed="desk.panel === name" @click="desk.panel = name">{{ t('console.panel.' + name) }}</button></div>
    <template v-if="ready">
      <div class="con-left"><ConsoleAgenda /></div>
      <section class="con-middle" :aria-label="t('console.panel.board')"><ConsoleTools />
        <div id="con-board" ref="board" class="con-board" :data-columns="columns || null" role="tabpanel" tabindex="-1" :aria-labelledby="'con-tab-' + desk.view.tab"><component :is="tab" /></div></section>
      <div class="con-right"><ConsoleStage /><ConsolePeople /></div>
      <ConsoleSelection />
    </template>
    <p v-else class="con-empty" role="status">{{ t('console.loading') }}</p>
    <ConsoleAlarm />
    <div class="con-lines" role="status">
      <p v-if="problem" class="notice"><Icon name="warning" /><span>{{ problem }}</span></p>
      <p v-for="one in refusals" :key="one.key" class="notice"><Icon name="warning" /><span>{{ desk.refusal(one) }}</span>
        <button type="button" class="con-icon" :aria-label="t('console.dismiss')" @click="dismiss(one)"><Icon name="close" /></button></p>
    </div>
    <p class="unseen" role="status">{{ desk.said }}</p>
    <ConsoleMenu v-if="desk.menu" :key="desk.menu.label" />
    <component :is="dialog" v-if="dialog" v-bind="desk.dialog.props" />
  </div>`,
};

/** Shows the moderator's screen in `el`. `unmount()` takes it away again. */
export function mountConsole(el, boot) {
  const live = connect(boot);
  keepLengths(document);
  // Moderators read every original, and what it means in the hall's languages and in their own.
  letRead(live, () => {
    const { language, stage_language: second } = live.store.workshop || {};
    return { mode: "both", languages: [language, boot.lang, second].filter(Boolean) };
  });
  const desk = createDesk(live, boot);
  const app = createZrApp(ConsoleScreen, live);
  app.config.globalProperties.desk = desk;
  app.component("Typed", Typed); // names are everywhere
  el.classList.add("zr");
  app.mount(el);
  keepStill(el, CONSOLE_SCROLLERS);
  return {
    unmount() {
      app.unmount();
      desk.stop();
      live.close();
    },
  };
}
