const STEADY = "li, article, h1, h2, h3, button, label, p";

const inView = ({ top, bottom }) => bottom > 0 && top < window.innerHeight;
const boxOf = (element) => element.getBoundingClientRect();

/** Keeps what a finger is on, or else what is in the middle, where it is, whatever comes or goes above it: a
 * translation, a card, a notice. Some browsers do so themselves, but none of an iPhone's. Lines that come at the top
 * of a page cannot be helped so: they have their place reserved. Looks once for each picture that is drawn, before it is:
 * to ask where something is makes the phone lay out the page, and a hall's news come in dozens. */
export function keepStill(root) {
  let anchor = null;
  let at = 0;
  let scrolled = 0;
  let touched = null;
  let due = 0;

  function chosen() {
    const held = [touched, document.activeElement].find((one) => one && root.contains(one) && inView(boxOf(one)));
    const middle = document.elementFromPoint(window.innerWidth / 2, window.innerHeight / 2);
    const steady = held || (middle && root.contains(middle) ? middle.closest(STEADY) : null);
    return steady && steady.getClientRects().length ? steady : null;
  }

  function settle() {
    anchor = chosen();
    at = anchor ? boxOf(anchor).top : 0;
    scrolled = window.scrollY;
  }

  /** Who scrolls meanwhile wants to see something else. */
  function look() {
    cancelAnimationFrame(due);
    due = 0;
    const there = anchor && anchor.isConnected && anchor.getClientRects().length > 0;
    const moved = there && window.scrollY === scrolled ? boxOf(anchor).top - at : 0;
    if (!there) root.style.minHeight = ""; // another screen
    if (Math.abs(moved) >= 1) scroll(moved);
    settle();
  }

  /** A page that ends too early for that becomes as long as it must be. */
  function scroll(by) {
    const needed = window.scrollY + by + window.innerHeight;
    if (document.documentElement.scrollHeight < needed) root.style.minHeight = needed + "px";
    window.scrollBy(0, by);
  }

  function lookSoon() {
    due = due || requestAnimationFrame(look);
  }

  function touch(event) {
    if (due) look();
    touched = event.target;
    settle();
  }

  document.documentElement.style.overflowAnchor = "none"; // one is enough
  root.addEventListener("pointerdown", touch, { passive: true, capture: true });
  window.addEventListener("scroll", lookSoon, { passive: true });
  window.addEventListener("resize", settle);
  new MutationObserver(lookSoon).observe(root, { childList: true, characterData: true, subtree: true });
  settle();
}
