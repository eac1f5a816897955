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

function parsedOr(text, fallback) {
  try {
    return text === null || text === undefined ? fallback : JSON.parse(text);
  } catch {
    return fallback;
  }
}

/** Each key is one JSON value under `zr.CODE.`, so that two tabs never overwrite each other's lists. */
export function createKeep(code, storage = browserStorage()) {
  const prefix = `zr.${code}.`;
  const memory = new Map();

  function attempt(action, otherwise) {
    try {
      return storage ? action() : otherwise;
    } catch {
      return otherwise;
    }
  }

  function get(key, fallback = null) {
    if (memory.has(key)) return parsedOr(memory.get(key), fallback);
    return parsedOr(attempt(() => storage.getItem(prefix + key), null), fallback);
  }

  /** Returns whether it will survive a reload. */
  function set(key, value) {
    const text = JSON.stringify(value);
    const kept = attempt(() => (storage.setItem(prefix + key, text), true), false);
    if (kept) memory.delete(key);
    else memory.set(key, text);
    return kept;
  }

  function remove(key) {
    memory.delete(key);
    attempt(() => storage.removeItem(prefix + key));
  }

  /** Keys that begin with `start`, without the prefix. */
  function keys(start) {
    const stored = attempt(() => Object.keys(storage), []);
    const own = stored.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
    return [...new Set([...own, ...memory.keys()])].filter((key) => key.startsWith(start));
  }

  /** Calls back when another tab changed a key: (key, value), value null when it was removed. */
  function onOtherTab(listener) {
    window.addEventListener("storage", (event) => {
      if (event.key === null || !event.key.startsWith(prefix)) return;
      listener(event.key.slice(prefix.length), parsedOr(event.newValue, null));
    });
  }

  const carried = () => keys("").filter((key) => !NOT_CARRIED.test(key));

  /** Everything, to be carried to another address of the laptop. */
  function pack() {
    return { at: Date.now(), items: Object.fromEntries(carried().map((key) => [key, get(key)])) };
  }

  /**
   * Takes in what was carried here. If `trusted` it wins over what was left here earlier, never over what is
   * newer; else it only fills what is not there, and only for who is nobody here yet or knows our secret: a
   * stranger's link must not put a ballot into our outbox.
   */
  function unpack({ at, items }, trusted) {
    const mine = get("identity")?.token;
    if (!trusted && mine && items.identity?.token !== mine) return;
    const newer = trusted && at > get("used", 0);
    if (newer && get("left")) carried().forEach(remove);
    for (const [key, value] of Object.entries(items)) if (newer || get(key) === null) set(key, value);
  }

  return { get, set, remove, keys, onOtherTab, pack, unpack };
}
