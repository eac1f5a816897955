import { nextTick } from "vue";
import { stageTurns } from "../shared/stage.js";
import { pagedMixin } from "./pager.js";
import { stagePixels, stageSize } from "./size.js";

/** @import { ReadyComponent } from "../../live/shapes.js" */

const STAGE_SETTLE = 250;
const STAGE_UNDER_HEAD = 1.6; // vh between a group's heading and what hangs below it
// Above one column a heading may be so high, as a share of the wall; a higher one stands above all columns, alone.
const STAGE_HIGH_HEAD = 0.4;
const STAGE_COLUMN = 0.5; // least width of a column, as a share of the height

const STAGE_AGAIN = "again-";

/** A heading as it comes again on top of the next column. */
function stageAgain(heading) {
  return { ...heading, key: STAGE_AGAIN + heading.key, again: true };
}

/** Fills columns with items from top to bottom. A new group begins a new column; a heading stays with the
 * card after it, and comes again on top of a column that goes on under it. */
function stageColumns(items, heightOf, room) {
  const headings = new Map(items.filter((item) => item.heading).map((item) => [item.key, stageAgain(item)]));
  const columns = [];
  const open = (item) => columns.push({ group: item.group, keys: [], used: 0 });
  const put = (item, column = columns[columns.length - 1]) => {
    column.keys.push(item.key);
    column.used += heightOf(item);
  };
  items.forEach((item, i) => {
    const column = columns[columns.length - 1];
    if (!column || column.group !== item.group || column.used + stageNeed(items, i, heightOf, room) > room) {
      open(item);
      const heading = headings.get(item.under);
      if (heading && heightOf(heading) + heightOf(item) <= room) put(heading);
    }
    put(item);
  });
  return columns;
}

/** The same without orphans: where a group's last column would hold a single card, its columns share the cards.
 * `roomOf`: what a group's own heading leaves. */
function stageFilled(items, heightOf, roomOf) {
  const groups = [...new Set(items.map((item) => item.group))];
  return groups.flatMap((group) =>
    stageShared(
      items.filter((item) => item.group === group),
      heightOf,
      roomOf(group),
    ),
  );
}

function stageShared(items, heightOf, room) {
  const columns = stageColumns(items, heightOf, room);
  const last = columns[columns.length - 1];
  const cards = last.keys.filter((key) => !key.startsWith(STAGE_AGAIN));
  if (columns.length < 2 || cards.length > 1 || last.used > room / 2) return columns;
  const headings = new Set(items.filter((item) => item.heading).map((item) => item.key));
  const hangs = ({ keys }) => headings.has(keys[keys.length - 1]);
  let best = columns;
  for (let share = 0.95; share >= 0.5; share -= 0.05) {
    const fit = stageColumns(items, heightOf, room * share);
    if (fit.length > columns.length || fit.some(hangs)) return best;
    best = fit;
  }
  return best;
}

function stageNeed(items, i, heightOf, room) {
  const alone = heightOf(items[i]);
  const next = items[i].heading && items[i + 1] && items[i + 1].under === items[i].key ? heightOf(items[i + 1]) : 0;
  return alone + next > room ? alone : alone + next;
}

/** Whether `after` holds everything of `before` where it was, and at most more below it. */
function stageGrown(before, after) {
  return (
    before.length <= after.length &&
    before.every(({ group, keys }, i) => {
      return group === after[i].group && keys.every((key, k) => key === after[i].keys[k]);
    })
  );
}

/** A group that is to be `alone` shares no page, and no column does that is as `wide` as the page. */
function stagePaged(columns, perPage) {
  const pages = [];
  for (const column of columns) {
    const page = pages[pages.length - 1];
    const [before] = page || [];
    const other = before && before.group !== column.group && (before.alone || column.alone);
    const apart = other || (before && (before.wide || column.wide));
    if (!page || apart || page.length === perPage) pages.push([column]);
    else page.push(column);
  }
  return pages;
}

/** How high the groups' headings are above so many columns, with what is below them: {group: pixels}. */
function stageHeads(ruler, span) {
  const under = stagePixels(STAGE_UNDER_HEAD);
  ruler.style.setProperty("--span", span);
  const heads = [...ruler.querySelectorAll(".stage-group")];
  return Object.fromEntries(heads.map((box) => [box.dataset.group, box.getBoundingClientRect().height + under]));
}

/**
 * Items in columns and pages, by their measured heights. The page in view holds still while new items
 * arrive: they appear at once where they push nothing, else when the next page comes.
 * `most`: columns beside each other where there is room; `heads`: each group has a heading. Slots: `item` {item}, `head` {group, continued}.
 * Emits `page` {index, total, groups}.
 * @type {ReadyComponent}
 */
export const StageFlow = {
  props: {
    items: { type: Array, required: true },
    most: { type: Number, default: 1 },
    heads: Boolean,
  },
  emits: ["page"],
  mixins: [pagedMixin],
  data: () => ({ pages: [], shown: [], turn: 0, lines: {}, columns: 1 }),
  computed: {
    pageCount() {
      return this.pages.length;
    },
    // With the headings as they come again, so that these are measured too.
    all() {
      return this.items.flatMap((item) => (item.heading ? [item, stageAgain(item)] : [item]));
    },
    byKey() {
      return new Map(this.all.map((item) => [item.key, item]));
    },
    alive() {
      return this.shown.map((column) => ({ ...column, keys: column.keys.filter((key) => this.byKey.has(key)) }));
    },
    groups() {
      return this.heads ? [...new Set(this.items.map((item) => item.group))] : [];
    },
    /** Each group in view with its columns: a long name takes room from its own cards only. */
    blocks() {
      const blocks = [];
      for (const column of this.alive) {
        const { group, first, alone, wide } = column;
        const last = blocks[blocks.length - 1];
        if (last && last.group === group) last.columns.push(column);
        else blocks.push({ group, alone, wide, continued: !first, columns: [column] });
      }
      return blocks.map((block) => {
        const span = block.alone || block.wide ? this.columns : block.columns.length;
        return { ...block, span, inside: block.wide ? 1 : span };
      });
    },
    place() {
      return { index: this.pageIndex, total: this.pages.length, groups: this.blocks.map((block) => block.group) };
    },
  },
  watch: {
    items: "soon",
    pageIndex() {
      this.show(true);
    },
    place(place) {
      this.$emit("page", place);
    },
  },
  mounted() {
    this.observer = new ResizeObserver(() => this.again());
    this.observer.observe(this.$el);
    // Where nothing came, a card may still grow: by a translation, or because translations are shown now.
    this.growth = new ResizeObserver(() => this.soon());
    this.growth.observe(this.$refs.ruler);
  },
  beforeUnmount() {
    this.observer.disconnect();
    this.growth.disconnect();
    clearTimeout(this.waiting);
  },
  methods: {
    // Together: at a hall's pace, measuring after each card would be work for nothing.
    soon() {
      this.waiting = this.waiting || setTimeout(() => this.settle(), STAGE_SETTLE);
    },
    async settle() {
      this.waiting = null;
      await nextTick();
      this.measure();
      const grown = stageGrown(this.alive, this.pages[this.pageIndex] || []);
      const empty = this.alive.every(({ keys }) => !keys.length);
      if (grown || empty || this.pages.length <= 1 || this.overflows() || this.skips()) this.show(!grown);
    },
    /** Something in view has gone. Where a moderator turns the pages, what moved up into this one was never seen. */
    skips() {
      const gone = this.shown.some(({ keys }) => keys.some((key) => !this.byKey.has(key)));
      return gone && !stageTurns(this.live.store);
    },
    async again() {
      this.columns = this.fitting();
      await nextTick();
      this.measure();
      this.show(false);
    },
    show(fade) {
      this.shown = this.pages[this.pageIndex] || [];
      if (fade) this.turn += 1;
    },
    overflows() {
      const high = ({ keys }) => keys.reduce((sum, key) => sum + this.heights[key], 0);
      return this.alive.some((column) => high(column) > this.roomOf(column.group));
    },
    measure() {
      const ruler = this.$refs.ruler;
      if (!ruler) return;
      const [usual, across] = [1, this.columns].map((span) => stageHeads(ruler, span));
      const alone = (group) => usual[group] > STAGE_HIGH_HEAD * this.$el.clientHeight;
      this.headHigh = Object.fromEntries(this.groups.map((id) => [id, (alone(id) ? across : usual)[id] || 0]));
      const heights = {};
      this.lines = {};
      const wide = this.wideOnes(ruler);
      for (const box of ruler.querySelectorAll(".stage-item")) {
        const { key, group } = box.dataset;
        heights[key] = wide.has(key) ? this.roomOf(group) : this.heightOf(box, this.roomOf(group));
      }
      this.heights = heights;
      const columns = stageFilled(this.items, (item) => heights[item.key] || 0, this.roomOf);
      columns.forEach((column, i) => {
        column.first = i === 0 || columns[i - 1].group !== column.group;
        column.alone = alone(column.group);
        column.wide = column.keys.some((key) => wide.has(key));
      });
      this.pages = stagePaged(columns, this.columns);
    },
    /** Keys of what is taller than a column: where there are no headings, it gets a page of its own, and all its width. */
    wideOnes(ruler) {
      if (this.heads || this.columns === 1) return new Set();
      const boxes = [...ruler.querySelectorAll(".stage-item")];
      const high = boxes.filter((box) => box.getBoundingClientRect().height > this.roomOf(box.dataset.group));
      if (high.length) ruler.style.setProperty("--columns", 1);
      high.forEach((box) => this.heightOf(box, this.roomOf(box.dataset.group))); // it may be too tall there, too
      ruler.style.removeProperty("--columns");
      return new Set(high.map((box) => box.dataset.key));
    },
    roomOf(group) {
      return this.$el.clientHeight - (this.headHigh[group] || 0);
    },
    fitting() {
      const fit = Math.floor(this.$el.clientWidth / window.innerHeight / STAGE_COLUMN / stageSize());
      return Math.max(1, Math.min(this.most, fit));
    },
    // What is taller than a whole column keeps as many lines as fit, and shows by an ellipsis that there is more.
    heightOf(box, room) {
      const height = box.getBoundingClientRect().height;
      const text = box.querySelector(".wording");
      if (height <= room || !text) return height;
      const line = parseFloat(getComputedStyle(text).lineHeight);
      const lines = Math.floor((room - height + text.getBoundingClientRect().height) / line);
      this.lines[box.dataset.key] = Math.max(1, lines);
      return room;
    },
    clamp(key) {
      return this.lines[key] ? { "--lines": this.lines[key] } : null;
    },
  },
  template: /* html */ `<div class="stage-flow" :style="{'--columns': columns}">
    <div class="stage-ruler" ref="ruler" aria-hidden="true">
      <div v-for="group in groups" :key="'g' + group" :data-group="group" class="stage-group"><slot name="head" :group="group" /></div>
      <div v-for="item in all" :key="item.key" :data-key="item.key" :data-group="item.group" class="stage-item" :class="{apart: item.apart}">
        <slot name="item" :item="item" /></div>
    </div>
    <Transition name="stage-fade"><div class="stage-page" :key="turn">
      <div v-for="block in blocks" :key="block.group" class="stage-block" :style="{gridColumn: 'span ' + block.span}">
        <div v-if="heads" class="stage-group"><slot name="head" :group="block.group" :continued="block.continued" /></div>
        <div class="stage-columns" :style="{'--columns': block.inside}"><div v-for="(column, i) in block.columns" :key="i" class="stage-column">
          <div v-for="key in column.keys" :key="key" class="stage-item"
            :class="{apart: byKey.get(key).apart, clamped: lines[key]}" :style="clamp(key)">
            <slot name="item" :item="byKey.get(key)" /></div>
        </div></div>
      </div>
    </div></Transition>
  </div>`,
};
