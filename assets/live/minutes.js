const MINUTE = 60000;
const CLOCKS_APART = 1000; // ms: the laptop's time has travelled before a page knows it

/**
 * Whole minutes of what is left (ms), 0 when it is over. Seven minutes are seven from the first moment on,
 * although the page's clock runs a little behind.
 * @param {number} left
 */
export function minutesOf(left) {
  return left > 0 ? Math.max(1, Math.ceil((left - CLOCKS_APART) / MINUTE)) : 0;
}
