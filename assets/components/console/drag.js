/**
 * What it would be let go on: elements to be marked.
 * @typedef {{mark: Element, line?: {element: Element, after?: boolean}|null} & Object<string, any>} Aim
 */
/**
 * `aim`: what it would be let go on at x, y, or null; `drop` is called only for a target that was marked.
 * @typedef {{carry: (on: boolean) => void, aim: (item: HTMLElement, x: number, y: number) => Aim|null,
 *            drop: (item: HTMLElement, aim: Aim) => void}} Hooks
 */
/**
 * @typedef {{item: HTMLElement, pointer: number, from: {x: number, y: number}, x: number, y: number, mouse: boolean,
 *            ghost: HTMLElement|null, aim: Aim|null, hold?: any}} Press
 */
/** @typedef {{root: HTMLElement, hooks: Hooks, press: Press|null}} Drag */

const HOLD_MS = 180; // a finger that lies still means the card, one that moves means the page
const STILL = 6; // CSS pixels
const EDGE = 32; // CSS pixels at the end of what scrolls; who waits there wants to go on
const EDGE_MS = 400;
const EDGE_STEP = 9; // CSS pixels each time the screen is drawn
const NOT_HELD = "button, input, textarea, a, label, .con-rename";

/**
 * Lets what lies in the lists below `root` that say `data-drop` be carried by mouse, pen or finger; gives a function that stops it.
 * Nothing on the board moves meanwhile.
 * @param {HTMLElement} root @param {Hooks} hooks @returns {() => void}
 */
export function startDragging(root, hooks) {
  /** @type {Drag} */
  const drag = { root, hooks, press: null };
  /** @type {[EventTarget, string, (event: any) => any][]} */
  const listening = [
    [root, "pointerdown", (event) => pressed(drag, event)],
    [root, "selectstart", (event) => drag.press && event.preventDefault()],
    [root, "dragstart", (event) => drag.press && event.preventDefault()],
    [root, "contextmenu", (event) => drag.press?.ghost && event.preventDefault()],
    [root, "touchmove", (event) => drag.press?.ghost && event.cancelable && event.preventDefault()],
    [window, "pointermove", (event) => moved(drag, event)],
    [window, "pointerup", (event) => isOurs(drag, event) && released(drag, event)],
    [window, "pointercancel", (event) => isOurs(drag, event) && ended(drag, false)],
    [window, "keydown", (event) => escaped(drag, event)],
    [window, "scroll", () => drag.press?.ghost && aims(drag)],
  ];
  for (const [place, name, hear] of listening) place.addEventListener(name, hear, { capture: true, passive: false });
  return () => {
    ended(drag, false);
    for (const [place, name, hear] of listening) place.removeEventListener(name, hear, { capture: true });
  };
}

/** @param {Drag} drag @param {PointerEvent} event */
function isOurs({ press }, event) {
  return press !== null && press.pointer === event.pointerId;
}

/** @param {Drag} drag @param {PointerEvent & {target: Element}} event */
function pressed(drag, event) {
  /** @type {HTMLElement|null} */
  const item = event.target.closest("[data-drop] > [data-id]");
  if (drag.press || !item || !event.isPrimary || event.button !== 0 || event.ctrlKey || event.target.closest(NOT_HELD))
    return;
  const { clientX: x, clientY: y, pointerId: pointer } = event;
  drag.press = { item, pointer, from: { x, y }, x, y, mouse: event.pointerType === "mouse", ghost: null, aim: null };
  if (!drag.press.mouse) drag.press.hold = setTimeout(() => taken(drag), HOLD_MS);
}

/** @param {Drag} drag @param {PointerEvent} event */
function moved(drag, event) {
  const { press } = drag;
  if (!press || !isOurs(drag, event)) return;
  if (press.mouse && !(event.buttons & 1)) return ended(drag, false); // a menu or another window took its end
  Object.assign(press, { x: event.clientX, y: event.clientY });
  if (press.ghost) return follows(drag);
  if (Math.hypot(press.x - press.from.x, press.y - press.from.y) < STILL) return;
  if (press.mouse) taken(drag);
  else ended(drag, false);
}

/**
 * From here on a copy follows the pointer; the thing itself stays where it is until it is let go.
 * @param {Drag} drag
 */
function taken(drag) {
  const { root } = drag;
  const press = /** @type {Press} */ (drag.press);
  const { left, top, width, height } = press.item.getBoundingClientRect();
  const ghost = /** @type {HTMLElement} */ (press.item.cloneNode(true));
  ghost.className = "con-ghost";
  ghost.inert = true;
  Object.assign(ghost.style, { left: left + "px", top: top + "px", width: width + "px", height: height + "px" });
  root.append(ghost);
  press.item.classList.add("con-carried");
  root.setPointerCapture(press.pointer);
  press.ghost = ghost;
  drag.hooks.carry(true);
  rolls(drag, press);
  follows(drag);
}

/** @param {Drag} drag */
function follows(drag) {
  const { ghost, from, x, y } = /** @type {Press & {ghost: HTMLElement}} */ (drag.press);
  ghost.style.transform = `translate(${x - from.x}px, ${y - from.y}px) rotate(1.6deg)`;
  aims(drag);
}

/** @param {Drag} drag */
function aims(drag) {
  const { hooks } = drag;
  const press = /** @type {Press} */ (drag.press);
  const aim = hooks.aim(press.item, press.x, press.y);
  unmark(press.aim);
  press.aim = aim;
  aim?.mark.classList.add("con-aim");
  aim?.line?.element.classList.add(aim.line.after ? "con-line-after" : "con-line-before");
}

/** @param {Aim|null} aim */
function unmark(aim) {
  aim?.mark.classList.remove("con-aim");
  aim?.line?.element.classList.remove("con-line-after", "con-line-before");
}

/**
 * Who waits at the end of what scrolls goes on in it.
 * @param {Drag} drag @param {Press} press @param {number} [since]
 */
function rolls(drag, press, since = 0) {
  if (drag.press !== press) return;
  const { y } = press;
  const scroller = document.elementFromPoint(press.x, y)?.closest("[data-rolls]");
  const { top, bottom } = scroller?.getBoundingClientRect() || { top: -Infinity, bottom: Infinity };
  const way = y > bottom - EDGE ? 1 : y < top + EDGE ? -1 : 0;
  const from = way ? since || performance.now() : 0;
  if (way && scroller && performance.now() - from > EDGE_MS) scroller.scrollBy(0, way * EDGE_STEP);
  requestAnimationFrame(() => rolls(drag, press, from));
}

/** @param {Drag} drag @param {KeyboardEvent} event */
function escaped(drag, event) {
  if (event.key !== "Escape" || !drag.press?.ghost) return;
  event.preventDefault();
  event.stopPropagation();
  ended(drag, false);
}

/**
 * Where it is let go counts, also where no move has told of the way there: a quick hand, a busy laptop.
 * @param {Drag} drag @param {PointerEvent} event
 */
function released(drag, { clientX: x, clientY: y }) {
  const press = /** @type {Press} */ (drag.press);
  Object.assign(press, { x, y });
  if (press.ghost) follows(drag);
  ended(drag, true);
}

/**
 * Only what was let go counts; given up by Escape or by the browser, everything is as it was.
 * @param {Drag} drag @param {boolean} letGo
 */
function ended(drag, letGo) {
  const { press } = drag;
  if (!press) return;
  drag.press = null;
  clearTimeout(press.hold);
  if (!press.ghost) return;
  unmark(press.aim);
  press.ghost.remove();
  press.item.classList.remove("con-carried");
  swallowClick();
  drag.hooks.carry(false);
  if (letGo && press.aim) drag.hooks.drop(press.item, press.aim);
}

/** Letting go is no click on whatever lies there. */
function swallowClick() {
  const swallow = (/** @type {Event} */ event) => event.stopPropagation();
  window.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", swallow, { capture: true }));
}
