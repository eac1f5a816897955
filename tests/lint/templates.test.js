// A wrong template fails: what eslint.config.js holds them to, tried with templates that have one fault each.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ESLint } from "eslint";

const eslint = new ESLint();

/** The rules that complain of a component with this template, and on which lines. */
async function complaints(template) {
  const component = `
const Shown = {
  components: { Icon: {} },
  props: { label: String },
  data: () => ({ rows: [] }),
  methods: { pick: () => "lable" },
  template: /* html */ \`<p>
    ${template}</p>\`,
};
export { Shown };
`;
  const [{ messages }] = await eslint.lintText(component, { filePath: "assets/components/shared/shown.js" });
  return [...new Set(messages.map(({ ruleId, line }) => `${ruleId} ${line}`))];
}

test("a right one passes", async () => {
  const right = `<button v-for="row in rows" :key="row.id" @click="pick(row)">{{ t('common.save') }} {{ label }}</button><Icon />`;
  assert.deepEqual(await complaints(right), []);
});

for (const [fault, template, rule] of [
  ["a name that the component has not", "{{ lable }}", "templates/names 7"],
  ["a method that it has not", '<button @click="pik()"></button>', "templates/names 7"],
  ["a component that it has not", "<Ikon />", "templates/names 7"],
  ["a directive that there is not", '<i v-elseif="label"></i>', "templates/names 7"],
  ["a row without a key", '<i v-for="row in rows">{{ row }}</i>', "vue/require-v-for-key 8"],
  ["a variable that nothing uses", '<i v-for="row in rows" :key="label"></i>', "vue/no-unused-vars 8"],
  ["an element that is not closed", "<b>{{ label }}", "templates/names 7"],
  ["the same attribute twice", '<i class="a" class="b"></i>', "vue/no-duplicate-attributes 8"],
  ["text as markup", '<i v-html="label"></i>', "vue/no-v-html 8"],
]) {
  test(`${fault} is found`, async () => {
    const found = await complaints(template);
    assert.ok(found.includes(rule), found.join(", "));
  });
}
