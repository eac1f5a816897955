// What a phone works out by itself must be what the laptop works out: the cases are Python's (tests/contract/mirrors.py).

import assert from "node:assert/strict";
import { test } from "node:test";

import { channelsSaid } from "../../../assets/components/shared/channels.js";
import { computeMatrix, heatStep } from "../../../assets/components/shared/focus.js";
import { usualPoints } from "../../../assets/components/shared/voting.js";
import { stepQuestion } from "../../../assets/components/shared/questions.js";
import { allowedIn, stepNow } from "../../../assets/live/agenda.js";
import { Texts, directionOf } from "../../../assets/live/texts.js";
import { golden } from "../helpers.js";

const cases = golden("mirrors");

function each(name, found) {
  test(name, () => {
    assert.ok(cases[name].length);
    for (const one of cases[name]) assert.deepEqual(found(one), one.expected, JSON.stringify(one));
  });
}

/** @param {string} lang @param {Object<string, any>} texts */
const textsIn = (lang, texts) => new Texts({ boot: { lang, texts }, page: {} });

each("matrix", (byType) => {
  const matrix = computeMatrix(byType);
  const { counts, total, threshold, focalPoints } = matrix;
  const heats = ([id, row]) => [
    id,
    Object.fromEntries(
      Object.entries(row).map(([kind, count]) => [kind, heatStep({ field_id: id, kind, count }, matrix)]),
    ),
  ];
  const heat = Object.fromEntries(
    Object.entries(counts)
      .filter(([id]) => id in byType.field)
      .map(heats),
  );
  const focal_points = focalPoints.map(({ field_id, kind, count }) => [field_id, kind, count]);
  return { counts, total, threshold, focal_points, heat };
});

each("allowed", ({ workshop, expected }) =>
  Object.fromEntries(Object.keys(expected).map((type) => [type, allowedIn(workshop, type)])),
);

each("running", ({ workshop }) => stepNow(workshop).id);

each("question", ({ workshop, reader }) => {
  const { text, lang } = stepQuestion(workshop, stepNow(workshop), { lang: reader, t: () => "" });
  return text ? [text, lang] : ["", ""];
});

each("points", ({ options }) => usualPoints(options));

each("channels", ({ result }) => {
  const said = channelsSaid(result);
  // Where all voted on their own devices, a screen says nothing of it.
  return said
    ? said.of.map(({ of, params }) => [of.replace("common.channel.", ""), params.n])
    : [["device", result.ballots]];
});

each("counted", ({ language, texts, counts }) => {
  const [key] = Object.keys(texts);
  return counts.map((count) => textsIn(language, texts).t(key, {}, count));
});

each("direction", ({ language }) => directionOf(language));

each("number", ({ language, values }) => values.map((value) => textsIn(language, {}).n(value)));
