// Types that several files here name, for `python -m tests.npm types`. Browsers get nothing of it.

/** @import { Device, Group, Hello, ToDevice, ToServer, Translation, Workshop } from "./protocol.gen.js" */

/** @typedef {Hello["role"]} Role */
/** @typedef {(value: any) => any} Reactive Vue's, or none */
/** @typedef {(source: any, listener: (value: any) => any, options?: any) => any} Watch Vue's */
/** @typedef {(path: string) => Promise<any>} Fetching */

/**
 * Who this device is. `code` is null on a device that came before there were codes; `scanned`: a slip of which it is
 * not known yet whose it is.
 * @typedef {{token: string|null, code: string|null, group_id: string|null, device: Device,
 *            slip: string|null, scanned: string|null}} Identity
 */

/** @typedef {{group_id: string, device?: Device}} Seat */
/** @typedef {{stamp: string} & Object<string, any>} Invite what gets people in */
/** @typedef {{question?: string, places: Object<string, string>, former?: string[]}} Known by base the laptop's answer */
/** @typedef {Object<string, string|string[]>} Sentences by key; with plural forms: a list */

/**
 * What a page brings along. `languages`: code and name of all, the workshop's first; `second_url`: a stage's.
 * @typedef {{code: string, role: Role, lang: string, dir?: string, texts: Sentences, texts_url?: Object<string, string>,
 *            languages: [string, string][], document_language?: string, invite?: Invite|null, home?: Known|null,
 *            groups?: Group[], group_number?: number|null, workshop?: any, second_url?: Object<string, string>}} Boot
 */

/** @typedef {(callback: (...args: any[]) => void, ms: number) => any} Later setTimeout, setInterval */
/** @typedef {(id: any) => void} Stop clearTimeout, clearInterval */
/** @typedef {(path: string, how?: RequestInit) => Promise<Response>} Fetch */

/**
 * What links need of a browser.
 * @typedef {{WebSocket: new (url: string) => WebSocket, fetch: Fetch, setTimeout: Later, clearTimeout: Stop,
 *            setInterval: Later, clearInterval: Stop, now: () => number, random: () => number, origin: string,
 *            onWake: (wake: () => void) => void}} Env
 */

/** @typedef {{send: (frame: ToServer) => boolean, check: () => void, close: () => void}} Connection */
/** @typedef {{hello: () => Hello, onFrame: (frame: ToDevice) => any, onClose: (reason: string) => void, env: Env}} Events */
/** @typedef {{state: "connecting"|"online"|"offline", transport: "ws"|"http"|null, reason: string|null}} LinkState */
/** @typedef {Pick<Location, "hash"|"pathname"|"search"|"origin"|"replace">} Place */

/** @typedef {ReturnType<typeof import("./live.js").connect>} Connected what a page gets of `connect` */

/** @typedef {{mode: string, languages: string[], most?: number}} Reading see `letRead` */
/** @typedef {{reading: () => Reading, translationsOf: (id: string) => Translation[],
 *   written: (text: string, language?: string) => {dir?: string, lang?: string, class?: Object<string, boolean>}}} Readable */
/** @typedef {Connected & Readable} Live what components work with */
/** @typedef {Live & {store: {readonly workshop: Workshop}}} ReadyLive the same, once the first picture has come */

/**
 * A component as Vue takes it. Of what its functions find in `this`, only what all have is checked as yet.
 * @typedef {{live: Live, t: Live["t"], n: Live["n"]} & Object<string, any>} This
 */
/** @typedef {Object<string, any> & ThisType<This>} Component */
/** @typedef {Object<string, any> & ThisType<This & {live: ReadyLive}>} ReadyComponent one that is only shown then */

export {};
