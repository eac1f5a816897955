const STEADY = "li, article, h1, h2, h3, button, label, p";

/** @param {DOMRect} box */
const inView = ({ top, bottom }) => bottom > 0 && top < window.innerHeight;
/** @param {Element} element */
const boxOf = (element) => element.getBoundingClientRect();

class Stillness {
  /** @param {HTMLElement} root */
  constructor(root) {
    this._root = root;
    /** @type {Element|null} */
    this._anchor = null;
    this._at = 0;
    this._scrolled = 0;
    /** @type {Element|null} */
    this._touched = null;
    this._due = 0;
    root.addEventListener("pointerdown", (event) => this._touch(event), { passive: true, capture: true });
    window.addEventListener("scroll", () => this._lookSoon(), { passive: true });
    window.addEventListener("resize", () => this._settle());
    const changes = { childList: true, characterData: true, subtree: true };
    new MutationObserver(() => this._lookSoon()).observe(root, changes);
    this._settle();
  }

  /** @param {PointerEvent} event */
  _touch(event) {
    if (this._due) this._look();
    this._touched = /** @type {Element} */ (event.target);
    this._settle();
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
      there && window.scrollY === this._scrolled ? boxOf(/** @type {Element} */ (this._anchor)).top - this._at : 0;
    if (!there) this._root.style.minHeight = ""; // another screen
    if (Math.abs(moved) >= 1) this._scroll(moved);
    this._settle();
  }

  /** A page that ends too early for that becomes as long as it must be. @param {number} by */
  _scroll(by) {
    const needed = window.scrollY + by + window.innerHeight;
    if (document.documentElement.scrollHeight < needed) this._root.style.minHeight = needed + "px";
    window.scrollBy(0, by);
  }

  _settle() {
    this._anchor = this._chosen();
    this._at = this._anchor ? boxOf(this._anchor).top : 0;
    this._scrolled = window.scrollY;
  }

  _chosen() {
    const root = this._root;
    const held = [this._touched, document.activeElement].find((one) => one && root.contains(one) && inView(boxOf(one)));
    const middle = document.elementFromPoint(window.innerWidth / 2, window.innerHeight / 2);
    const steady = held || (middle && root.contains(middle) ? middle.closest(STEADY) : null);
    return steady && steady.getClientRects().length ? steady : null;
  }
}

/**
 * Keeps what a finger is on, or else what is in the middle, where it is, whatever comes or goes above it: a
 * translation, a card, a notice. Some browsers do so themselves, but none of an iPhone's. Lines that come at the top
 * of a page cannot be helped so: they have their place reserved. Looks once for each picture that is drawn, before it is:
 * to ask where something is makes the phone lay out the page, and a hall's news come in dozens.
 * @param {HTMLElement} root
 */
export function keepStill(root) {
  document.documentElement.style.overflowAnchor = "none"; // one is enough
  return new Stillness(root);
}
