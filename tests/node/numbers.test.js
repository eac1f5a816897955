import assert from "node:assert/strict";
import { test } from "node:test";

import { shownNumber, typedNumber } from "../../assets/components/phone_numbers.js";

const LANGUAGES = ["de", "de-simple", "en", "ar", "uk", "ru", "tr", "fa", "ku", "fr"];

test("a number that is shown and sent again is the same number, in every language", () => {
  for (const lang of LANGUAGES)
    for (const value of [0, 7, 0.5, 42.25, 1200, 1234567, -3000.125])
      assert.equal(typedNumber(shownNumber(value, lang), lang), value, lang);
});

test("people type numbers in their own way", () => {
  const typed = (lang, ...texts) => texts.map((text) => typedNumber(text, lang));
  assert.deepEqual(typed("de", "1.200", "1.200,5", "0,5", " 12 "), [1200, 1200.5, 0.5, 12]);
  assert.deepEqual(typed("en", "1,200", "1,200.5", "0.5"), [1200, 1200.5, 0.5]);
  assert.deepEqual(typed("fr", "1\u202f200,5", "1 200"), [1200.5, 1200]);
  assert.deepEqual(typed("fa", "۱٬۲۰۰٫۵", "۱۲"), [1200.5, 12]);
  assert.deepEqual(typed("ar", "١٢", "", "zwölf"), [12, null, NaN]);
});
