// The interface in the reader's language. Texts come with the page; another language is fetched once.

const RIGHT_TO_LEFT = ["ar", "fa", "he", "ur", "ckb", "ps", "yi", "dv"];

// The order in which gettext numbers a language's plural forms.
const PLURAL_ORDER = ["zero", "one", "two", "few", "many", "other"];

function directionOf(language) {
  return RIGHT_TO_LEFT.includes(language.split("-")[0]) ? "rtl" : "ltr";
}

function pluralRules(language) {
  try {
    return new Intl.PluralRules(language);
  } catch {
    return new Intl.PluralRules("en");
  }
}

/** The index of the plural form for a count. Languages with fewer forms than categories use their last. */
function pluralIndex(language, count, forms) {
  const rules = pluralRules(language);
  const has = rules.resolvedOptions().pluralCategories;
  const index = PLURAL_ORDER.filter((name) => has.includes(name)).indexOf(rules.select(count));
  return Math.min(Math.max(index, 0), forms - 1);
}

function filled(text, params) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in params ? String(params[name]) : whole));
}

/**
 * `boot`: {lang, dir, texts, texts_url}. `reactive` comes from Vue, so that a page redraws itself in
 * the new language.
 */
export function createTexts({ boot, keep, reactive = (value) => value, fetchJson, root = document.documentElement }) {
  const state = reactive({ lang: boot.lang, dir: boot.dir || directionOf(boot.lang), texts: boot.texts });

  /** A sentence. Unknown keys show as themselves, so that a missing text is seen and found. */
  function t(key, params = {}, count = params.count) {
    const text = state.texts[key] ?? key;
    if (!Array.isArray(text)) return filled(text, { count, ...params });
    return filled(text[pluralIndex(state.lang, Number(count ?? 0), text.length)], { count, ...params });
  }

  function show(lang, texts) {
    Object.assign(state, { lang, dir: directionOf(lang), texts });
    root.lang = lang;
    root.dir = state.dir;
  }

  /** Resolves to whether the language could be loaded; if not, the old one stays. */
  async function setLanguage(lang) {
    if (lang === state.lang) return keep.set("language", lang), true;
    try {
      show(lang, lang === boot.lang ? boot.texts : await fetchJson(boot.texts_url[lang]));
    } catch {
      return false;
    }
    keep.set("language", lang);
    return true;
  }

  const chosen = keep.get("language");
  if (chosen && chosen !== boot.lang && boot.texts_url && boot.texts_url[chosen]) setLanguage(chosen);

  return { t, setLanguage, state };
}
