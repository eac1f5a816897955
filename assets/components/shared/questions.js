// Whose wording of a question a reader sees. facilitation/questions.py decides likewise; tests/contract/mirrors.py holds
// both to it.

/** @import { AgendaStep } from "../../live/agenda.js" */
/** @import { Voting, Workshop } from "../../live/protocol.gen.js" */
/** @import { Live } from "../../live/shapes.js" */
/** @import { Wording } from "./wording.js" */

/** Codes under which texts for a reader of this language are found: their own, then the language it belongs to.
 * @param {string} lang */
export function codesOf(lang) {
  return [...new Set([lang, lang.split("-")[0]])];
}

/**
 * A question. `ownIn`: language -> the moderator's wording, or ""; `own`: their wording in the workshop's `language`;
 * `usual`: what is asked in the reader's language where the moderator left it as it is.
 * @param {string} lang @param {(code: string) => string|undefined} ownIn @param {string} own @param {string} language
 * @param {string} usual @returns {Wording}
 */
function asked(lang, ownIn, own, language, usual) {
  const code = codesOf(lang).find(ownIn);
  if (code) return { text: ownIn(code) || "", lang: code };
  return own ? { text: own, lang: language } : { text: usual, lang };
}

/**
 * The question of a step for a reader.
 * @param {Workshop} workshop @param {AgendaStep} step @param {{lang: string, t: Live["t"]}} reader
 */
export function stepQuestion(workshop, step, { lang, t }) {
  const usual = t("common.question." + step.kind, { year: workshop.target_year });
  return asked(lang, (code) => step.questions_in[code], step.question, workshop.language, usual);
}

/** The question of a voting for a reader.
 * @param {Pick<Voting, "question"|"questions_in">} voting @param {Workshop} workshop @param {string} lang */
export function votingQuestion(voting, workshop, lang) {
  return asked(lang, (code) => voting.questions_in?.[code], voting.question, workshop.language, "");
}
