import { stepNow } from "../../live/agenda.js";
import { Icon, KindMark } from "../shared/shared.js";
import { LIMITS, make } from "../../live/protocol.gen.js";
import { cleanText } from "../../live/typed.js";
import { codesOf } from "../shared/questions.js";
import { asTranslation, languageName } from "../shared/wording.js";
import { onTheWall } from "../shared/focus.js";
import { shortText } from "./desk.js";
import { ConsoleDialog } from "./dialog.js";
import { savingMixin } from "./draft.js";
import { ConsoleCounter, lettersLeft } from "./forms.js";

/** @import { ConsoleComponent } from "./shapes.js" */

const TRANSLATE_STEP = 40;
const byAge = (a, b) => a.created_at - b.created_at || (a.id < b.id ? -1 : 1);

/** The languages into which one may translate: the hall's own first, then all others that we speak. */
function consoleLanguages(live) {
  const { language, languages, stage_language } = live.store.workshop;
  const ours = [language, ...languages, stage_language].filter(Boolean);
  return [...new Set([...ours, ...live.boot.languages.map(([code]) => code)])];
}

/** A choice of language. `modelValue`: its code. @type {ConsoleComponent} */
const ConsoleLanguage = {
  props: { modelValue: String, label: String },
  emits: ["update:modelValue"],
  computed: {
    languages() {
      return consoleLanguages(this.live).map((code) => [code, languageName(this.live, code)]);
    },
  },
  template: /* html */ `<label class="field"><span>{{ label }}</span><select class="input" :value="modelValue" @change="$emit('update:modelValue', $event.target.value)">
    <option v-for="[code, name] in languages" :key="code" :value="code" :lang="code">{{ name }}</option></select></label>`,
};

// What an interpreter types is kept under card and language until it is saved.
/** @type {ConsoleComponent} */
const translateMixin = {
  created() {
    this.draft = this.live.draft("desk.translate", { language: "", texts: {} });
  },
  computed: {
    language: {
      get() {
        return this.draft.language || consoleLanguages(this.live)[0];
      },
      set(code) {
        this.draft.language = code;
      },
    },
    limit: () => LIMITS.translation,
  },
  methods: {
    known(of) {
      return this.live.translationsOf(of.id).find((one) => one.language === this.language);
    },
    typed(of) {
      return this.draft.texts[of.id + this.language] ?? this.known(of)?.text ?? "";
    },
    type(of, text) {
      this.draft.texts[of.id + this.language] = text;
    },
    tooLong(of) {
      return lettersLeft(this.typed(of), this.limit) < 0;
    },
    async translate(of) {
      const { language } = this;
      const command = make.translate({
        of_id: of.id,
        language,
        text: cleanText(this.typed(of)),
        original_version: of.text_version,
      });
      const said = this.t(command.text ? "console.said.translated" : "console.said.translation_removed");
      const ack = await this.desk.act(command, said);
      if (ack) delete this.draft.texts[of.id + language];
      return ack;
    },
  },
};

/** One card or goal in one language, in a window. @type {ConsoleComponent} */
export const ConsoleTranslateForm = {
  components: { ConsoleDialog, ConsoleCounter, ConsoleLanguage },
  mixins: [translateMixin, savingMixin],
  props: { entity: { type: Object, required: true } },
  methods: {
    async done() {
      const empty = !cleanText(this.typed(this.entity)) && !this.known(this.entity);
      if (empty || this.tooLong(this.entity)) return this.$refs.text.focus();
      if (await this.once(() => this.translate(this.entity))) this.desk.close();
    },
  },
  template: /* html */ `<ConsoleDialog :title="t('console.translate')" @done="done">
    <Typed tag="blockquote" class="con-quote wording" :text="entity.text" :lang="entity.language" />
    <ConsoleLanguage v-model="language" :label="t('console.translate.into')" />
    <label class="field"><span>{{ t('common.translation') }}</span><textarea ref="text" class="input" rows="3" dir="auto" :lang="language"
      :value="typed(entity)" @input="type(entity, $event.target.value)"></textarea></label>
    <ConsoleCounter v-if="typed(entity).length > limit - 200" :text="typed(entity)" :limit="limit" />
    <p class="con-hint">{{ t('console.translate.hint') }}</p>
    <template #foot><button type="button" class="button" @click="desk.close()">{{ t('common.cancel') }}</button>
      <button class="button filled" :disabled="saving">{{ t('common.save') }}</button></template>
  </ConsoleDialog>`,
};

/** A card or goal beside the place for its translation. Emits `save` (Enter or the button). @type {ConsoleComponent} */
const ConsoleTranslateRow = {
  components: { ConsoleCounter, Icon, KindMark },
  props: { of: { type: Object, required: true }, language: String, value: String, known: Object, limit: Number },
  emits: ["save", "type"],
  computed: {
    outdated() {
      return this.known && asTranslation(this.known, this.of).outdated;
    },
    name() {
      return this.t("console.translate.of", { text: shortText(this.of.text) });
    },
  },
  methods: {
    enter(event) {
      if (!event.isComposing) this.$emit("save");
    },
  },
  template: /* html */ `<li class="con-translate-row">
    <p class="con-translate-of" :data-kind="of.kind"><KindMark v-if="of.kind" :kind="of.kind" :label="t('common.kind.' + of.kind)" /><b v-else>{{ t('console.voting.goal') }}</b>
      <Typed class="wording" :text="of.text" :lang="of.language" /></p>
    <div><textarea class="input" rows="2" dir="auto" :lang="language" :aria-label="name" enterkeyhint="next" :value="value"
        @input="$emit('type', $event.target.value)" @keydown.enter.exact.prevent="enter"></textarea>
      <p v-if="outdated" class="con-hint"><Icon name="warning" />{{ t('common.translation_outdated') }}</p>
      <ConsoleCounter v-if="value.length > limit - 200" :text="value" :limit="limit" /></div>
    <button type="button" class="button" @click="$emit('save')">{{ t('common.save') }}<span class="unseen">: {{ name }}</span></button>
  </li>`,
};

/**
 * The interpreter's list: what nobody has translated yet comes first, oldest on top; Enter saves and goes on.
 * @type {ConsoleComponent}
 */
export const ConsoleTranslate = {
  components: { ConsoleLanguage, ConsoleTranslateRow },
  mixins: [translateMixin],
  data: () => ({ most: TRANSLATE_STEP }),
  computed: {
    foreign() {
      const { contribution, goal } = this.live.store.byType;
      const own = codesOf(this.language);
      const all = [...onTheWall(contribution).sort(byAge), ...onTheWall(goal).sort(byAge)];
      return all.filter((of) => !own.includes(of.language));
    },
    left() {
      return this.foreign.filter((of) => !this.ready(of));
    },
    ready() {
      return (of) => {
        const known = this.known(of);
        return known && !asTranslation(known, of).outdated;
      };
    },
    done() {
      return this.foreign.filter(this.ready);
    },
    shown() {
      return this.left.slice(0, this.most);
    },
  },
  methods: {
    /** On to the next at once; what was typed stays if the laptop says no. */
    save(of, list) {
      if (this.tooLong(of)) return;
      const next = list[list.indexOf(of) + 1];
      const area = next && this.$el.querySelector('[data-of="' + next.id + '"] textarea');
      if (area) area.focus();
      if (cleanText(this.typed(of)) || this.known(of)) this.translate(of);
    },
    row(of) {
      return { of, language: this.language, value: this.typed(of), known: this.known(of), limit: this.limit };
    },
    grow() {
      this.most += TRANSLATE_STEP;
    },
  },
  template: /* html */ `<div class="con-translate">
    <div class="con-row con-translate-head"><ConsoleLanguage v-model="language" :label="t('console.translate.into')" />
      <p role="status"><b>{{ left.length ? t('console.translate.left', {}, left.length) : t('console.translate.none') }}</b></p></div>
    <p v-if="left.length" class="con-hint">{{ t('console.translate.keys') }}</p>
    <ul class="plain"><ConsoleTranslateRow v-for="of in shown" :key="of.id" :data-of="of.id" v-bind="row(of)" @save="save(of, shown)" @type="type(of, $event)" /></ul>
    <button v-if="left.length > most" type="button" class="text-button con-more" @click="grow">{{ t('common.show_more', {}, left.length - most) }}</button>
    <details v-if="done.length" class="con-details"><summary>{{ t('console.translate.done', {}, done.length) }}</summary>
      <ul class="plain"><ConsoleTranslateRow v-for="of in done" :key="of.id" :data-of="of.id" v-bind="row(of)" @save="save(of, done)" @type="type(of, $event)" /></ul></details>
  </div>`,
};

/**
 * The stage's second language, and which wording of translated cards stage and document show. Done at once.
 * @type {ConsoleComponent}
 */
export const ConsoleTexts = {
  components: { ConsoleDialog },
  setup: () => ({ modes: ["original", "translation", "both"] }),
  computed: {
    workshop() {
      return this.live.store.workshop;
    },
    languages() {
      const others = consoleLanguages(this.live).filter((code) => code !== this.workshop.language);
      return others.map((code) => [code, languageName(this.live, code)]);
    },
    /** The moderator's own question, and not in the second language. */
    unasked() {
      const { stage_language: second } = this.workshop;
      const { question, questions_in } = stepNow(this.workshop);
      return second && question && !codesOf(second).some((code) => questions_in[code]);
    },
  },
  methods: {
    choose(values) {
      const { stage_language, card_texts } = this.workshop;
      this.desk.act(make.chooseTexts({ stage_language, card_texts, ...values }), this.t("console.said.stage"));
    },
  },
  template: /* html */ `<ConsoleDialog :title="t('console.texts')" @done="desk.close()">
    <label class="field"><span>{{ t('console.texts.second') }}</span><select class="input" :value="workshop.stage_language" @change="choose({stage_language: $event.target.value})">
      <option value="">{{ t('console.texts.none') }}</option><option v-for="[code, name] in languages" :key="code" :value="code" :lang="code">{{ name }}</option></select>
      <span class="hint">{{ t('console.texts.second_hint') }}</span></label>
    <p v-if="unasked" class="notice"><span>{{ t('console.texts.unasked') }} <a class="con-link" :href="desk.urls.setup">{{ t('console.link.prepare') }}</a></span></p>
    <fieldset class="con-checks"><legend class="label">{{ t('console.texts.cards') }}</legend>
      <label v-for="mode in modes" :key="mode"><input type="radio" name="con-card-texts" :value="mode" :checked="workshop.card_texts === mode" @change="choose({card_texts: mode})">
        <span>{{ t('console.texts.' + mode) }}</span></label></fieldset>
    <p class="con-hint">{{ t('console.texts.cards_hint') }}</p>
    <template #foot><button class="button filled">{{ t('common.close') }}</button></template>
  </ConsoleDialog>`,
};
