import { createApp } from "vue";
import { KINDS, REFUSALS, TABLE_NAMES } from "../../live/protocol.gen.js";

/** @import { Group } from "../../live/protocol.gen.js" */
/** @import { Component, Live, LinkState } from "../../live/shapes.js" */

/** The three kinds, in the order in which they stand everywhere. */
export const KIND_ORDER = KINDS;

/**
 * Makes an app whose every component has `live`, `t` (texts) and `n` (numbers), so that none has to pass them on.
 * @param {Component} root @param {Pick<Live, "t"|"texts"> & Partial<Live>} live
 */
export function createZrApp(root, live) {
  const app = createApp(root);
  app.config.globalProperties.live = live;
  app.config.globalProperties.t = live.t;
  app.config.globalProperties.n = live.n;
  for (const name of ["dragover", "drop"]) addEventListener(name, refuseFiles);
  return app;
}

/** Else the browser opens a dropped file in place of the page. @param {Event} event */
function refuseFiles(event) {
  const { dataTransfer } = /** @type {DragEvent} */ (event);
  if (!dataTransfer || !dataTransfer.types.includes("Files")) return; // words are dropped into fields
  event.preventDefault();
  dataTransfer.dropEffect = "none";
}

// "Tisch 4" is what a table is called unless somebody named it; such a name speaks the reader's language.
const NUMBERED_TABLE = new RegExp(`^(?:${TABLE_NAMES.join("|")}) (\\d+)$`);

/**
 * A group's name as the reader says it; the number in it is the moderator's.
 * @param {Group|null|undefined} group @param {Live["t"]} t
 */
export function groupName(group, t) {
  if (!group) return "";
  const [, number] = NUMBERED_TABLE.exec(group.name) || [];
  return number || !group.name ? t("common.table", { number: number || group.number }) : group.name;
}

/**
 * Why something was not done, in a sentence. `code`: of a Rejected frame.
 * @param {string} code @param {Object<string, any>} params @param {Live["t"]} t
 */
export function sentenceOf(code, params, t) {
  return t((REFUSALS.includes(code) ? "refused." : "error.") + code, params);
}

/**
 * Whether the laptop knows no workshop under this page's code any more: it was deleted.
 * @param {{link: LinkState}} live
 */
export function workshopGone({ link }) {
  return link.state !== "online" && link.reason === "unknown";
}

// Drawn on a grid of 24, stroke only; where a filled dot is needed it is a line without length.
/** @type {Object<string, string>} */
export const ICON_STROKES = {
  check: "M5 12.5l4.5 4.5L19 7.5",
  saved: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M8 12.3l2.8 2.8L16.2 9.5",
  sending: "M12 16.5v-9M8.3 11L12 7.3l3.7 3.7",
  device:
    "M8.5 2.5h7a1.5 1.5 0 0 1 1.5 1.5v16a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 7 20V4a1.5 1.5 0 0 1 1.5-1.5M11 18.2h2",
  tablet:
    "M5 3.5h14a1.5 1.5 0 0 1 1.5 1.5v14a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 19V5A1.5 1.5 0 0 1 5 3.5M10.5 17.3h3",
  warning: "M12 3.5L22 20.5H2zM12 10v4.5M12 17.4v.1",
  clock: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 7.5V12l3 2",
  wifi: "M1.8 9.2a15 15 0 0 1 20.4 0M5.2 12.8a10 10 0 0 1 13.6 0M8.6 16.3a5 5 0 0 1 6.8 0M12 19.8v.1",
  "wifi-off":
    "M1.8 9.2a15 15 0 0 1 4.4-2.9M10.4 5.3a15 15 0 0 1 11.8 3.9M5.2 12.8a10 10 0 0 1 4-2.3M14.8 10.6a10 10 0 0 1 4 2.2M8.6 16.3a5 5 0 0 1 6.8 0M12 19.8v.1M3.5 3l17 18",
  globe: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M3 12h18M12 3c5 5.5 5 12.5 0 18M12 3c-5 5.5-5 12.5 0 18",
  lock: "M5.5 11h13v9.5h-13zM8 11V7.5a4 4 0 0 1 8 0V11",
  undo: "M8.5 5L4 9.5L8.5 14M4.5 9.5H14a5 5 0 0 1 0 10h-3.5",
  redo: "M15.5 5L20 9.5L15.5 14M19.5 9.5H10a5 5 0 0 0 0 10h3.5",
  "eye-off":
    "M4 4l16 16M10 5.8a9 9 0 0 1 2-.2c4.5 0 7.5 3 9.5 6.4a17 17 0 0 1-2.6 3.3M6.5 7.3A15.5 15.5 0 0 0 2.5 12c2 3.4 5 6.4 9.5 6.4a9.3 9.3 0 0 0 4.5-1.2M9.7 9.8a3.2 3.2 0 0 0 4.5 4.5",
  pencil: "M4 20l1-4.5L16.5 4a1.6 1.6 0 0 1 2.3 0l1.2 1.2a1.6 1.6 0 0 1 0 2.3L8.5 19zM14.5 6l3.5 3.5",
  speaker: "M4 9.5v5h4l5 4.5v-14l-5 4.5zM16.5 9a4.5 4.5 0 0 1 0 6M19 6.3a8.2 8.2 0 0 1 0 11.4",
  translate: "M3 5.5h11M8.5 3v2.5M12 5.5c-1 4-4 7.5-8 9M6 8.5c1 2.5 3 4.5 5.5 5.5M11.5 21l4.8-11.5L21 21M13.2 17.2h6.2",
  chevron: "M5.5 9l6.5 6.5L18.5 9",
};

const TURNING_ICONS = ["undo", "redo", "arrow", "move"];

/** A line icon beside a word. Never alone, except repeated ones whose button carries a name. @type {Component} */
export const Icon = {
  props: { name: { type: String, required: true } },
  computed: {
    path() {
      return ICON_STROKES[this.name];
    },
    turns() {
      return TURNING_ICONS.includes(this.name);
    },
  },
  template: /* html */ `<svg class="icon" :class="{turns}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <circle v-if="name === 'sending'" cx="12" cy="12" r="9.3" stroke-dasharray="3.4 2.45" />
    <path :d="path" />
  </svg>`,
};

/** @type {Object<string, string>} */
const MARK_SHAPES = {
  strength: "M12 1a11 11 0 1 0 0 22a11 11 0 1 0 0-22zM10.5 6h3v4.5H18v3h-4.5V18h-3v-4.5H6v-3h4.5z",
  weakness: "M1.5 1.5h21v21h-21zM5.5 10.5h13v3h-13z",
  challenge: "M12 1L23.8 22.5H.2zM7.2 13.6l2.5 2.2l2.3-2.5l2.3 2.5l2.5-2.2l1 1.9l-3.5 3.1l-2.3-2.5l-2.3 2.5l-3.5-3.1z",
};

/**
 * The mark of a kind: circle with plus, square with minus, triangle with a snow line.
 * With `label` (the kind's word) it stands without its word and has a name.
 * @type {Component}
 */
export const KindMark = {
  props: { kind: { type: String, required: true }, label: String, size: [String, Number] },
  computed: {
    path() {
      return MARK_SHAPES[this.kind];
    },
    box() {
      return this.size ? { width: this.length, height: this.length } : null;
    },
    length() {
      return typeof this.size === "number" ? this.size + "px" : this.size;
    },
  },
  template: /* html */ `<svg class="mark" :data-kind="kind" :style="box" viewBox="0 0 24 24" focusable="false"
    :role="label ? 'img' : null" :aria-label="label || null" :aria-hidden="label ? null : 'true'">
    <path fill-rule="evenodd" :d="path" />
  </svg>`,
};

/** "Fixed together by us": at cluster headings, focal points and notices. @type {Component} */
export const Pin = {
  template: /* html */ `<svg class="pin" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <ellipse class="shadow" cx="14" cy="19" rx="9" ry="5.5" />
    <circle class="head" cx="12" cy="11" r="10" />
    <circle class="gleam" cx="8.2" cy="7.8" r="2.6" />
  </svg>`,
};

/** @type {Object<string, string>} */
const STATE_ICONS = {
  sending: "sending",
  saved: "saved",
  unsent: "device",
  late: "warning",
  refused: "warning",
  hidden: "eye-off",
  withdrawn: "undo",
};

/** A state: icon and word, and for those that need it what it means. @type {Component} */
export const StateLine = {
  components: { Icon },
  props: { state: { type: String, required: true }, detail: { type: String, default: "" } },
  computed: {
    icon() {
      return STATE_ICONS[this.state];
    },
    word() {
      const word = this.t("common.state." + this.state);
      return this.detail && !word.endsWith(".") ? word + "." : word;
    },
  },
  template: /* html */ `<span class="state" :class="{spins: state === 'sending'}"><Icon :name="icon" />
    <span v-if="detail"><b>{{ word }}</b>{{ ' ' + detail }}</span>
    <span v-else>{{ word }}</span></span>`,
};

/** Three marks with their numbers: {strength: 3, weakness: 0, challenge: 4}. @type {Component} */
export const KindCounts = {
  components: { KindMark },
  props: { counts: { type: Object, required: true } },
  setup: () => ({ kinds: KIND_ORDER }),
  template: /* html */ `<span class="counts"><span v-for="kind in kinds" :key="kind">
    <KindMark :kind="kind" :label="t('common.kinds.' + kind)" />{{ n(counts[kind] || 0) }}</span></span>`,
};

/**
 * A table from above with its chairs; taken ones are filled. `dashed`: large enough for dashed chairs.
 * @type {Component}
 */
export const TableSeats = {
  props: {
    number: { type: Number, required: true },
    seats: { type: Number, default: 6 },
    taken: { type: Number, default: 0 },
    dashed: Boolean,
  },
  computed: {
    chairs() {
      const count = Math.min(30, Math.max(this.seats, this.taken));
      return Array.from({ length: count }, (_, i) => this.chair(i, count));
    },
  },
  methods: {
    /** @param {number} i @param {number} count */
    chair(i, count) {
      const angle = (2 * Math.PI * i) / count - Math.PI / 2;
      return { x: 50 + 42 * Math.cos(angle), y: 50 + 42 * Math.sin(angle), taken: i < this.taken };
    },
  },
  template: /* html */ `<svg class="seats" viewBox="0 0 100 100" aria-hidden="true" focusable="false">
    <circle cx="50" cy="50" r="28" />
    <text x="50" y="62">{{ number }}</text>
    <circle v-for="(chair, i) in chairs" :key="i" :cx="chair.x" :cy="chair.y"
      :r="chairs.length > 12 ? 4 : 6.5"
      :class="[chair.taken ? 'taken' : 'free', {dashed}]" />
  </svg>`,
};

/**
 * Voting dots: `filled` red ones, `free` dashed ones; `tens`: a gap after each ten, for counting by eye.
 * @type {Component}
 */
export const DotRow = {
  props: { filled: { type: Number, default: 0 }, free: { type: Number, default: 0 }, tens: Boolean },
  computed: {
    groups() {
      const size = this.tens ? 10 : 1;
      return Array.from({ length: Math.ceil(this.filled / size) }, (_, i) => Math.min(size, this.filled - i * size));
    },
  },
  template: /* html */ `<span class="dots" :class="{tens}" aria-hidden="true">
    <span v-for="(dots, i) in groups" :key="i"><i v-for="n in dots" :key="n"></i></span>
    <i v-for="n in free" :key="-n" class="free"></i></span>`,
};
