// Builds what browsers get of our scripts: node assets/build.mjs (--check only says whether that was done,
// --readable leaves names and lines as they are, to look for an error). The files are committed, so that the program
// needs no Node. Templates are compiled here: phones and stage get Vue without its compiler, and need no `eval`.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { TEMPLATE, compiled } from "./templates.mjs";

const ASSETS = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(ASSETS);
const BUILT = join(ASSETS, "built");
const DIGESTS = "digests.json";

// A page's script, and what it loads later; what both need is a third file.
// By the name of what is built.
const LIGHT = [
  { participant: "phone/participant", phone_later: "phone/later" },
  { stage: "stage/stage" },
  { check: "check/check" },
];
const GUESTS = [{ console: "console/console" }, { shared_numbers: "shared/numbers" }, { shared_still: "shared/still" }]; // in pages of NiceGUI's, which bring their own Vue
const INSIDE = "started"; // stands in the page itself

// tests/old_browsers.py says why these.
const OLDEST = ["chrome87", "firefox78", "safari14", "ios14"];
const OLDER_STILL = ["es5"];

const VUE = {
  __VUE_OPTIONS_API__: "true",
  __VUE_PROD_DEVTOOLS__: "false",
  __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
  "process.env.NODE_ENV": '"production"',
};

/** Makes `template: ...` of a component its `render`, a module of its own. */
const templates = {
  name: "templates",
  setup(build) {
    build.onLoad({ filter: /[\\/]assets[\\/]components[\\/].*\.js$/ }, ({ path }) => {
      const found = [];
      const source = readFileSync(path, "utf8");
      const contents = source.replace(TEMPLATE, (_, template) => `render: render${found.push(template) - 1}`);
      if (/\btemplate: [`'"]/.test(contents)) throw new Error(`${path}: a template without /* html */`);
      const imports = found.map((_, i) => `import { render as render${i} } from "template:${i}";`);
      return { contents: imports.join(" ") + contents, pluginData: found };
    });
    build.onResolve({ filter: /^template:/ }, ({ path, importer, pluginData }) => ({
      namespace: "template",
      path: `${relative(ROOT, importer)}:${path}`,
      pluginData: pluginData[Number(path.split(":")[1])],
      sideEffects: false,
    }));
    build.onLoad({ filter: /./, namespace: "template" }, ({ pluginData }) => ({
      contents: compiled(pluginData),
      resolveDir: ROOT,
    }));
  },
};

const readable = process.argv.includes("--readable");

const COMMON = {
  bundle: true,
  charset: "utf8",
  define: VUE,
  format: "esm",
  legalComments: "eof",
  minify: !readable,
  outdir: BUILT,
  plugins: [templates],
  supported: { destructuring: true, "optional-chain": true }, // the oldest err in rare cases only, none of ours
  target: OLDEST,
  tsconfigRaw: {}, // what types are checked by changes nothing for browsers
  write: false,
};

function bundled(scripts, options) {
  const names = Object.keys(scripts);
  return build({
    ...COMMON,
    entryPoints: Object.fromEntries(names.map((name) => [name, join(ASSETS, "components", `${scripts[name]}.js`)])),
    splitting: names.length > 1,
    chunkNames: `${names[0]}_shared`,
    ...options,
  });
}

/** Name and text of all that is built. */
async function everything() {
  const light = LIGHT.map((scripts) => bundled(scripts, { alias: { vue: "@vue/runtime-dom" } }));
  const guests = GUESTS.map((scripts) => bundled(scripts, { external: ["vue"] }));
  const inside = build({
    ...COMMON,
    entryPoints: [join(ASSETS, "live", `${INSIDE}.js`)],
    format: "iife",
    target: OLDER_STILL,
  });
  const results = await Promise.all([...light, ...guests, inside]);
  const files = results.flatMap(({ outputFiles }) => outputFiles);
  const named = files.map(({ path, text }) => [basename(path), text]);
  const licence = readFileSync(join(ROOT, "node_modules/@vue/runtime-dom/LICENSE"), "utf8");
  return Object.fromEntries([...named, ["LICENSE-vue.txt", licence]]);
}

/** What tests/test_architecture.py compares without Node: of names and texts, in the order of the names. */
function digest(texts) {
  const hash = createHash("sha256");
  for (const name of Object.keys(texts).sort()) hash.update(`${name}\0${texts[name].replaceAll("\r\n", "\n")}\0`);
  return hash.digest("hex");
}

function sources() {
  const scripts = ["components", "live"].flatMap((room) =>
    readdirSync(join(ASSETS, room), { recursive: true }).map((name) => join("assets", room, name)),
  );
  const paths = [
    "package.json",
    "assets/build.mjs",
    "assets/templates.mjs",
    ...scripts.filter((path) => path.endsWith(".js")),
  ];
  return Object.fromEntries(paths.map((path) => [path.replaceAll(sep, "/"), readFileSync(join(ROOT, path), "utf8")]));
}

function isStale(name, text) {
  const path = join(BUILT, name);
  return !existsSync(path) || readFileSync(path, "utf8").replaceAll("\r\n", "\n") !== text;
}

const files = await everything();
files[DIGESTS] = JSON.stringify({ sources: digest(sources()), built: digest(files) }, null, 2) + "\n";

if (process.argv.includes("--check")) {
  const stale = Object.keys(files).filter((name) => isStale(name, files[name]));
  console.log(stale.length ? `stale: ${stale.join(", ")}; node assets/build.mjs` : "assets/built is up to date");
  process.exitCode = stale.length ? 1 : 0;
} else {
  rmSync(BUILT, { recursive: true, force: true });
  mkdirSync(BUILT);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(BUILT, name), text);
}
