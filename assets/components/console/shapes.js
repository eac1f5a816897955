// Types that several files of the console name, for `python -m tests.npm types`. Browsers get nothing of it.

/** @import { Ack, Command, Group, Voting, Workshop } from "../../live/protocol.gen.js" */
/** @import { Boot, ReadyLive, This } from "../../live/shapes.js" */
/** @import { Places, arrangeBoard } from "./board.js" */

/** @typedef {Boot & {urls?: Object<string, string>}} ConsoleBoot */
/** @typedef {{code: string, params: Object<string, any>}} Refusal */
/** @typedef {{label: string, icon?: string, hint?: string, checked?: boolean, run: () => any}} Entry of a menu */
/** @typedef {{line: true}} Line between entries */
/** @typedef {{trigger: HTMLElement, label: string, items: (Entry|Line)[]}} Menu */

/**
 * What the desk holds. `view`: the draft of tab, filter and step; `naming`: the id of a cluster that may get its name
 * in place; `dialog`: its name in CONSOLE_DIALOGS.
 * @typedef {{boot: ConsoleBoot, urls: Object<string, string>, view: any, panel: string, search: string,
 *            selecting: boolean, selected: string[], dragging: boolean, naming: string, places: Places,
 *            dialog: {name: string, props: Object<string, any>}|null, menu: Menu|null,
 *            refusals: (Refusal & {key: string})[], said: string, behind: boolean, now: number, groups: Group[],
 *            board: ReturnType<typeof arrangeBoard>, voting: Voting|null, toVote: boolean|undefined}} DeskState
 */
/**
 * @typedef {{act: (command: Command, said?: string) => Promise<Ack|null>, step: (act: () => any) => Promise<any>,
 *            refuse: (refusal: Refusal) => void}} DeskActions
 */
/**
 * @typedef {{open: (name: string, props?: Object<string, any>) => void, close: () => void,
 *            confirm: (title: string, text: string, action: string, run: () => any) => void,
 *            toggle: (id: string) => void, stopSelecting: () => void, show: (tab: string) => void,
 *            comesTo: (workshop: Workshop, opened: boolean) => void}} DeskPanels
 */
/**
 * @typedef {{connected: () => string, clusterName: (cluster: {name: string}) => string,
 *            groupOf: (of: {group_id?: string|null}) => string, ago: (at: number) => string,
 *            clock: (at: number) => string, refusal: (refusal: Refusal) => string}} DeskWords
 */
/** @typedef {DeskState & DeskActions & DeskPanels & DeskWords & {stop: () => void}} Desk see `createDesk` */

/** A laptop also tells the console in which words it asks what is voted on, by language. */
/** @typedef {ReadyLive & {boot: {vote_questions: Object<string, string>}}} ConsoleLive */

/** @typedef {Object<string, any> & ThisType<This & {desk: Desk}>} FrameComponent around what waits for the first picture */
/** @typedef {This & {live: ConsoleLive, desk: Desk}} ConsoleThis */
/** @typedef {Object<string, any> & ThisType<ConsoleThis>} ConsoleComponent */

export {};
