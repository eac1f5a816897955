// What stays on the device. Storage may be forbidden (private windows), full or broken: then
// things are kept in memory, and typing goes on.

// What belongs to this address or to another role, and is not carried along.
const NOT_CARRIED = /^(moderator|stage|transport|used|left)\b/;

/** localStorage, or null where the browser forbids even to look at it. */
function browserStorage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** @param {string|null|undefined} text @param {any} fallback */
function parsedOr(text, fallback) {
  try {
    return text === null || text === undefined ? fallback : JSON.parse(text);
  } catch {
    return fallback;
  }
}

/** Each key is one JSON value under `zr.CODE.`, so that two tabs never overwrite each other's lists. */
export class Keep {
  /** @param {string} code @param {Storage|null} storage */
  constructor(code, storage = browserStorage()) {
    this._prefix = `zr.${code}.`;
    this._storage = storage;
    /** @type {Map<string, string>} */
    this._memory = new Map();
  }

  /** @param {string} key @param {any} fallback @returns {any} */
  get(key, fallback = null) {
    if (this._memory.has(key)) return parsedOr(this._memory.get(key), fallback);
    return parsedOr(
      this._attempt((storage) => storage.getItem(this._prefix + key), null),
      fallback,
    );
  }

  /** Returns whether it will survive a reload. @param {string} key @param {any} value @returns {boolean} */
  set(key, value) {
    const text = JSON.stringify(value);
    const kept = this._attempt((storage) => (storage.setItem(this._prefix + key, text), true), false);
    if (kept) this._memory.delete(key);
    else this._memory.set(key, text);
    return kept;
  }

  /** @param {string} key */
  remove(key) {
    this._memory.delete(key);
    this._attempt((storage) => storage.removeItem(this._prefix + key));
  }

  /** Keys that begin with `start`, without the prefix. @param {string} start */
  keys(start) {
    /** @type {string[]} */
    const stored = this._attempt((storage) => Object.keys(storage), []);
    const own = stored.filter((key) => key.startsWith(this._prefix)).map((key) => key.slice(this._prefix.length));
    return [...new Set([...own, ...this._memory.keys()])].filter((key) => key.startsWith(start));
  }

  /**
   * Calls back when another tab changed a key; value null when it was removed.
   * @param {(key: string, value: any) => void} listener
   */
  onOtherTab(listener) {
    window.addEventListener("storage", (event) => {
      if (event.key === null || !event.key.startsWith(this._prefix)) return;
      listener(event.key.slice(this._prefix.length), parsedOr(event.newValue, null));
    });
  }

  /** Everything, to be carried to another address of the laptop. */
  pack() {
    return { at: Date.now(), items: Object.fromEntries(this._carried().map((key) => [key, this.get(key)])) };
  }

  /**
   * Takes in what was carried here. If `trusted` it wins over what was left here earlier, never over what is
   * newer; else it only fills what is not there, and only for who is nobody here yet or knows our secret: a
   * stranger's link must not put a ballot into our outbox.
   * @param {{at: number, items: Object<string, any>}} carried @param {boolean} trusted
   */
  unpack({ at, items }, trusted) {
    const mine = this.get("identity")?.token;
    if (!trusted && mine && items.identity?.token !== mine) return;
    const newer = trusted && at > this.get("used", 0);
    if (newer && this.get("left")) this._carried().forEach((key) => this.remove(key));
    for (const [key, value] of Object.entries(items)) if (newer || this.get(key) === null) this.set(key, value);
  }

  _carried() {
    return this.keys("").filter((key) => !NOT_CARRIED.test(key));
  }

  /** @param {(storage: Storage) => any} action @param {any} [otherwise] @returns {any} */
  _attempt(action, otherwise) {
    try {
      return this._storage ? action(this._storage) : otherwise;
    } catch {
      return otherwise;
    }
  }
}
