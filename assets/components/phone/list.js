import { ref } from "vue";
import { make } from "../../live/protocol.gen.js";
import { cleanText } from "../../live/typed.js";
import { isReclaimable } from "./cards.js";
import { KeptLine, ListedCard } from "./composer.js";
import { WithTable } from "./table.js";
import { becomesNew, isChanging, stateDetail } from "./state.js";

/** @import { OutboxItem } from "../../live/outbox.js" */
/** @import { Contribution, EditContribution } from "../../live/protocol.gen.js" */
/** @import { Component, Live } from "../../live/shapes.js" */
/** @import { Listed } from "./cards.js" */

const WIDE = window.matchMedia("(min-width: 43.75em)");

/** Whether there is room for two columns of cards. */
const wideScreen = ref(WIDE.matches);
WIDE.addEventListener("change", () => (wideScreen.value = WIDE.matches));

/**
 * Deals entries into columns so that a card stays in its column when a newer one comes on top.
 * @param {Listed[]} entries @param {number} count
 */
function inColumns(entries, count) {
  const columns = Array.from({ length: count }, () => /** @type {Listed[]} */ ([]));
  entries.forEach((entry, i) => columns[(entries.length - 1 - i) % count].unshift(entry));
  return columns.map((column) => column.reverse());
}

/** A card that nobody is changing. */
export function blankEdit() {
  return { id: "", version: 0, kind: "", text: "" };
}

/** Hands in a changed card. @param {Live} live @param {Pick<EditContribution, "id"|"version"|"kind"|"text">} draft */
export function handInEdit(live, draft) {
  const { id, version, kind, text } = draft;
  live.submit(make.editContribution({ id, version, kind, text: cleanText(text) })).catch(() => {});
  live.clearDraft("edit");
}

/**
 * A heading and its cards, newest first. Cards of other devices gather until they are asked for,
 * so that nothing moves under a reading eye or a finger. `gathers`: others write here, too. Slot: beside the heading.
 * @type {Component}
 */
export const CardList = {
  components: { KeptLine, ListedCard, WithTable },
  props: {
    heading: { type: String, required: true },
    entries: { type: Array, required: true },
    gathers: Boolean,
  },
  emits: ["take-back"],
  data() {
    return {
      edit: this.live.draft("edit", blankEdit),
      seen: this.entries.map((/** @type {Listed} */ entry) => entry.entity.id),
    };
  },
  computed: {
    shown() {
      return this.entries.filter((/** @type {Listed} */ entry) => entry.own || this.seen.includes(entry.entity.id));
    },
    gathered() {
      return this.entries.length - this.shown.length;
    },
    columns() {
      return inColumns(this.shown, wideScreen.value ? 2 : 1);
    },
    changeable() {
      return this.live.may("edit_contribution") && !isChanging(this.live, "edit", "contribution");
    },
  },
  methods: {
    showAll() {
      this.seen = this.entries.map((/** @type {Listed} */ entry) => entry.entity.id);
    },
    /** "Saved" is news about one's own card; of other devices only the card is. @param {Listed} entry */
    stateOf(entry) {
      return entry.own ? entry.state : "";
    },
    /** @param {Listed} entry */
    detail(entry) {
      if (entry.state === "hidden") return this.t("phone.hidden_detail");
      return stateDetail(entry.state, entry.item, this.t);
    },
    /** @param {Listed} entry */
    isEdited(entry) {
      return this.edit.id === entry.entity.id;
    },
    /** @param {Pick<Listed, "entity">} entry */
    start({ entity }) {
      const { id, version, kind, text } = entity;
      this.live.beginDraft("edit", { id, version, kind, text });
    },
    /** @param {Listed} entry */
    isReclaimable(entry) {
      return isReclaimable(this.live, "contribution", entry);
    },
    /** @param {Pick<Listed, "entity">} entry */
    reclaim({ entity }) {
      this.live.submit(make.reclaimContribution({ id: entity.id })).catch(() => {});
    },
    /**
     * What becomes a new card goes below what is typed there; a change goes where no other is under way.
     * @param {Listed} entry
     */
    isMendable({ item }) {
      return (
        Boolean(item) &&
        (becomesNew(/** @type {OutboxItem} */ (item)) || !isChanging(this.live, "edit", "contribution"))
      );
    },
    /** @param {Listed & {item: OutboxItem}} entry */
    retry({ entity, item }) {
      this.live.discard(item.cmd_id);
      if (becomesNew(item)) this.$emit("take-back", item.command);
      else this.start({ entity: { ...entity, version: this.storedVersion(entity) } });
    },
    /** @param {Contribution} entity */
    storedVersion(entity) {
      const stored = (this.live.store.byType.contribution || {})[entity.id];
      return stored ? stored.version : entity.version;
    },
  },
  template: /* html */ `<div class="list">
    <div class="list-head"><h2><WithTable :text="heading" /></h2><KeptLine v-if="gathers" class="gathered" :spare="[t('common.new_cards', {}, 88)]"><button
      v-if="gathered" type="button" class="button" @click="showAll">{{ t('common.new_cards', {}, gathered) }}</button></KeptLine><slot /></div>
    <p v-if="!entries.length" class="empty">{{ t('phone.no_cards') }}</p>
    <div class="columns">
      <ul v-for="(column, i) in columns" :key="i" class="plain cards">
        <li v-for="entry in column" :key="entry.entity.id">
          <ListedCard :entry="entry" :state="stateOf(entry)" :detail="detail(entry)"
            :changeable="changeable" :mendable="isMendable(entry)" :reclaimable="isReclaimable(entry)"
            :editing="isEdited(entry)" @edit="start(entry)" @reclaim="reclaim(entry)" @retry="retry(entry)" />
        </li>
      </ul>
    </div>
  </div>`,
};
