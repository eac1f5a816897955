// Templates as tools see them: each stands in its component as `template: /* html */ `...``, which editors colour.
// eslint-plugin-vue reads them as if each were a file of Vue's, and `names` holds them to what the component has.

import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "@vue/compiler-dom";
import { parse } from "espree";

const COMPONENTS = join(dirname(fileURLToPath(import.meta.url)), "components");

export const TEMPLATE = /\btemplate: \/\* html \*\/ `([^`]*)`/g;
const COMPILED = { mode: "module", prefixIdentifiers: true, cacheHandlers: true, hoistStatic: true };

// What every component has: of Vue, and what createZrApp, the stage and the console give to all.
const EVERYWHERE = ["live", "t", "n", "boot", "pager", "second", "desk", "Typed"];

/** The module of a template's render function. Throws at whatever the compiler only warns of, too. */
export function compiled(template) {
  const complain = (error) => {
    throw error;
  };
  return compile(template, { ...COMPILED, onError: complain, onWarn: complain }).code;
}

/** Each name that a template takes from its component, and each component and directive that stands in it. */
function taken(code) {
  const names = code.matchAll(/(?:_ctx\.|_resolve(?:Component|Directive)\(")([\w-]+)/g);
  return new Set(Array.from(names, ([, name]) => name));
}

/** All that an object, or what is in it, calls something: keys, `props: ["..."]`, `this.x = ...`. */
function named(node, found = new Set()) {
  if (!node || typeof node.type !== "string") return found;
  if (node.type === "Property") found.add(node.key.name ?? node.key.value);
  if (node.type === "Literal") found.add(node.value);
  if (node.type === "MemberExpression" && node.object.type === "ThisExpression") found.add(node.property.name);
  for (const [key, child] of Object.entries(node)) {
    if (key !== "parent") for (const one of [child].flat()) named(one, found);
  }
  return found;
}

/** What the mixins of all files give: a component may have any. Read once for a run. */
function mixed() {
  const found = new Set();
  for (const name of readdirSync(COMPONENTS, { recursive: true }).filter((path) => path.endsWith(".js"))) {
    const tree = parse(readFileSync(join(COMPONENTS, name), "utf8"), { ecmaVersion: 2022, sourceType: "module" });
    const said = tree.body.map((one) => one.declaration ?? one).flatMap((one) => one.declarations ?? []);
    for (const one of said) if (/Mixin$/.test(one.id.name)) named(one.init, found);
  }
  return found;
}

let known;

/** A misspelt name in a template is empty on the screen, and says so nowhere. */
const names = {
  meta: { type: "problem", messages: { unknown: "The component has no {{ name }}.", wrong: "{{ what }}" }, schema: [] },
  create(context) {
    const everywhere = (known ??= new Set([...EVERYWHERE, ...mixed()]));
    return {
      ObjectExpression(node) {
        const template = node.properties.find(({ key }) => key?.name === "template")?.value;
        if (template?.type !== "TemplateLiteral") return;
        let code;
        try {
          code = compiled(template.quasis[0].value.cooked);
        } catch (error) {
          return context.report({ node: template, messageId: "wrong", data: { what: error.message } });
        }
        const own = named({ ...node, properties: node.properties.filter(({ value }) => value !== template) });
        for (const name of taken(code)) {
          if (!own.has(name) && !everywhere.has(name))
            context.report({ node: template, messageId: "unknown", data: { name } });
        }
      },
    };
  },
};

/** How many lines stand before this place in a text. */
const linesBefore = (text, place) => text.slice(0, place).split("\n").length - 1;

const begun = new Map(); // by file: the lines before each template

/** Gives each template of a file to eslint-plugin-vue, and says where in the file its complaints belong. */
const processor = {
  meta: { name: "templates" },
  supportsAutofix: false,
  preprocess(text, filename) {
    const found = [...text.matchAll(TEMPLATE)];
    begun.set(
      filename,
      found.map(({ index }) => linesBefore(text, index)),
    );
    return [
      text,
      ...found.map(([, template], i) => ({ text: `<template>${template}</template>`, filename: `${i}.vue` })),
    ];
  },
  postprocess([own, ...rest], filename) {
    const lines = begun.get(filename);
    return [own, ...rest.map((said, i) => said.map((one) => ({ ...one, line: one.line + lines[i] })))].flat();
  },
};

export default { meta: { name: "templates" }, processors: { components: processor }, rules: { names } };
