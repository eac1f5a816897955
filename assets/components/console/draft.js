/** @import { Command } from "../../live/protocol.gen.js" */
/** @import { Live } from "../../live/shapes.js" */
/** @import { ConsoleComponent } from "./shapes.js" */

/**
 * A form that saves once at a time. It is open until the server has said yes, so a no loses nothing that was typed.
 * @type {ConsoleComponent}
 */
export const savingMixin = {
  data: () => ({ saving: false }),
  methods: {
    /** Does the deed unless one is under way. Gives what it gives: null if refused. @param {() => any} deed */
    async once(deed) {
      if (this.saving) return null;
      this.saving = true;
      this.desk.refusals = [];
      const done = await deed();
      this.saving = false;
      return done;
    },
    /** @param {Command} command @param {string} [said] */
    save(command, said) {
      return this.once(() => this.desk.act(command, said));
    },
  },
};

/** The draft of a change to what exists. `fields`: with its id. What somebody typed stays, whatever others do there.
 * @param {Live} live @param {string} name @param {{id: string} & Object<string, any>} fields */
export function draftOfChange(live, name, fields) {
  const draft = live.draft(name, { id: "" });
  if (draft.id !== fields.id || live.isBlank(name)) live.beginDraft(name, fields);
  return draft;
}

/**
 * A form that changes words which others may change meanwhile. It brings `draftName`, `draft` with the `version` and
 * the `words` that it began with, and `stored`: both as they are by now.
 * @type {ConsoleComponent}
 */
export const changingMixin = {
  mixins: [savingMixin],
  data: () => ({ overtaken: false }),
  computed: {
    /** What others wrote there: shown once the server has said so, and what is saved then comes after it. */
    meanwhile() {
      const shown = this.overtaken && !this.saving && this.stored.words !== this.draft.words;
      return shown ? this.stored.words : "";
    },
  },
  methods: {
    seenVersion() {
      return this.overtaken ? this.stored.version : this.draft.version;
    },
    /** @param {Command} command @param {string} [said] */
    async saveChange(command, said) {
      const ack = await this.save(command, said);
      if (!ack) return void (this.overtaken ||= this.desk.refusals.some(({ code }) => code === "stale"));
      this.desk.close();
      this.live.clearDraft(this.draftName);
    },
  },
};

/** What stands there by now, beside what is being typed. @type {ConsoleComponent} */
export const ConsoleMeanwhile = {
  props: { words: { type: String, required: true } },
  template: /* html */ `<div v-if="words" class="con-meanwhile"><p>{{ t('console.meanwhile') }}</p>
    <blockquote class="con-quote wording" dir="auto">{{ words }}</blockquote></div>`,
};
