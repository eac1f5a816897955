import assert from "node:assert/strict";
import { test } from "node:test";

import { Texts, writtenAlike } from "../../../assets/live/texts.js";

function textsIn(lang, texts, more = {}) {
  const page = { documentElement: {}, cookie: "" };
  const boot = { lang, texts, texts_url: { ar: "/ar.json", uk: "/uk.json" } };
  return Object.assign(new Texts({ boot, page, fetchJson: async () => ({}), ...more }), { page });
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

test("numbers are written in the reader's way, years and tables as they are called", () => {
  const written = (lang) =>
    textsIn(lang, { a: "{points} {year} {name}" }).t("a", { points: 1250, year: 2030, name: "1250" });
  assert.deepEqual(["de", "de-simple", "en", "ar", "fa", "ku"].map(written), [
    "1.250 2030 1250",
    "1.250 2030 1250",
    "1,250 2030 1250",
    "1,250 2030 1250",
    "1,250 2030 1250",
    "1.250 2030 1250",
  ]);
  assert.equal(textsIn("fr", {}).n(1250.5), "1\u202f250,5");
});

test("another language is fetched, sets the direction, and is in the cookie for the next page", async () => {
  const { t, page, setLanguage } = textsIn("de", { a: "ja" }, { fetchJson: async () => ({ a: "نعم" }) });
  assert.equal(await setLanguage("ar"), true);
  assert.deepEqual(
    [t("a"), page.documentElement, page.cookie.split(";")[0]],
    ["نعم", { lang: "ar", dir: "rtl" }, "zielrunde_language=ar"],
  );
  assert.equal(await setLanguage("de"), true);
  assert.deepEqual([t("a"), page.documentElement.dir], ["ja", "ltr"]);
});

test("of two wishes in a row the last one holds, whichever arrives first", async () => {
  const answers = {};
  const fetchJson = (url) => new Promise((resolve) => (answers[url] = resolve));
  const { t, state, setLanguage } = textsIn("de", { a: "ja" }, { fetchJson });
  const wishes = [setLanguage("ar"), setLanguage("uk")];
  answers["/uk.json"]({ a: "так" });
  answers["/ar.json"]({ a: "نعم" });
  await Promise.all(wishes);
  assert.deepEqual([t("a"), state.lang], ["так", "uk"]);
});

test("a language that cannot be loaded leaves the old one until the connection is back", async () => {
  const online = { yes: false };
  const fetchJson = async () => (online.yes ? { a: "так" } : Promise.reject(new Error("offline")));
  const texts = textsIn("de", { a: "ja" }, { fetchJson });
  const { t, setLanguage } = texts;
  assert.equal(await setLanguage("uk"), false);
  assert.equal(t("a"), "ja");
  online.yes = true;
  await texts.retry();
  assert.equal(t("a"), "так");
});

test("a language brought from another address of the laptop holds, unless one was chosen here", () => {
  const keep = { get: () => "ar", set: () => true };
  const arrived = textsIn("de", {}, { keep });
  assert.equal(arrived.page.cookie.split(";")[0], "zielrunde_language=ar");
  const chosen = { documentElement: {}, cookie: "zielrunde_language=de" };
  textsIn("de", {}, { keep, page: chosen });
  assert.equal(chosen.cookie, "zielrunde_language=de");
});

test("what people typed keeps its order to itself where it runs against the sentence", () => {
  const key = { from: "المصدر: {source} (2024)", von: "Quelle: {source} (2024)" };
  const { t: arabic } = textsIn("ar", key);
  const { t: german } = textsIn("de", key);
  assert.equal(arabic("from", { source: "Amt 7" }), "المصدر: \u2068Amt 7\u2069 (2024)");
  assert.equal(arabic("from", { source: "البلدية 7" }), "المصدر: البلدية 7 (2024)");
  assert.equal(german("von", { source: "البلدية 7" }), "Quelle: \u2068البلدية 7\u2069 (2024)");
  assert.equal(german("von", { source: "Amt 7" }), "Quelle: Amt 7 (2024)");
  assert.equal(arabic("from", { source: "\u2066… AB12\u2069" }), "المصدر: \u2066… AB12\u2069 (2024)");
});

test("words whose language nobody said are of the hall's script, or not", () => {
  assert.deepEqual(
    ["Öffnungszeiten", "3 Busse", "«Äpfel»"].map((text) => writtenAlike(text, "Deutsch")),
    [true, true, true],
  );
  assert.deepEqual(
    ["الحافلة", "Автобус", "۳"].map((text) => writtenAlike(text, "Deutsch")),
    [false, false, false],
  );
  assert.ok(writtenAlike("Автобус", "Українська") && writtenAlike("اتوبوس", "فارسی"));
});
