import { computed } from "vue";
import { writtenAlike } from "../../live/texts.js";
import { Icon } from "./shared.js";

/** @import { Contribution, Goal, Translation } from "../../live/protocol.gen.js" */
/** @import { Component, Connected, Live, Reading } from "../../live/shapes.js" */

/** @typedef {{text: string, lang: string, translated?: boolean, outdated?: boolean}} Wording */

// What a reader reads: cards with their translations. The original wording stays what it is; a translation is a
// second text, and says so.

/** @param {Object<string, Translation>} translations */
function byOriginal(translations) {
  /** @type {Object<string, Translation[]>} */
  const found = {};
  for (const one of Object.values(translations || {})) found[one.of_id] = [...(found[one.of_id] || []), one];
  return found;
}

/** Says which wordings this page shows. `reading()`: {mode, languages, most}: "original", "translation" (the
 * first language, where there is one) or "both", translations into which languages, and how many.
 * @param {Connected} live @param {() => Reading} reading @returns {asserts live is Live} */
export function letRead(live, reading) {
  const translations = computed(() => byOriginal(live.store.byType.translation));
  /** @type {Live} */ (live).reading = reading;
  /** @type {Live} */ (live).written = (text, language) => written(live, text, language);
  /** @type {Live} */ (live).translationsOf = (id) => translations.value[id] || [];
}

/** Of words whose language nobody said: the hall's, unless they are in another script. Else a page in Arabic would call
 * German words Arabic, break them anywhere and read them so.
 * @param {Connected} live @param {string} text @param {string} [language] */
function likelyLanguage(live, text, language = (live.store.workshop || {}).language) {
  return language && writtenAlike(text, languageName(live, language)) ? language : "";
}

// From Arabic to Tibetan letters reach further up and down: they need higher lines, whatever language a page is in.
const TALL = /[\u0600-\u0fff\ufb50-\ufdff\ufe70-\ufefc]/;

/** What an element says of the words of people that stand in it. `language`: in which they are said to be.
 * @param {Connected} live @param {string} text @param {string} [language] */
function written(live, text, language) {
  return text ? { dir: "auto", lang: likelyLanguage(live, text, language), class: { tall: TALL.test(text) } } : {};
}

/** The wordings of a card or goal as this page shows them.
 * @param {Live} live @param {Contribution|Goal} entity @returns {Wording[]} */
export function wordingsOf(live, entity) {
  const original = { text: entity.text, lang: entity.language || likelyLanguage(live, entity.text) };
  const { mode, languages, most } = live.reading();
  if (mode === "original") return [original];
  const known = live.translationsOf(entity.id);
  const second = languages.flatMap((code) => known.find((one) => one.language === code) || []);
  const others = [...new Set(second)].slice(0, most).map((one) => asTranslation(one, entity));
  if (mode === "both") return [original, ...others];
  return [others.find((one) => one.lang === languages[0]) || original];
}

/** A translation as a wording. It is outdated as soon as the original was reworded.
 * @param {Translation} translation @param {Contribution|Goal} original */
export function asTranslation({ text, language, original_version }, { text_version }) {
  return { text, lang: language, translated: true, outdated: original_version !== text_version };
}

/** What a language calls itself. @param {Connected} live @param {string} [code] */
export function languageName(live, code) {
  const [, name] = live.boot.languages.find(([known]) => known === code) || [];
  return name || code || "";
}

/** "Übersetzung · العربية": that a text is no original, and into which language. @type {Component} */
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
  template: /* html */ `<span class="translated" :class="{outdated: of.outdated}"><Icon name="translate" />{{ word }} · <bdi
    :lang="of.lang">{{ name }}</bdi></span>`,
};

/** Where a long German word may be divided without knowing it: after an ending, or an "s", that joins another noun to
 * it ("Ausbildungs-betriebe"), and before the endings themselves ("Schwierig-keiten", "Verwal-tungen", "Integra-tion"). */
const LONG = /[a-zäöüß]{13,}/g;
const JOINTS = [
  /([a-zäöüß]{3}(?:ungs|[hk]eits|schafts|ions|itäts))(?=[a-zäöüß]{4})/g,
  /([a-zäöüß]{3,}?[abd-zäöüß])(?=(?:sch|ch|ck|[bdfghklmnpstvzß])ung|lichkeit|tion|[hk]eit|schaft)/g,
  /([a-zäöüß]{3,}?[abce-oq-zäöüß])(?=rung)/g, // none in "gedrungen", "Sprung"
  /([a-zäöüß]{3,}?[bdgklmnrt]s)(?=[bdfghjklmnqrvwz][a-zäöüß]{3})/g, // "Willkommens-behörde", "Verkehrs-mittel"
];
/** @type {boolean|undefined} */
let divides; // whether this browser knows by itself how German words are divided

function dividesGerman() {
  if (divides !== undefined) return divides;
  const probe = document.createElement("p");
  probe.lang = "de";
  probe.textContent = "Ausbildungsbetriebe";
  const whole = { position: "absolute", width: "8em", overflowWrap: "normal" };
  Object.assign(probe.style, whole, { webkitHyphens: "auto", hyphens: "auto" });
  document.body.append(probe);
  divides = probe.scrollWidth <= probe.clientWidth;
  probe.remove();
  return divides;
}

/** A text in the parts between which its words may be divided: one part where the browser knows it better.
 * @param {string} text @param {string} lang */
function partsOf(text, lang) {
  if (!/^de\b/.test(lang) || dividesGerman()) return [text];
  const divided = (/** @type {string} */ word) =>
    JOINTS.reduce((parts, joint) => parts.replace(joint, "$1\u00ad"), word);
  return text.replace(LONG, divided).split("\u00ad");
}

/**
 * Words of people, in the hall's language where nobody said another. Where they may be divided, the hyphen is drawn by
 * the style: nobody copies or searches it.
 * @type {Component}
 */
export const Divided = {
  props: { text: { type: String, default: "" }, lang: { type: String, default: null } },
  computed: {
    parts() {
      return partsOf(this.text, this.lang ?? likelyLanguage(this.live, this.text));
    },
  },
  template: /* html */ `<template v-for="(part, i) in parts" :key="i"><i v-if="i" class="joint"></i>{{ part }}</template>`,
};

/** A name that people typed in a language, within a text of another: isolated, read aloud and divided as such.
 * @type {Component} */
export const Named = {
  components: { Divided },
  props: { text: { type: String, default: "" }, lang: { type: String, default: null } },
  template: /* html */ `<bdi :lang="lang"><Divided :text="text" :lang="lang" /></bdi>`,
};

/**
 * A card's or goal's wording, and below it the translations that this page shows. `tag`: of the first one.
 * Slot: what stands around the words of the first, {text, lang}.
 * @type {Component}
 */
export const Wordings = {
  components: { Divided, TranslationMark },
  props: { of: { type: Object, required: true }, tag: { type: String, default: "p" } },
  computed: {
    all() {
      return wordingsOf(this.live, this.of);
    },
  },
  template: /* html */ `<div class="wordings">
    <template v-for="(one, i) in all" :key="one.lang + i">
      <TranslationMark v-if="one.translated" :of="one" />
      <component :is="i ? 'p' : tag" class="card-text wording" :class="{second: i}"
        v-bind="live.written(one.text, one.lang || undefined)"><slot v-if="!i" :words="one"><Divided :text="one.text" :lang="one.lang" /></slot><Divided v-else :text="one.text" :lang="one.lang" /></component>
    </template></div>`,
};
