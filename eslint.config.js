// What `python -m tests.npm lint` holds scripts to. How they are laid out is prettier's.

import js from "@eslint/js";
import globals from "globals";
import vue from "eslint-plugin-vue";
import templates from "./tests/lint/templates.mjs";

// No text of a participant is ever markup. These are: the laptop draws them, and nobody's words are in them.
const QR_CODES = String.raw`^(?:(?:(?:live\.)?home\.)?invite\.(?:join_qr|wifi\.qr)|picture)$`;

export default [
  { ignores: ["assets/built/", "**/*.gen.js"] },
  js.configs.recommended,
  {
    files: ["assets/{live,components}/**/*.js"],
    languageOptions: { ecmaVersion: 2022, globals: globals.browser },
  },
  {
    files: ["assets/components/**/*.js"],
    plugins: { templates },
    processor: "templates/components",
    rules: { "templates/names": "error" },
  },
  ...vue.configs["flat/essential"].map((config) => ({ ...config, files: ["**/*.vue"] })),
  { files: ["**/*.vue"], rules: { "vue/no-v-html": ["error", { ignorePattern: QR_CODES }] } },
  {
    files: ["assets/*.mjs", "eslint.config.js", "tests/{node,lint}/**/*.{js,mjs}"],
    languageOptions: { globals: globals.node },
  },
  {
    rules: {
      "no-underscore-dangle": ["error", { allowAfterThis: true }], // what begins so belongs to its class
      "no-control-regex": "off", // what we take out of typed texts has no other name
      "no-misleading-character-class": "off",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      "no-use-before-define": ["error", { functions: false, variables: false }],
      "no-var": "error",
      "prefer-const": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  { files: ["assets/live/started.js"], languageOptions: { sourceType: "script" }, rules: { "no-var": "off" } },
];
