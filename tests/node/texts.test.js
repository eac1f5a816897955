import assert from "node:assert/strict";
import { test } from "node:test";

import { createTexts } from "../../assets/live/texts.js";

const keep = () => {
  const values = {};
  return { values, get: (key) => values[key] ?? null, set: (key, value) => ((values[key] = value), true) };
};

function textsIn(lang, texts, more = {}) {
  const root = {};
  const boot = { lang, texts, texts_url: { ar: "/ar.json", uk: "/uk.json" } };
  return { root, ...createTexts({ boot, keep: keep(), root, fetchJson: async () => ({}), ...more }) };
}

const numbers = (t, counts) => counts.map((count) => t("n", {}, count));

test("placeholders are filled, unknown ones stay, and nothing is markup", () => {
  const { t } = textsIn("de", { hi: "Hallo {name}, {other} {name}" });
  assert.equal(t("hi", { name: "<b>$&</b>" }), "Hallo <b>$&</b>, {other} <b>$&</b>");
  assert.equal(t("phone.not_there"), "phone.not_there");
});

test("German has two forms", () => {
  const { t } = textsIn("de", { n: ["{count} Karte", "{count} Karten"] });
  assert.deepEqual(numbers(t, [0, 1, 2]), ["0 Karten", "1 Karte", "2 Karten"]);
  assert.equal(t("n", { count: 1 }), "1 Karte");
});

test("Arabic has six forms", () => {
  const { t } = textsIn("ar", { n: ["zero", "one", "two", "few", "many", "other"] });
  assert.deepEqual(numbers(t, [0, 1, 2, 3, 11, 100]), ["zero", "one", "two", "few", "many", "other"]);
});

test("Ukrainian has three forms", () => {
  const { t } = textsIn("uk", { n: ["one", "few", "many"] });
  assert.deepEqual(numbers(t, [1, 2, 5, 21, 1.5]), ["one", "few", "many", "one", "many"]);
});

test("a language with one form uses it always", () => {
  const { t } = textsIn("tr", { n: ["{count} kart"] });
  assert.deepEqual(numbers(t, [1, 7]), ["1 kart", "7 kart"]);
});

test("another language is fetched, sets the direction and is kept", async () => {
  const kept = keep();
  const { t, root, setLanguage } = textsIn("de", { a: "ja" }, { keep: kept, fetchJson: async () => ({ a: "نعم" }) });
  assert.equal(await setLanguage("ar"), true);
  assert.deepEqual([t("a"), root.lang, root.dir, kept.values.language], ["نعم", "ar", "rtl", "ar"]);
  assert.equal(await setLanguage("de"), true);
  assert.deepEqual([t("a"), root.dir], ["ja", "ltr"]);
});

test("a language that cannot be loaded leaves the old one", async () => {
  const { t, setLanguage } = textsIn("de", { a: "ja" }, { fetchJson: () => Promise.reject(new Error("offline")) });
  assert.equal(await setLanguage("ar"), false);
  assert.equal(t("a"), "ja");
});
