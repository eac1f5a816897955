// What eslint says of templates: eslint-plugin-vue reads each as if it were a file of Vue's, and the rule `names` holds
// each name in it to what its component has.

import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "espree";
import { TEMPLATE, compiled } from "../../assets/templates.mjs";

const COMPONENTS = join(dirname(fileURLToPath(import.meta.url)), "../../assets/components");

// What every component has: of Vue, and what createZrApp, the stage and the console give to all.
const EVERYWHERE = ["$emit", "$refs", "$slots", "live", "t", "n", "boot", "pager", "second", "desk", "Typed"];

// --- what a component has ---

const keyOf = ({ key }) => key?.name ?? key?.value;
const keys = (node) => (node?.type === "ObjectExpression" ? node.properties.map(keyOf) : []);
const strings = (node) => (node?.type === "ArrayExpression" ? node.elements.map(({ value }) => value) : keys(node));

/** Keys of what a function gives back. */
function returned({ body }) {
  const given =
    body?.type === "BlockStatement" ? body.body.find(({ type }) => type === "ReturnStatement")?.argument : body;
  return keys(given);
}

const PARTS = {
  props: strings,
  inject: strings,
  data: returned,
  setup: returned,
  computed: keys,
  methods: keys,
  components: keys,
  directives: keys,
};

/** All of a tree, from the top. */
function* nodes(node) {
  if (!node || typeof node.type !== "string") return;
  yield node;
  for (const [key, child] of Object.entries(node)) {
    if (key !== "parent") for (const one of [child].flat()) yield* nodes(one);
  }
}

/** What is said by `this.x = ...`, wherever in a component. */
function assigned(component) {
  const targets = Array.from(nodes(component)).flatMap((node) =>
    node.type === "AssignmentExpression" ? [node.left] : [],
  );
  const own = targets.filter(({ type, object }) => type === "MemberExpression" && object.type === "ThisExpression");
  return own.map(({ property }) => property.name);
}

const partOf = (component, name) => component.properties.find((property) => keyOf(property) === name)?.value;

/** Names that a component or mixin has by itself. */
function named(component) {
  const parts = Object.entries(PARTS).flatMap(([name, read]) => {
    const part = partOf(component, name);
    return part ? read(part) : [];
  });
  return [...parts, ...assigned(component)];
}

/** By name: the mixins of all files, read once for a run. */
function mixins() {
  const scripts = readdirSync(COMPONENTS, { recursive: true }).filter((path) => path.endsWith(".js"));
  const trees = scripts.map((path) =>
    parse(readFileSync(join(COMPONENTS, path), "utf8"), { ecmaVersion: 2022, sourceType: "module" }),
  );
  const said = trees.flatMap(({ body }) => body.flatMap((one) => (one.declaration ?? one).declarations ?? []));
  return Object.fromEntries(said.filter(({ id }) => /Mixin$/.test(id.name)).map(({ id, init }) => [id.name, init]));
}

let mixed;

/** Names that a component or mixin has, also by the mixins that it names. */
function known(component) {
  mixed ??= mixins();
  const its = partOf(component, "mixins")?.elements ?? [];
  return [...named(component), ...its.flatMap(({ name }) => (mixed[name] ? known(mixed[name]) : []))];
}

// --- what a template takes ---

/** Each name that it takes from its component, and each component and directive that stands in it. */
function taken(code) {
  const names = code.matchAll(/(?:_ctx\.|_resolve(?:Component|Directive)\(")([$\w-]+)/g);
  return new Set(Array.from(names, ([, name]) => name));
}

/** A misspelt name in a template is empty on the screen, and says so nowhere. */
const names = {
  meta: { type: "problem", messages: { unknown: "The component has no {{ name }}.", wrong: "{{ what }}" }, schema: [] },
  create(context) {
    const complain = (node, messageId, data) => context.report({ node, messageId, data });
    return {
      ObjectExpression(node) {
        const template = partOf(node, "template");
        if (template?.type !== "TemplateLiteral") return;
        try {
          const names = [...taken(compiled(template.quasis[0].value.cooked))];
          const has = new Set([...EVERYWHERE, ...known(node)]);
          for (const name of names.filter((one) => !has.has(one))) complain(template, "unknown", { name });
        } catch (error) {
          complain(template, "wrong", { what: error.message });
        }
      },
    };
  },
};

// --- templates as files of Vue's ---

/** How many lines stand before this place in a text. */
const linesBefore = (text, place) => text.slice(0, place).split("\n").length - 1;

const begun = new Map(); // by file: the lines before each template

/** Gives each template of a file to eslint-plugin-vue, and says where in the file its complaints belong. */
const components = {
  meta: { name: "templates" },
  supportsAutofix: false,
  preprocess(text, filename) {
    const found = [...text.matchAll(TEMPLATE)];
    const lines = found.map(({ index }) => linesBefore(text, index));
    begun.set(filename, lines);
    return [
      text,
      ...found.map(([, template], i) => ({ text: `<template>${template}</template>`, filename: `${i}.vue` })),
    ];
  },
  postprocess([own, ...rest], filename) {
    const moved = (one, by) => ({ ...one, line: one.line + by, endLine: one.endLine && one.endLine + by });
    const lines = begun.get(filename);
    return [own, ...rest.map((said, i) => said.map((one) => moved(one, lines[i])))].flat();
  },
};

export default { meta: { name: "templates" }, processors: { components }, rules: { names } };
