// Templates of components: where they stand (`template: /* html */ `...``, which editors colour), and what they become.

import { compile } from "@vue/compiler-dom";

export const TEMPLATE = /\btemplate: \/\* html \*\/ `([^`]*)`/g;
const COMPILED = { mode: "module", prefixIdentifiers: true, cacheHandlers: true, hoistStatic: true };

/** The module of a template's render function. Throws at whatever the compiler only warns of, too. */
export function compiled(template) {
  const complain = (error) => {
    throw error;
  };
  return compile(template, { ...COMPILED, onError: complain, onWarn: complain }).code;
}
