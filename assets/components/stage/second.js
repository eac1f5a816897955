import { shallowReactive, watch } from "vue";
import { stepName, stepNow } from "../../live/agenda.js";
import { Texts, directionOf } from "../../live/texts.js";
import { stepQuestion, votingQuestion } from "../shared/questions.js";
import { Divided } from "../shared/wording.js";
import { stageStep } from "./data.js";

/** @import { Component } from "../../live/shapes.js" */

/** The stage's second language: {lang, t}, with lang "" while there is none. Only the few texts that are shown
 * in two languages are fetched; `t` gives "" for what that language lacks. */
export function createSecond(live) {
  const second = shallowReactive({ lang: "", t: () => "" });
  const wanted = () => live.store.workshop?.stage_language || "";

  async function speak(lang) {
    const url = (live.boot.second_url || {})[lang];
    const texts =
      url &&
      (await fetch(url)
        .then((answer) => (answer.ok ? answer.json() : null))
        .catch(() => null));
    if (wanted() !== lang) return;
    if (!texts) return Object.assign(second, { lang: "", t: () => "" });
    const { t } = new Texts({ boot: { lang, texts } });
    return Object.assign(second, { lang, t: (key, params, count) => (key in texts ? t(key, params, count) : "") });
  }

  // Asked again with every new connection: the texts may have been out of reach.
  watch([wanted, () => live.link.state], () => wanted() !== second.lang && speak(wanted()), { immediate: true });
  return second;
}

// The same words twice would help nobody: then there is no second wording.
function beside(first, other) {
  if (!other.text || other.lang === first.lang) return { first, second: null };
  return { first, second: { ...other, dir: directionOf(other.lang) } };
}

/**
 * A text in the stage's languages, one below the other, or `beside` each other where there is one line. `of`: its
 * key, or several sentences, each its key or {of, params, count}; `by`: what stands between these.
 * @type {Component}
 */
export const StageSaid = {
  props: {
    of: { type: [String, Array], required: true },
    params: { type: Object, default: () => ({}) },
    count: Number,
    by: { type: String, default: " " },
    beside: Boolean,
  },
  computed: {
    /** The same in the second language, "" where that says nothing else. */
    too() {
      return this.second.lang === this.live.texts.lang ? "" : this.said(this.second.t);
    },
    dir() {
      return directionOf(this.second.lang);
    },
  },
  methods: {
    said(t) {
      const one = (of) => (of.of ? t(of.of, of.params, of.count) : t(of, this.params, this.count));
      return [this.of].flat().map(one).filter(Boolean).join(this.by);
    },
  },
  template: /* html */ `<span class="stage-said" :class="{beside}"><span>{{ said(t) }}</span><template v-if="too">{{ beside ? ' / ' : '' }}<span class="also"
    :lang="second.lang" :dir="dir">{{ too }}</span></template></span>`,
};

/** The name that somebody gave, or `of`, our words for what has none. @type {Component} */
export const StageName = {
  components: { Divided, StageSaid },
  props: { name: { type: String, default: "" }, of: { type: String, required: true }, beside: Boolean },
  template: /* html */ `<bdi v-if="name" v-bind="live.written(name)"><Divided :text="name" /></bdi><StageSaid v-else :of="of" :beside="beside" />`,
};

/** Which of several pages is in view, as StageSaid says it; null where there is only one. */
export function stagePlace({ index, total }) {
  return total > 1 ? { of: "stage.page", params: { page: index + 1, pages: total } } : null;
}

/** A view's question: {first, second}, each {text, lang}; the second one with its direction, or null. */
export function stageAsked(live, second, view) {
  const { workshop } = live.store;
  const step = stageStep(view, workshop);
  const first = stepQuestion(workshop, step, { lang: live.texts.lang, t: live.t });
  return beside(first, second.lang ? stepQuestion(workshop, step, second) : { text: "" });
}

/** A text of ours in the same way. */
export function stageBeside(live, second, key, params) {
  return beside(
    { text: live.t(key, params), lang: live.texts.lang },
    { text: second.t(key, params), lang: second.lang },
  );
}

/** The voting's question in the same way. */
export function stageVotingAsked(live, second, voting) {
  const { workshop } = live.store;
  const first = votingQuestion(voting, workshop, live.texts.lang);
  return beside(first, second.lang ? votingQuestion(voting, workshop, second.lang) : { text: "" });
}

/** The step as a title: the moderator's question, else the step's name. */
export function stageTitled(live, second) {
  const { workshop } = live.store;
  const step = stepNow(workshop);
  const named = ({ lang, t }) => stepQuestion(workshop, step, { lang, t: () => stepName(step, t) });
  const first = named({ lang: live.texts.lang, t: live.t });
  return beside(first, second.lang ? named(second) : { text: "" });
}
