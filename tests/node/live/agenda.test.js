import assert from "node:assert/strict";
import { test } from "node:test";

import { agendaOf, allowedIn, stepFor, stepName, stepNow } from "../../../assets/live/agenda.js";

const step = (id, kind, title = "") => ({ id, kind, title, minutes: 10, question: "", questions_in: {} });
const workshop = (phase, ...agenda) => ({ phase, agenda, finished: false, late_allowed: false });

test("a kind may come twice, and each step is itself", () => {
  const twice = workshop("second", step("first", "write", "Was ist"), step("second", "write", "Was kommt"));
  assert.deepEqual(
    agendaOf(twice).map(({ id, phone }) => [id, phone]),
    [
      ["first", "write"],
      ["second", "write"],
    ],
  );
  assert.equal(stepNow(twice).title, "Was kommt");
  assert.equal(stepFor("post_contribution", twice).id, "second");
  assert.ok(allowedIn(twice, "post_contribution"));
});

test("a running step that is not on the agenda is the first one, as the laptop says", () => {
  assert.equal(stepNow(workshop("gone", step("a", "write"), step("b", "sort"))).id, "a");
  assert.equal(stepNow(null), null);
});

test("without a step of voting, there is one to ask for its words", () => {
  const vote = stepFor("cast_ballot", workshop("a", step("a", "write")));
  assert.deepEqual([vote.id, vote.kind, vote.question, vote.questions_in], ["", "vote", "", {}]);
  assert.equal(
    stepName(vote, (key) => key),
    "common.phase.vote",
  );
});
