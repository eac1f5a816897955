import { localeOf } from "../live/texts.js";

const ARABIC_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;
const GROUPED_BY_DOT = /^-?\d{1,3}(\.\d{3})+$/;
const GROUPED_BY_COMMA = /^-?\d{1,3}(,\d{3})+$/;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

function plainDigits(text) {
  return text
    .replace(ARABIC_DIGITS, (digit) => digit.charCodeAt(0) & 15)
    .replace("\u066b", ".")
    .replace("\u2212", "-")
    .replace(/[\s\u00a0\u202f\u066c\u200e\u200f\u061c']/g, "");
}

function writesDecimalPoint(lang) {
  return new Intl.NumberFormat(localeOf(lang)).format(0.5).includes(".");
}

function withDecimalPoint(text, lang) {
  const byComma = text.lastIndexOf(",") > text.lastIndexOf(".");
  if (text.includes(",") && text.includes("."))
    return byComma ? text.replace(/\./g, "").replace(",", ".") : text.replace(/,/g, "");
  const grouped = writesDecimalPoint(lang) ? GROUPED_BY_COMMA : GROUPED_BY_DOT;
  if (grouped.test(text)) return text.replace(/[.,]/g, "");
  return text.replace(",", ".");
}

/** The number that somebody typed, in their way: 1.200,5 or 1,200.5. null: nothing; NaN: no number. */
export function typedNumber(text, lang) {
  const digits = plainDigits(String(text));
  if (!digits) return null;
  const plain = withDecimalPoint(digits, lang);
  return PLAIN_NUMBER.test(plain) ? Number(plain) : NaN;
}

/** A number in the reader's way of writing; digits stay as printed in the hall. */
export function shownNumber(value, lang) {
  return value == null
    ? ""
    : new Intl.NumberFormat(localeOf(lang), { maximumFractionDigits: 6 }).format(value);
}
