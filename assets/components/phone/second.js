import { shallowRef } from "vue";

// The second half of the participant page comes quietly after the first, so that nobody waits for it and
// a phone that is offline when the phase changes has it already. Each phone waits its own while: a hall
// must not ask all at once.

const PATIENCE_MS = 15000;
const AGAIN_AFTER_MS = 2000;
const QUIET_MS = { least: 5000, most: 30000 };

/**
 * {parts: {name: component}, LeftOver}, or null until it has come.
 * @type {import("vue").ShallowRef<any>}
 */
export const secondHalf = shallowRef(null);

let coming = false;

/** @param {number} ms */
const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Some browsers remember that an address failed: so each try has its own.
 * @param {number} tries @returns {Promise<any>}
 */
async function fetched(tries) {
  const late = after(PATIENCE_MS).then(() => Promise.reject(new Error("no answer")));
  const address = "./phone_later.js" + (tries ? `?${tries}` : ""); // a name of its own, or esbuild would look for files
  return Promise.race([import(address), late]);
}

/** Loads it now, and again until it is there. */
export async function loadLater() {
  if (coming) return;
  coming = true;
  for (let tries = 0; !secondHalf.value; tries += 1) {
    try {
      secondHalf.value = (await fetched(tries)).laterScreens;
    } catch {
      await after(AGAIN_AFTER_MS * (0.5 + Math.random()));
    }
  }
}

/** Loads it at some quiet moment. */
export function loadLaterSoon() {
  setTimeout(loadLater, QUIET_MS.least + Math.random() * (QUIET_MS.most - QUIET_MS.least));
}
