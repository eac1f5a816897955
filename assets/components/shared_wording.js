import { computed } from "vue";
import { writtenAlike } from "../live/texts.js";
import { Icon } from "./shared.js";

// What a reader reads: questions in their language, and cards with their translations. The original
// wording stays what it is; a translation is a second text, and says so.

/** Codes under which texts for a reader of this language are found: their own, then the language it belongs to. */
export function codesOf(lang) {
  return [...new Set([lang, lang.split("-")[0]])];
}

/** {text, lang} of a question. `ownIn`: language -> the moderator's wording, or ""; `own`: their wording in the
 * workshop's `language`; `usual`: what is asked in the reader's language where the moderator left it as it is. */
function asked(lang, ownIn, own, language, usual) {
  const code = codesOf(lang).find(ownIn);
  if (code) return { text: ownIn(code), lang: code };
  return own ? { text: own, lang: language } : { text: usual, lang };
}

/** The question of a phase for a reader: {text, lang}. `reader`: {lang, t}. */
export function phaseQuestion(workshop, phase, { lang, t }) {
  const usual = t("common.question." + phase, { year: workshop.target_year });
  return asked(
    lang,
    (code) => workshop.questions_in?.[code]?.[phase],
    workshop.questions[phase],
    workshop.language,
    usual,
  );
}

/** The question of a voting for a reader: {text, lang}. */
export function votingQuestion(voting, workshop, lang) {
  return asked(lang, (code) => voting.questions_in?.[code], voting.question, workshop.language, "");
}

function byOriginal(translations) {
  const found = {};
  for (const one of Object.values(translations || {})) found[one.of_id] = [...(found[one.of_id] || []), one];
  return found;
}

/** Says which wordings this page shows. `reading()`: {mode, languages, most}: "original", "translation" (the
 * first language, where there is one) or "both", translations into which languages, and how many. */
export function letRead(live, reading) {
  const translations = computed(() => byOriginal(live.store.byType.translation));
  live.reading = reading;
  live.translationsOf = (id) => translations.value[id] || [];
}

/** Of words whose language nobody said: the hall's, unless they are in another script. Else a page in Arabic would call
 * German words Arabic, break them anywhere and read them so. */
function likelyLanguage(live, text) {
  const { language } = live.store.workshop || {};
  return language && writtenAlike(text, languageName(live, language)) ? language : "";
}

/** The wordings of a card or goal as this page shows them: [{text, lang, translated, outdated}]. */
export function wordingsOf(live, entity) {
  const original = { text: entity.text, lang: entity.language || likelyLanguage(live, entity.text) };
  const { mode, languages, most } = live.reading();
  if (mode === "original") return [original];
  const known = live.translationsOf(entity.id);
  const second = languages.map((code) => known.find((one) => one.language === code)).filter(Boolean);
  const others = [...new Set(second)].slice(0, most).map((one) => asTranslation(one, entity));
  if (mode === "both") return [original, ...others];
  return [others.find((one) => one.lang === languages[0]) || original];
}

/** A translation as a wording. It is outdated as soon as the original was reworded. */
export function asTranslation({ text, language, original_version }, { text_version }) {
  return { text, lang: language, translated: true, outdated: original_version !== text_version };
}

/** What a language calls itself. */
export function languageName(live, code) {
  const [, name] = live.boot.languages.find(([known]) => known === code) || [];
  return name || code;
}

/** "Übersetzung · العربية": that a text is no original, and into which language. */
const TranslationMark = {
  components: { Icon },
  props: { of: { type: Object, required: true } },
  computed: {
    name() {
      return languageName(this.live, this.of.lang);
    },
    word() {
      return this.t(this.of.outdated ? "common.translation_outdated" : "common.translation");
    },
  },
  template: `<span class="translated" :class="{outdated: of.outdated}"><Icon name="translate" />{{ word }} · <bdi
    :lang="of.lang">{{ name }}</bdi></span>`,
};

/** A card's or goal's wording, and below it the translations that this page shows. `tag`: of the first one.
 * Slot: what stands around the words of the first. */
export const Wordings = {
  components: { TranslationMark },
  props: { of: { type: Object, required: true }, tag: { type: String, default: "p" } },
  computed: {
    all() {
      return wordingsOf(this.live, this.of);
    },
  },
  template: `<div class="wordings">
    <template v-for="(one, i) in all" :key="one.lang + i">
      <TranslationMark v-if="one.translated" :of="one" />
      <component :is="i ? 'p' : tag" class="card-text wording" :class="{second: i}" dir="auto"
        :lang="one.lang || null"><slot v-if="!i" :text="one.text">{{ one.text }}</slot><template v-else>{{ one.text }}</template></component>
    </template></div>`,
};
