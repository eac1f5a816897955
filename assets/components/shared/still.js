const STEADY = "li, article, h1, h2, h3, summary, button, a, input, select, textarea, label, p";

/** @param {DOMRect} box */
const inView = ({ top, bottom }) => bottom > 0 && top < window.innerHeight;
/** @param {Element} element */
const boxOf = (element) => element.getBoundingClientRect();

class Stillness {
  /** @param {HTMLElement} root @param {string} scrollers */
  constructor(root, scrollers) {
    this._root = root;
    this._scrollers = scrollers;
    /** @type {Element|null} */
    this._anchor = null;
    /** @type {Element} */
    this._scroller = document.documentElement;
    this._at = 0;
    this._scrolled = 0;
    /** @type {Element|null} */
    this._touched = null;
    /** @type {PointerEvent|null} */
    this._mouse = null;
    this._due = 0;
    this._listens();
    this._settle();
  }

  _listens() {
    const quiet = { passive: true, capture: true };
    this._root.addEventListener("pointerdown", (event) => this._touch(event), quiet);
    this._root.addEventListener("pointermove", (event) => event.pointerType === "mouse" && this._point(event), quiet);
    this._root.addEventListener("keydown", () => (this._mouse = null), quiet);
    window.addEventListener("scroll", () => this._lookSoon(), quiet);
    window.addEventListener("resize", () => this._settle());
    const changes = { childList: true, characterData: true, subtree: true };
    new MutationObserver(() => this._lookSoon()).observe(this._root, changes);
  }

  /** @param {PointerEvent} event */
  _touch(event) {
    if (this._due) this._look();
    this._touched = /** @type {Element} */ (event.target);
    this._settle();
  }

  /** @param {PointerEvent} event */
  _point(event) {
    this._mouse = event;
    this._lookSoon();
  }

  _lookSoon() {
    this._due = this._due || requestAnimationFrame(() => this._look());
  }

  /** Who scrolls meanwhile wants to see something else. */
  _look() {
    cancelAnimationFrame(this._due);
    this._due = 0;
    const there = this._anchor && this._anchor.isConnected && this._anchor.getClientRects().length > 0;
    const moved =
      there && this._scroller.scrollTop === this._scrolled
        ? boxOf(/** @type {Element} */ (this._anchor)).top - this._at
        : 0;
    if (!there) this._root.style.minHeight = ""; // another screen
    if (Math.abs(moved) >= 1) this._scroll(moved);
    this._settle();
  }

  /** What ends too early for that becomes as long as it must be. @param {number} by */
  _scroll(by) {
    const { _scroller: scroller } = this;
    const needed = scroller.scrollTop + by + scroller.clientHeight;
    if (scroller.scrollHeight < needed) this._lengthen(needed);
    scroller.scrollBy(0, by);
  }

  /** @param {number} needed */
  _lengthen(needed) {
    const { _scroller: scroller } = this;
    if (scroller === document.documentElement) return (this._root.style.minHeight = needed + "px");
    const spare = (/** @type {number} */ length) =>
      /** @type {HTMLElement} */ (scroller).style.setProperty("--spare", length + "px");
    scroller.setAttribute("data-spare", "");
    spare(needed); // more than enough; so what stands above it is as long as the rest
    spare(2 * needed - scroller.scrollHeight);
  }

  _settle() {
    this._anchor = this._chosen();
    this._scroller = this._scrollerOf(this._anchor);
    this._at = this._anchor ? boxOf(this._anchor).top : 0;
    this._scrolled = this._scroller.scrollTop;
  }

  /** On a narrow screen columns stand below each other, and the page scrolls. @param {Element|null} anchor */
  _scrollerOf(anchor) {
    let found = this._scrollers && anchor ? anchor.closest(this._scrollers) : null;
    while (found && getComputedStyle(found).overflowY === "visible")
      found = found.parentElement && found.parentElement.closest(this._scrollers);
    return found || document.documentElement;
  }

  /** @returns {Element|null} */
  _chosen() {
    const { _mouse: mouse, _root: root } = this;
    const pointed = mouse && this._steadyAt(mouse.clientX, mouse.clientY);
    const held = [pointed, this._touched, document.activeElement].find(
      (one) => one && root.contains(one) && inView(boxOf(one)),
    );
    const middle = () => !this._scrollers && this._steadyAt(window.innerWidth / 2, window.innerHeight / 2);
    const steady = held || middle();
    return steady && steady.getClientRects().length ? steady : null;
  }

  /** @param {number} x @param {number} y */
  _steadyAt(x, y) {
    const there = document.elementFromPoint(x, y);
    return there && this._root.contains(there) ? there.closest(STEADY) : null;
  }
}

/**
 * Keeps what a finger is on or a mouse points at, or else what is in the middle of a phone, where it is, whatever comes or goes
 * above it: a translation, a card, a notice. Some browsers do so themselves, but none of an iPhone's, and none at the
 * top of what scrolls. What stands in nothing that scrolls cannot be helped so: it has its place reserved. Looks once
 * for each picture that is drawn, before it is: to ask where something is makes the device lay out the page, and a
 * hall's news come in dozens.
 * @param {HTMLElement} root @param {string} scrollers what scrolls by itself within the page: a selector
 */
export function keepStill(root, scrollers = "") {
  document.documentElement.style.overflowAnchor = "none"; // one is enough
  return new Stillness(root, scrollers);
}
