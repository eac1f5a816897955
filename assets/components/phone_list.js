import { ref } from "vue";
import { make } from "../live/protocol.gen.js";
import { cleanText } from "../live/typed.js";
import { ListedCard } from "./phone_composer.js";
import { KIND_ORDER } from "./shared.js";
import { becomesNew, isChanging, stateDetail } from "./phone_state.js";

const WIDE = window.matchMedia("(min-width: 43.75em)");

/** Whether there is room for two columns of cards. */
export const wideScreen = ref(WIDE.matches);
WIDE.addEventListener("change", () => (wideScreen.value = WIDE.matches));

/** Deals entries into columns so that a card stays in its column when a newer one comes on top. */
export function inColumns(entries, count) {
  const columns = Array.from({ length: count }, () => []);
  entries.forEach((entry, i) => columns[(entries.length - 1 - i) % count].unshift(entry));
  return columns.map((column) => column.reverse());
}

/** A card that nobody is changing. */
export function blankEdit() {
  return { id: "", version: 0, kind: KIND_ORDER[0], text: "" };
}

/** Hands in a changed card. */
export function handInEdit(live, draft) {
  const { id, version, kind, text } = draft;
  live.submit(make.editContribution({ id, version, kind, text: cleanText(text) })).catch(() => {});
  live.clearDraft("edit");
}

/** A heading and its cards, newest first. Cards of other devices gather until they are asked for,
 * so that nothing moves under a reading eye or a finger. Slot: beside the heading. */
export const CardList = {
  components: { ListedCard },
  props: {
    heading: { type: String, required: true },
    entries: { type: Array, required: true },
    limit: { type: Number, required: true },
  },
  emits: ["take-back"],
  data() {
    return {
      edit: this.live.draft("edit", blankEdit),
      seen: this.entries.map((entry) => entry.entity.id),
    };
  },
  computed: {
    shown() {
      return this.entries.filter((entry) => entry.own || this.seen.includes(entry.entity.id));
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
      this.seen = this.entries.map((entry) => entry.entity.id);
    },
    /** "Saved" is news about one's own card; of other devices only the card is. */
    stateOf(entry) {
      return entry.own ? entry.state : "";
    },
    detail(entry) {
      if (entry.state === "hidden") return this.t("phone.hidden_detail");
      return stateDetail(entry.state, entry.item, this.t);
    },
    isEdited(entry) {
      return this.edit.id === entry.entity.id;
    },
    start({ entity }) {
      const { id, version, kind, text } = entity;
      this.live.beginDraft("edit", { id, version, kind, text });
    },
    stop() {
      this.live.clearDraft("edit");
    },
    save() {
      handInEdit(this.live, this.edit);
    },
    withdraw() {
      const { id, version } = this.edit;
      this.live.submit(make.withdrawContribution({ id, version })).catch(() => {});
      this.stop();
    },
    /** What becomes a new card goes below what is typed there; a change goes where no other is under way. */
    isMendable({ item }) {
      return Boolean(item) && (becomesNew(item) || !isChanging(this.live, "edit", "contribution"));
    },
    retry({ entity, item }) {
      this.live.discard(item.cmd_id);
      if (becomesNew(item)) this.$emit("take-back", item.command);
      else this.start({ entity: { ...entity, version: this.storedVersion(entity) } });
    },
    storedVersion(entity) {
      const stored = (this.live.store.byType.contribution || {})[entity.id];
      return stored ? stored.version : entity.version;
    },
  },
  template: `<div class="list">
    <div class="list-head"><h2>{{ heading }}</h2><slot /></div>
    <button v-if="gathered" type="button" class="button wide"
      @click="showAll">{{ t('common.new_cards', {}, gathered) }}</button>
    <p v-if="!entries.length" class="empty">{{ t('phone.no_cards') }}</p>
    <div class="columns">
      <ul v-for="(column, i) in columns" :key="i" class="plain cards">
        <li v-for="entry in column" :key="entry.entity.id">
          <ListedCard :entry="entry" :state="stateOf(entry)" :limit="limit" :detail="detail(entry)"
            :changeable="changeable" :mendable="isMendable(entry)"
            :editing="isEdited(entry) ? edit : null" @edit="start(entry)" @save="save" @cancel="stop"
            @withdraw="withdraw"
            @retry="retry(entry)" />
        </li>
      </ul>
    </div>
  </div>`,
};
