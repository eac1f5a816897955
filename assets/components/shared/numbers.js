import { localeOf } from "../../live/texts.js";

/** @import { Component } from "../../live/shapes.js" */

const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g; // of Arabic, Persian, and of a full-width keyboard
// Our own documents isolate numbers: who copies one from there copies that, too.
const AROUND = /[\xad\u200b-\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
// A group of thousands never begins with 0; one sign parts all groups of a number.
const GROUPS = /^[1-9]\d{0,2}(?:(['.,])\d{3})(?:\1\d{3})*$/;
const ONE_GROUP = /^[1-9]\d{0,2}[.,]\d{3}$/;
const NOTHING_AFTER = /d0+$|[.,]0{1,2}$/;
const MOST_WHOLE = 1e16;
const DECIMAL = /^(\d*)(?:[.,](\d+))?$/;
const BOTH_SIGNS = /^([1-9]\d{0,2}(?:'\d{3})+|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?:\.\d{3})+)([.,])(\d+)$/;

/** @param {string} text */
export const isPercent = (text) => /[%\u066a]/.test(text);

/**
 * What stands there, in one alphabet: digits, points, commas, and ' for what can only part thousands.
 * @param {string|number} text
 */
function plainNumber(text) {
  return String(text)
    .replace(OTHER_DIGITS, (digit) => /** @type {any} */ (digit.charCodeAt(0) & 15))
    .replace(AROUND, "")
    .replace(/^[%\u066a]|[%\u066a]\s*$/, "")
    .trim()
    .replace(/[\u2212\u2013]/, "-")
    .replace(/^[+-]\s+/, (sign) => sign[0])
    .replace(/[\u066b\u066c\u060c\u2019\s]/g, (sign) => ({ "\u066b": "d", "\u060c": "," })[sign] || "'");
}

/** @param {string} lang */
function writesDecimalPoint(lang) {
  return new Intl.NumberFormat(localeOf(lang)).format(0.5).includes(".");
}

/** @param {string} digits */
function asDecimal(digits) {
  const [, before, after = ""] = DECIMAL.exec(digits) || [];
  return before || after ? [Number(`${before || 0}.${after || 0}`)] : [];
}

/** Readings of digits without a sign; the reader's own way first. @param {string} digits @param {string} lang */
function readDigits(digits, lang) {
  const own = writesDecimalPoint(lang) ? "." : ",";
  if (digits.includes("d")) return /[.,]/.test(digits) ? [] : readWhole(digits.replace("d", own), lang);
  if (ONE_GROUP.test(digits) && !digits.includes(own))
    return [Number(digits.replace(/[.,]/, "")), Number(digits.replace(",", "."))];
  return readWhole(digits, lang);
}

/** @param {string} digits @param {string} lang */
function readWhole(digits, lang) {
  const own = writesDecimalPoint(lang) ? "." : ",";
  const [, grouped, sign, after] = BOTH_SIGNS.exec(digits) || [];
  if (grouped && !grouped.includes(sign)) return [Number(`${grouped.replace(/\D/g, "")}.${after}`)];
  const [, parted] = GROUPS.exec(digits) || [];
  if (parted && !(parted === own && ONE_GROUP.test(digits))) return [Number(digits.replace(/\D/g, ""))];
  return asDecimal(digits);
}

/**
 * What somebody may mean by a number: [] if it is none, two where both are usual: 1.234 in German is 1234 for
 * most and 1,234 for whoever has a point on their keys. What the language writes for itself has one reading.
 * @param {string} text @param {string} lang
 */
export function numberReadings(text, lang) {
  const typed = plainNumber(text);
  const below = typed.startsWith("-");
  return readDigits(typed.replace(/^[+-]/, ""), lang).map((value) => (below ? 0 - value : value));
}

/**
 * The number that somebody typed, in their way: 1.200,5 or 1,200.5. null: nothing; NaN: no number.
 * @param {string} text @param {string} lang
 */
export function typedNumber(text, lang) {
  if (!plainNumber(text)) return null;
  const [first = NaN] = numberReadings(text, lang);
  return first;
}

/** Whether the number must be asked about. @param {string} text @param {string} lang */
export function isTwofold(text, lang) {
  return numberReadings(text, lang).length > 1;
}

/**
 * A whole number, read alike in every language and by the laptop (`whole` in facilitation/limits.py): where half of
 * something cannot be meant, 1.200 and 1,200 are the same, and 12,0 is 12. null: nothing; NaN: no whole number.
 * @param {string} text
 */
export function typedWhole(text) {
  const typed = plainNumber(text);
  if (!typed) return null;
  if (isPercent(text)) return NaN;
  const digits = typed.replace(/^[+-]/, "").replace(NOTHING_AFTER, "");
  const value = /^\d+$/.test(digits) ? Number(digits) : GROUPS.test(digits) ? Number(digits.replace(/\D/g, "")) : NaN;
  if (!(value < MOST_WHOLE)) return NaN;
  return typed.startsWith("-") ? 0 - value : value;
}

/**
 * A number in the reader's way of writing; digits stay as printed in the hall.
 * @param {number|null|undefined} value @param {string} lang
 */
export function shownNumber(value, lang) {
  return value == null ? "" : new Intl.NumberFormat(localeOf(lang), { maximumFractionDigits: 6 }).format(value);
}

/**
 * The same for a field: without groups, so that what was stored is not asked about when it is changed.
 * @param {number|null|undefined} value @param {string} lang
 */
export function editedNumber(value, lang) {
  if (value == null) return "";
  const plain = { maximumFractionDigits: 15, useGrouping: false };
  return new Intl.NumberFormat(localeOf(lang), plain).format(value);
}

/**
 * Beside a field for a number: which of two readings is meant. Choosing writes it so that it has only one.
 * @type {Component}
 */
export const NumberQuestion = {
  props: { modelValue: { type: String, required: true } },
  emits: ["update:modelValue"],
  computed: {
    lang() {
      return this.live.texts.lang;
    },
    readings() {
      if (!isTwofold(this.modelValue, this.lang)) return [];
      const names = ["common.number.whole", "common.number.decimal"];
      return numberReadings(this.modelValue, this.lang).map((value, i) => {
        const written = editedNumber(value, this.lang);
        return { written, label: this.t(names[i], { number: written }) };
      });
    },
  },
  template: /* html */ `<div v-if="readings.length" class="number-question" role="group" :aria-label="t('common.number.which')">
    <p role="status">{{ t('common.number.which') }}</p>
    <button v-for="{ written, label } in readings" :key="written" type="button" class="button"
      @click="$emit('update:modelValue', written)">{{ label }}</button></div>`,
};
