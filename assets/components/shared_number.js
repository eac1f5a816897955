import { editedNumber, isTwofold, numberReadings } from "./phone_numbers.js";

/** Beside a field for a number: which of two readings is meant. Choosing writes it so that it has only one. */
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
  template: `<div v-if="readings.length" class="number-question" role="group" :aria-label="t('common.number.which')">
    <p role="status">{{ t('common.number.which') }}</p>
    <button v-for="{ written, label } in readings" :key="written" type="button" class="button"
      @click="$emit('update:modelValue', written)">{{ label }}</button></div>`,
};
