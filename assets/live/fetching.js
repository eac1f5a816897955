// JSON from the laptop: a file of texts, a snapshot, an invitation.

const FETCH_MS = 15000;
const TRIES = 3;
const PAUSE_MS = 500;

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Rejects where there is none within 15 seconds. @param {string} path @returns {Promise<any>} */
export async function fetchJson(path) {
  const controller = new AbortController();
  const limit = setTimeout(() => controller.abort(), FETCH_MS);
  try {
    const response = await fetch(path, { signal: controller.signal });
    if (!response.ok) throw new Error(`${response.status} ${path}`);
    return await response.json();
  } finally {
    clearTimeout(limit);
  }
}

/** The same, asked for three times. @param {string} path @returns {Promise<any>} */
export async function fetchPatiently(path) {
  for (let left = TRIES - 1; left > 0; left -= 1) {
    try {
      return await fetchJson(path);
    } catch {
      await pause(PAUSE_MS);
    }
  }
  return fetchJson(path);
}
