import { createApp } from "vue";
import { Icon, KindMark } from "./shared_icons.js";

/** The three kinds, in the order in which they stand everywhere. */
export const KIND_ORDER = ["strength", "weakness", "challenge"];

/** Makes an app whose every component has `live` and `t`, so that no component has to pass them on. */
export function createZrApp(root, live) {
  const app = createApp(root);
  app.config.globalProperties.live = live;
  app.config.globalProperties.t = live.t;
  return app;
}

// "Tisch 4" is what a table is called unless somebody named it; such a name speaks the reader's language.
const NUMBERED_TABLE = /^(Tisch|Table|الطاولة) \d+$/;

/** A group's name as the reader says it. */
export function groupName(group, t) {
  if (!group) return "";
  return !group.name || NUMBERED_TABLE.test(group.name) ? t("common.table", { number: group.number }) : group.name;
}

/** The question of a phase: the workshop's own, else the usual one in the reader's language. */
export function phaseQuestion(workshop, phase, t) {
  return workshop.questions[phase] || t("common.question." + phase, { year: workshop.target_year });
}

const STATE_ICONS = {
  sending: "sending",
  saved: "saved",
  unsent: "device",
  late: "warning",
  refused: "warning",
  hidden: "eye-off",
};

/** A state: icon and word, and for those that need it what it means. */
export const StateLine = {
  components: { Icon },
  props: { state: { type: String, required: true }, detail: { type: String, default: "" } },
  computed: {
    icon() {
      return STATE_ICONS[this.state];
    },
  },
  template: `<span class="state" :class="{spins: state === 'sending'}">
    <Icon :name="icon" /><span><b v-if="detail">{{ t('common.state.' + state) }} </b>
    <template v-else>{{ t('common.state.' + state) }}</template>{{ detail }}</span>
  </span>`,
};

/** A card. `state`: sending, saved, unsent, late, refused, hidden or none; `detail`: the sentence after it;
 * `group`: a name; `compact`: mark beside the text, for lists under a heading; `held`: who moves it now.
 * Slot `actions`: buttons at the end of the last line. */
export const CardView = {
  components: { KindMark, Icon, StateLine },
  props: {
    card: { type: Object, required: true },
    state: { type: String, default: "" },
    detail: { type: String, default: "" },
    group: { type: String, default: "" },
    held: { type: String, default: "" },
    compact: Boolean,
    selected: Boolean,
  },
  computed: {
    word() {
      return this.t("common.kind." + this.card.kind);
    },
  },
  template: `<article class="card" :class="{compact, selected, held}" :data-kind="card.kind" :data-state="state || null">
    <div v-if="compact" class="card-line">
      <KindMark :kind="card.kind" :label="word" />
      <p class="card-text wording" dir="auto" :lang="card.language || null">{{ card.text }}</p>
      <span v-if="group" class="card-group" dir="auto">{{ group }}</span>
    </div>
    <template v-else>
      <p class="card-head"><KindMark :kind="card.kind" /><span>{{ word }}</span>
        <span v-if="group" class="card-group" dir="auto">{{ group }}</span></p>
      <p class="card-text wording" dir="auto" :lang="card.language || null">{{ card.text }}</p>
    </template>
    <p v-if="held" class="held-by"><Icon name="hand" />{{ held }}</p>
    <div v-if="state || $slots.actions" class="card-foot">
      <StateLine v-if="state" :state="state" :detail="detail" />
      <span v-if="$slots.actions" class="card-actions"><slot name="actions" /></span>
    </div>
  </article>`,
};

/** Three marks with their numbers: {strength: 3, weakness: 0, challenge: 4}. */
export const KindCounts = {
  components: { KindMark },
  props: { counts: { type: Object, required: true } },
  setup: () => ({ kinds: KIND_ORDER }),
  template: `<span class="counts"><span v-for="kind in kinds" :key="kind">
    <KindMark :kind="kind" :label="t('common.kinds.' + kind)" />{{ counts[kind] || 0 }}</span></span>`,
};

/** A table seen from above with its chairs; taken ones are filled. `dashed`: large enough for a dashed free chair. */
export const TableSeats = {
  props: { number: { type: Number, required: true }, seats: { type: Number, default: 6 }, taken: { type: Number, default: 0 },
    dashed: Boolean },
  computed: {
    chairs() {
      const count = Math.min(30, Math.max(this.seats, this.taken));
      return Array.from({ length: count }, (_, i) => this.chair(i, count));
    },
  },
  methods: {
    chair(i, count) {
      const angle = (2 * Math.PI * i) / count - Math.PI / 2;
      return { x: 50 + 42 * Math.cos(angle), y: 50 + 42 * Math.sin(angle), taken: i < this.taken };
    },
  },
  template: `<svg class="seats" viewBox="0 0 100 100" aria-hidden="true" focusable="false">
    <circle cx="50" cy="50" r="28" />
    <text x="50" y="62">{{ number }}</text>
    <circle v-for="(chair, i) in chairs" :key="i" :cx="chair.x" :cy="chair.y" :r="chairs.length > 12 ? 4 : 6.5"
      :class="[chair.taken ? 'taken' : 'free', {dashed}]" />
  </svg>`,
};

/** Voting dots: `filled` red ones, `free` dashed ones; `tens`: a gap after each ten, for counting by eye. */
export const DotRow = {
  props: { filled: { type: Number, default: 0 }, free: { type: Number, default: 0 }, tens: Boolean },
  template: `<span class="dots" aria-hidden="true">
    <i v-for="n in filled" :key="n" :class="{tenth: tens && n % 10 === 0}"></i>
    <i v-for="n in free" :key="-n" class="free"></i></span>`,
};
