import { minutesOf } from "../../live/minutes.js";
import { Icon } from "../shared/shared.js";
import { StageSaid } from "./second.js";
import { pagedMixin } from "./pager.js";
import { stageSize } from "./size.js";

/** @import { Component, ReadyComponent } from "../../live/shapes.js" */

const STAGE_LEAST = 2.8; // vh: the last row reads it

// Glyph boxes are higher than tight lines: what stands out there is empty. Lines that are higher are so for their letters.
function stageFits(el, size) {
  el.style.fontSize = size + "vh";
  const letter = size * (window.innerHeight / 100);
  const tight = parseFloat(getComputedStyle(el).lineHeight) < 1.4 * letter;
  if (el.scrollHeight > el.clientHeight + (tight ? 0.15 * letter : 1) || el.scrollWidth > el.clientWidth + 1)
    return false;
  return stageBelow(el) <= 0.06 * letter;
}

// How far the last line's glyph boxes reach below their box: where lines are not tight, that is the feet of letters.
function stageBelow(el) {
  const words = document.createRange();
  words.selectNodeContents(el);
  const lowest = Math.max(...[...words.getClientRects()].map((box) => box.bottom));
  return lowest - el.getBoundingClientRect().bottom;
}

// Two languages beside each other are equally large.
function stageFitBeside(el) {
  const beside = [...el.parentElement.children].filter((one) => one.stageSteps);
  const size = Math.min(...beside.map((one) => stageFit(one, one.stageSteps)));
  beside.forEach((one) => (one.style.fontSize = size + "vh"));
}

// The largest of the sizes at which the text fits its box; at the smallest it ends in an ellipsis.
function stageFit(el, sizes) {
  el.style.removeProperty("--lines");
  el.classList.remove("clamped");
  const least = STAGE_LEAST * stageSize();
  const found = [...sizes.filter((size) => size > least), least].find((size) => stageFits(el, size));
  if (found) return found;
  const line = parseFloat(getComputedStyle(el).lineHeight);
  el.style.setProperty("--lines", Math.max(1, Math.floor(el.clientHeight / line)));
  el.classList.add("clamped");
  return least;
}

/** v-fit="[9, 7]": the largest of these sizes (in vh) at which the text fits its box, or the smallest that the
 * last row reads. */
export const vStageFit = {
  mounted(el, { value }) {
    el.stageSteps = value;
    el.stageSizes = new ResizeObserver(() => stageFitBeside(el));
    el.stageSizes.observe(el);
  },
  updated: (el) => stageFitBeside(el),
  unmounted: (el) => el.stageSizes.disconnect(),
};

/**
 * Question of a view, beside it the same in the second language, and at the other end a number or the page.
 * `aside`: as StageSaid says it; `column`: the key of what the numbers below this end are.
 * @type {Component}
 */
export const StageHead = {
  directives: { fit: vStageFit },
  components: { StageSaid },
  props: {
    asked: { type: Object, required: true },
    aside: { type: Object, default: null },
    column: { type: String, default: "" },
  },
  setup: () => ({ sizes: [6.4, 5.6, 4.8, 4, 3.4] }),
  template: /* html */ `<header class="stage-head"><h1 v-fit="sizes" v-bind="live.written(asked.first.text, asked.first.lang || undefined)">{{ asked.first.text }}</h1>
    <div v-if="asked.second" v-fit="sizes" class="stage-second" :lang="asked.second.lang" :dir="asked.second.dir">{{ asked.second.text }}</div>
    <div v-if="aside || column" class="stage-aside"><p v-if="aside"><StageSaid v-bind="aside" /></p><p v-if="column"><StageSaid :of="column" /></p></div></header>`,
};

/** Each question of "What goes well? What goes badly?" begins a line of its own. */
function stageLines(text) {
  return (text.match(/[^?؟\n]+[?؟]*/g) || []).map((line) => line.trim()).filter(Boolean);
}

/** A large question, and with equal weight the same in the second language. @type {Component} */
export const StageAsked = {
  directives: { fit: vStageFit },
  props: { asked: { type: Object, required: true }, sizes: { type: Array, required: true } },
  computed: {
    lines() {
      return stageLines(this.asked.first.text);
    },
    others() {
      return this.asked.second ? stageLines(this.asked.second.text) : [];
    },
  },
  template: /* html */ `<div class="stage-asked" :class="{double: asked.second}">
    <h1 v-fit="sizes" v-bind="live.written(asked.first.text, asked.first.lang)"><span v-for="(line, i) in lines" :key="i" dir="auto">{{ line + ' ' }}</span></h1>
    <p v-if="asked.second" v-fit="sizes" class="stage-second" :lang="asked.second.lang" :dir="asked.second.dir"><span v-for="(line, i) in others" :key="i">{{ line + ' ' }}</span></p></div>`,
};

/** What stands on the wall when there is nothing yet. @type {Component} */
export const StageEmpty = {
  components: { StageSaid },
  props: { of: { type: String, required: true } },
  template: /* html */ `<div class="stage-empty"><p><StageSaid :of="of" /></p></div>`,
};

/** The time that is left, in minutes: nobody is hurried by seconds. @type {ReadyComponent} */
export const StageTimer = {
  components: { Icon, StageSaid },
  props: { writing: Boolean },
  data: () => ({ minutes: 0 }),
  computed: {
    endsAt() {
      return this.live.store.workshop.timer_ends_at;
    },
    words() {
      if (this.minutes > 0) return "common.minutes_left";
      return this.writing ? "common.time_over" : "stage.time_over";
    },
  },
  watch: { endsAt: { handler: "tick", immediate: true } },
  mounted() {
    this.clock = setInterval(() => this.tick(), 2000);
  },
  beforeUnmount() {
    clearInterval(this.clock);
  },
  methods: {
    tick() {
      this.minutes = this.endsAt ? minutesOf(this.endsAt - this.live.now()) : 0;
    },
  },
  template: /* html */ `<p v-if="endsAt" class="stage-timer"><Icon name="clock" /><StageSaid :of="words" :count="minutes" /></p>`,
};

// Columns and size of equal tiles: as large as their box allows.
function stageGrid(count, box, { ratio, gap, largest }) {
  let best = { columns: 1, size: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const wide = (box.width - gap * (columns - 1)) / columns;
    const high = (box.height - gap * (rows - 1)) / rows / ratio;
    const size = Math.min(wide, high, largest);
    if (size >= best.size) best = { columns, size };
  }
  return best;
}

/** Equal tiles that fill their box; if they would become smaller than `smallest` (vh), in pages. @type {Component} */
export const StageTiles = {
  props: {
    items: { type: Array, required: true },
    ratio: { type: Number, default: 1 },
    gap: { type: Number, default: 1 },
    largest: { type: Number, required: true },
    smallest: { type: Number, required: true },
  },
  mixins: [pagedMixin],
  data: () => ({ box: { width: 0, height: 0 } }),
  computed: {
    pageCount() {
      const whole = this.grid(this.items.length);
      if (whole.size >= this.smallest) return 1;
      const tile = this.smallest + this.gap;
      const room = { width: this.box.width + this.gap, height: this.box.height + this.gap };
      const fit = Math.floor(room.width / tile) * Math.floor(room.height / (this.smallest * this.ratio + this.gap));
      return Math.ceil(this.items.length / Math.max(1, fit));
    },
    perPage() {
      return Math.ceil(this.items.length / this.pageCount);
    },
    shown() {
      const start = this.pageIndex * this.perPage;
      return this.items.slice(start, start + this.perPage);
    },
    style() {
      const { columns, size } = this.grid(this.perPage);
      return {
        "--tile": size + "vh",
        gap: this.gap + "vh",
        gridTemplateColumns: "repeat(" + columns + ", " + size + "vh)",
      };
    },
  },
  mounted() {
    this.observer = new ResizeObserver(([entry]) => this.measure(entry.contentRect));
    this.observer.observe(this.$el);
  },
  beforeUnmount() {
    this.observer.disconnect();
  },
  methods: {
    measure({ width, height }) {
      const unit = window.innerHeight / 100;
      this.box = { width: width / unit, height: height / unit };
    },
    grid(count) {
      return stageGrid(count, this.box, this.$props);
    },
  },
  template: /* html */ `<div class="stage-tiles"><div v-if="box.width" class="stage-tile-grid" :style="style">
    <slot v-for="item in shown" :item="item" /></div></div>`,
};
