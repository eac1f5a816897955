const HEADINGS = "h1, h2, h3";

/** @param {Element|null} element @returns {Element[]} */
function pathOf(element) {
  const path = [];
  for (let one = element; one; one = one.parentElement) path.push(one);
  return path;
}

/**
 * Keeps the keyboard's place in `root`: where what it is on goes away (a voting opens, a card is withdrawn), it
 * goes to the heading of what is around, instead of to the top of everything.
 * @param {HTMLElement} root
 */
export function keepPlace(root) {
  /** @type {Element[]} */
  let path = [];

  function look() {
    if (!path.length || path[0].isConnected || document.activeElement !== document.body) return;
    const around = path.find((one) => one.isConnected && one.querySelector(HEADINGS));
    const heading = around && /** @type {HTMLElement|null} */ (around.querySelector(HEADINGS));
    path = [];
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  root.addEventListener("focusin", (event) => (path = pathOf(/** @type {Element} */ (event.target))));
  new MutationObserver(look).observe(root, { childList: true, subtree: true });
}
