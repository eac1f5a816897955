import assert from "node:assert/strict";
import { test } from "node:test";

import {
  editedNumber,
  isTwofold,
  numberReadings,
  shownNumber,
  typedNumber,
  typedWhole,
} from "../../../assets/components/shared/numbers.js";
import { golden } from "../helpers.js";

const LANGUAGES = ["de", "de-simple", "en", "ar", "uk", "ru", "tr", "fa", "ku", "fr"];

function* someNumbers() {
  let seed = 20261128;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  for (let i = 0; i < 2000; i += 1) {
    const size = 10 ** Math.floor(random() * 11);
    const decimals = Math.floor(random() * 7);
    yield (random() < 0.3 ? -1 : 1) * Number((random() * size).toFixed(decimals));
  }
  yield* [0, 7, 0.5, 0.125, 0.001, 999, 1000, 1001, 1.234, 12.345, 123.456, 1234, 1200, 1234567, 1234567.891];
}

test("a number that is shown and sent again is the same number, in every language", () => {
  for (const lang of LANGUAGES)
    for (const value of someNumbers()) {
      const shown = shownNumber(value, lang);
      assert.equal(typedNumber(shown, lang), value + 0, `${lang} ${shown}`);
    }
});

test("what a field holds is never asked about, and is the same number", () => {
  for (const lang of LANGUAGES)
    for (const value of someNumbers()) {
      const edited = editedNumber(value, lang);
      assert.deepEqual(numberReadings(edited, lang), [value + 0], `${lang} ${edited}`);
    }
});

test("people type numbers in their own way", () => {
  const typed = (lang, ...texts) => texts.map((text) => typedNumber(text, lang));
  assert.deepEqual(typed("de", "1.200", "1.200,5", "0,5", " 12 "), [1200, 1200.5, 0.5, 12]);
  assert.deepEqual(typed("en", "1,200", "1,200.5", "0.5"), [1200, 1200.5, 0.5]);
  assert.deepEqual(typed("fr", "1\u202f200,5", "1 200"), [1200.5, 1200]);
  assert.deepEqual(typed("fa", "۱٬۲۰۰٫۵", "۱۲"), [1200.5, 12]);
  assert.deepEqual(typed("ar", "١٢", "", "zwölf"), [12, null, NaN]);
});

test("a group of thousands never begins with zero", () => {
  for (const lang of LANGUAGES)
    for (const text of ["0.500", "0,500", "٠٫٥٠٠", "000.500", ".5", ",5", "00,500"])
      assert.deepEqual(numberReadings(text, lang), [0.5], `${lang} ${text}`);
  assert.deepEqual(numberReadings("-0.125", "de"), [-0.125]);
});

test("where two readings remain, it is asked", () => {
  assert.deepEqual(numberReadings("1.234", "de"), [1234, 1.234]);
  assert.deepEqual(numberReadings("-12.500", "de"), [-12500, -12.5]);
  assert.deepEqual(numberReadings("1,234", "en"), [1234, 1.234]);
  assert.deepEqual(numberReadings("١،٢٣٤", "ar"), [1234, 1.234]);
  for (const [text, lang] of [
    ["1,234", "de"],
    ["1.234", "en"],
    ["1.234.567", "de"],
    ["1.23", "de"],
    ["1234.567", "de"],
    ["1.234,5", "de"],
    ["1 234", "de"],
    ["1'234", "de"],
    ["١٬٢٣٤", "ar"],
  ])
    assert.ok(!isTwofold(text, lang), text);
});

test("signs, blanks and percent are part of a number, and what is no number stays none", () => {
  const typed = (lang, ...texts) => texts.map((text) => typedNumber(text, lang));
  assert.deepEqual(typed("de", "+5", "−5", "– 5", "12 %", "%12", "12,5\u00a0%"), [5, -5, -5, 12, 12, 12.5]);
  assert.deepEqual(typed("ar", "١٢٪", "\u200f-٥"), [12, -5]);
  assert.deepEqual(typed("de", "\u20681.200,5\u2069", "\u200b12\ufeff", "１２"), [1200.5, 12, 12]);
  const none = [
    "1.23,456",
    "1,23,456",
    "1.2.3",
    "12 34",
    "5-",
    "--5",
    "1e5",
    "0x10",
    "Infinity",
    "-",
    ".",
    "5.",
    "1''000",
  ];
  for (const text of none) assert.ok(Number.isNaN(typedNumber(text, "de")), text);
});

test("a whole number has one reading", () => {
  const { read, refused } = golden("whole_numbers"); // the laptop reads the same
  for (const [text, value] of Object.entries(read)) assert.equal(typedWhole(text), value, JSON.stringify(text));
  for (const text of refused) assert.ok(Number.isNaN(typedWhole(text)), JSON.stringify(text));
  assert.deepEqual(["", " ", "\u2068\u2069"].map(typedWhole), [null, null, null]);
});
