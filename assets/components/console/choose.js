import { ConsoleDialog } from "./dialog.js";
import { Icon } from "../shared/shared.js";
import { LENGTHS } from "../../live/moderator.gen.js";
import { cleanLine } from "../../live/typed.js";

/** @import { Option } from "./moves.js" */
/** @import { ConsoleComponent, ConsoleThis } from "./shapes.js" */

/**
 * A list to search and pick from, by keyboard or by hand. `options`: [{id, label, hint, part, here}];
 * `create(name)`: makes a new one of the words that were typed (there may be none), where that is possible.
 * @type {ConsoleComponent}
 */
export const ConsoleChoose = {
  components: { ConsoleDialog, Icon },
  props: { title: String, options: Array, pick: Function, create: Function },
  setup: () => ({ longest: LENGTHS.create_cluster.name }),
  data: () => ({ words: "", at: 0 }),
  computed: {
    found() {
      const words = this.words.trim().toLocaleLowerCase();
      const fitting = this.options.filter((/** @type {Option} */ option) =>
        option.label.toLocaleLowerCase().includes(words),
      );
      const fresh = { id: "new", label: this.freshLabel, fresh: true };
      return this.create ? [...fitting, fresh] : fitting;
    },
    freshLabel() {
      const name = cleanLine(this.words);
      return name ? this.t("console.new_cluster_named", { name }) : this.t("console.new_cluster");
    },
    hint() {
      return this.t(this.create ? "console.choose_search" : "console.choose_only");
    },
    current() {
      return this.found[Math.min(this.at, this.found.length - 1)];
    },
  },
  watch: {
    words() {
      this.at = 0;
    },
    async at() {
      await this.$nextTick();
      this.$el.querySelector?.("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
    },
  },
  mounted() {
    this.$refs.search.focus();
  },
  methods: {
    /** @param {number} by */
    step(by) {
      this.at = (Math.min(this.at, this.found.length - 1) + by + this.found.length) % this.found.length;
    },
    /** @this {ConsoleThis} @param {any} [option] */
    done(option = this.current) {
      if (!option || option.here) return;
      this.desk.close();
      if (option.fresh) this.create(cleanLine(this.words));
      else this.pick(option);
    },
    /** @param {number} i */
    starts(i) {
      const { part } = this.found[i];
      return part && part !== this.found[i - 1]?.part;
    },
  },
  template: /* html */ `<ConsoleDialog :title="title" @done="done()">
    <label class="con-search"><Icon name="search" /><span class="unseen">{{ hint }}</span>
      <input ref="search" v-model="words" type="text" :data-most="longest" autocomplete="off" role="combobox" aria-expanded="true" aria-controls="con-options"
        :aria-activedescendant="current ? 'con-option-' + current.id : null" :placeholder="hint"
        @keydown.down.prevent="step(1)" @keydown.up.prevent="step(-1)"></label>
    <ul id="con-options" class="plain con-options" role="listbox" :aria-label="title">
      <template v-for="(option, i) in found" :key="option.id">
        <li v-if="starts(i)" class="con-part" role="presentation">{{ option.part }}</li>
        <li :id="'con-option-' + option.id" role="option" :class="{fresh: option.fresh}" :aria-selected="option === current" :aria-disabled="option.here || null" @click="done(option)">
          <Icon v-if="option.fresh" name="plus" /><Icon v-else-if="option === current" name="arrow" />
          <Typed :text="option.label" /><small>{{ option.here ? t('console.here') : option.hint }}</small></li>
      </template>
      <li v-if="!found.length" role="option" aria-disabled="true" aria-selected="false">{{ t('console.nothing_found') }}</li>
    </ul>
  </ConsoleDialog>`,
};
