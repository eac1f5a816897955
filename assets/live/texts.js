// The interface in the reader's language. Texts come with the page; another language is fetched once.

/** @import { Keep } from "./keep.js" */
/** @import { Boot, Fetching, Reactive, Sentences } from "./shapes.js" */

/** @typedef {Pick<Boot, "lang"|"dir"|"texts"|"texts_url">} Spoken */

const RIGHT_TO_LEFT = ["ar", "fa", "he", "ur", "ckb", "ps", "yi", "dv"];

// The order in which gettext numbers a language's plural forms.
/** @type {Intl.LDMLPluralRule[]} */
const PLURAL_ORDER = ["zero", "one", "two", "few", "many", "other"];

/** "rtl" or "ltr". @param {string} language */
export function directionOf(language) {
  return RIGHT_TO_LEFT.includes(language.split("-")[0]) ? "rtl" : "ltr";
}

const LETTERS_OF = [/\p{Script=Latin}/u, /\p{Script=Arabic}/u, /\p{Script=Cyrillic}/u];

/** @param {string} text */
const scriptOf = (text) => LETTERS_OF.findIndex((script) => script.test((/\p{L}/u.exec(text) || [""])[0]));

/** Whether the first letters of both are of one script. @param {string} text @param {string} other */
export function writtenAlike(text, other) {
  return scriptOf(text) === scriptOf(other);
}

// Chromium writes no Kurdish numbers and would take those of the device: Kurmanji's are like Turkish ones.
/** @type {Object<string, string>} */
const WRITTEN_ALIKE = { en: "en-GB", ku: "tr" };

/**
 * What Intl calls a language, the same on every device: British dates, digits as printed in the hall.
 * @param {string} language
 */
export function localeOf(language) {
  return (WRITTEN_ALIKE[language] || language) + "-u-nu-latn";
}

// Made once: a board asks for hundreds of texts.
/** @type {Object<string, {plural: Intl.PluralRules, number: Intl.NumberFormat}>} */
const intlOf = {};

/** @param {string} language */
function rulesOf(language) {
  const locale = localeOf(language);
  intlOf[language] = intlOf[language] || {
    plural: new Intl.PluralRules(locale),
    number: new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }),
  };
  return intlOf[language];
}

/**
 * The index of the plural form for a count. Languages with fewer forms than categories use their last.
 * @param {string} language @param {number} count @param {number} forms
 */
function pluralIndex(language, count, forms) {
  const rules = rulesOf(language).plural;
  const has = rules.resolvedOptions().pluralCategories;
  const index = PLURAL_ORDER.filter((name) => has.includes(name)).indexOf(rules.select(count));
  return Math.min(Math.max(index, 0), forms - 1);
}

// Numbers that name something, and are written without a mark for thousands.
const NAMING = ["year", "number"];

const LETTERS = { rtl: /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/, ltr: /[A-Za-z\u00c0-\u058f]/ };
const ISOLATED = /^[\u2066-\u2068]/;

/**
 * Names and sources that people typed keep their order to themselves: beside a number or a bracket they would pull
 * it over to their side. Only where they run against the sentence; else there is nothing to keep apart.
 * @param {string} value @param {string} language
 */
function isolated(value, language) {
  const against = LETTERS[directionOf(language) === "rtl" ? "ltr" : "rtl"];
  return against.test(value) && !ISOLATED.test(value) ? `\u2068${value}\u2069` : value;
}

/** @param {string} text @param {Object<string, any>} params @param {string} language */
function filled(text, params, language) {
  /** @param {string} name @param {any} value */
  const said = (name, value) =>
    typeof value === "number" && !NAMING.includes(name)
      ? rulesOf(language).number.format(value)
      : isolated(String(value), language);
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in params ? said(name, params[name]) : whole));
}

// For the server's first words next time, and for every workshop on this laptop.
const LANGUAGE_COOKIE = "zielrunde_language=";

export class Texts {
  /**
   * `boot`: {lang, dir, texts, texts_url}. `reactive` comes from Vue, so that a page redraws itself in
   * the new language. `keep`: carries the choice to another address of the laptop, where no cookie of ours is.
   * @param {{boot: Spoken, keep?: Keep, reactive?: Reactive, fetchJson?: Fetching, page?: Document}} options
   */
  constructor({ boot, keep, reactive = (value) => value, fetchJson, page = document }) {
    this._boot = boot;
    this._keep = keep;
    this._fetchJson = /** @type {Fetching} */ (fetchJson); // none where only one language is spoken
    this._page = page;
    /** @type {{lang: string, dir: string, texts: Sentences}} */
    this.state = reactive({ lang: boot.lang, dir: boot.dir || directionOf(boot.lang), texts: boot.texts });
    this._wanted = boot.lang;
    // They are handed on without us.
    Object.assign(this, { t: this.t.bind(this), n: this.n.bind(this), setLanguage: this.setLanguage.bind(this) });
    const brought = keep?.get("language");
    if (boot.texts_url?.[brought] && !page.cookie.includes(LANGUAGE_COOKIE)) this.setLanguage(brought);
  }

  /**
   * A sentence. Unknown keys show as themselves, so that a missing text is seen and found.
   * @param {string} key @param {Object<string, any>} [params] @param {any} [count] @returns {string}
   */
  t(key, params = {}, count = params.count) {
    const { lang, texts } = this.state;
    const text = texts[key] ?? key;
    const all = { count, ...params };
    if (!Array.isArray(text)) return filled(text, all, lang);
    return filled(text[pluralIndex(lang, Number(count ?? 0), text.length)], all, lang);
  }

  /** A number that stands alone. @param {number} value */
  n(value) {
    return rulesOf(this.state.lang).number.format(value);
  }

  /** @param {string} lang */
  setLanguage(lang) {
    this._page.cookie = `${LANGUAGE_COOKIE}${lang}; path=/; max-age=31536000; samesite=lax`;
    this._keep?.set("language", lang);
    return this._load(lang);
  }

  /** The connection is back: the language that could not be loaded may be there now. */
  retry() {
    return this._wanted !== this.state.lang && this._load(this._wanted);
  }

  /**
   * Resolves to whether the language could be loaded; if not, the old one stays until `retry`. The last wish wins.
   * @param {string} lang
   */
  async _load(lang) {
    const { _boot: boot } = this;
    this._wanted = lang;
    try {
      const texts = lang === boot.lang ? boot.texts : await this._fetchJson(/** @type {any} */ (boot.texts_url)[lang]);
      if (this._wanted === lang) this._show(lang, texts);
      return true;
    } catch {
      return false;
    }
  }

  /** @param {string} lang @param {Sentences} texts */
  _show(lang, texts) {
    const { documentElement: root } = this._page;
    Object.assign(this.state, { lang, dir: directionOf(lang), texts });
    root.lang = lang;
    root.dir = this.state.dir;
  }
}
