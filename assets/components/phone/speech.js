import { markRaw, shallowReactive } from "vue";
import { Icon } from "../shared/shared.js";
import { stepNow } from "../../live/agenda.js";
import { stepQuestion } from "../shared/questions.js";
import { wordingsOf } from "../shared/wording.js";

/** @import { Component, ReadyComponent } from "../../live/shapes.js" */

// Reading aloud with the device's own voices: nothing leaves the device, and where it has no voice of its
// own for a language there is no button. Voices come late in some browsers, and some have none at all.
const engine = window.speechSynthesis;
/** @type {{voices: SpeechSynthesisVoice[], current: SpeechSynthesisUtterance|null}} */
const speech = shallowReactive({ voices: [], current: null });

function learnVoices() {
  speech.voices = engine.getVoices().filter((voice) => voice.localService);
}

if (engine) {
  learnVoices();
  engine.onvoiceschanged = learnVoices;
  window.addEventListener("pagehide", () => engine.cancel()); // some browsers would read on without the page
}

/** @param {string} lang */
const spoken = (lang) => lang.toLowerCase().split(/[-_]/)[0];

/** The device's own voice for a language, or undefined. Of an unknown language there is none. @param {string} lang */
function voiceFor(lang) {
  return lang ? speech.voices.find((voice) => spoken(voice.lang) === spoken(lang)) : undefined;
}

function quiet() {
  engine.cancel();
  speech.current = null;
}

/** @param {{text: string, lang: string}} wording */
function say({ text, lang }) {
  quiet();
  const words = markRaw(new SpeechSynthesisUtterance(text));
  words.lang = spoken(lang); // plain German is German to a voice
  words.voice = /** @type {SpeechSynthesisVoice} */ (voiceFor(lang));
  words.onend = words.onerror = () => speech.current === words && (speech.current = null);
  speech.current = words;
  engine.speak(words);
  return words;
}

/**
 * Reads a wording aloud, and is quiet again at the second tap. `wording`: {text, lang}; `named`: with the
 * words in the button's name, where there are several. Nothing where the device cannot say it.
 * @type {Component}
 */
const SpeakButton = {
  components: { Icon },
  props: { wording: { type: Object, required: true }, named: Boolean },
  data: () => ({ words: null }),
  computed: {
    voice() {
      return voiceFor(this.wording.lang);
    },
    speaking() {
      return this.words !== null && speech.current === this.words;
    },
  },
  watch: {
    "wording.text": "hush",
  },
  beforeUnmount() {
    this.hush();
  },
  methods: {
    hush() {
      if (this.speaking) quiet();
    },
    toggle() {
      if (this.speaking) quiet();
      else this.words = say(this.wording);
    },
  },
  template: /* html */ `<button v-if="voice" type="button" class="speak" :aria-pressed="speaking" @click="toggle"><Icon
    name="speaker" /><span class="unseen">{{ t('phone.read_aloud') }}<template v-if="named">: {{
    wording.text }}</template></span></button>`,
};

/**
 * Reads a card or goal aloud: in the reader's language where somebody translated it, else as it was written.
 * @type {Component}
 */
export const SpeakCard = {
  components: { SpeakButton },
  props: { of: { type: Object, required: true } },
  computed: {
    wording() {
      const all = wordingsOf(this.live, this.of);
      return all.find((one) => one.translated && voiceFor(one.lang)) || all[0];
    },
  },
  template: /* html */ `<SpeakButton :wording="wording" named />`,
};

/**
 * A question as the heading of a page, and beside it the button that reads it aloud.
 * `asked`: {text, lang}; else the question of the step that runs now.
 * @type {ReadyComponent}
 */
export const AskedHeading = {
  components: { SpeakButton },
  props: { asked: Object },
  computed: {
    question() {
      const { workshop } = this.live.store;
      return this.asked || stepQuestion(workshop, stepNow(workshop), { lang: this.live.texts.lang, t: this.t });
    },
  },
  template: /* html */ `<div class="asked"><h1 class="question wording" tabindex="-1" dir="auto"
    :lang="question.lang">{{ question.text }}</h1><SpeakButton :wording="question" /></div>`,
};
