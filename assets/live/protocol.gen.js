// Generated from the Python models, do not edit: python -m app.live.generate

export const PROTOCOL_VERSION = 3;
export const LIMITS = {
  "frameBytes": 262144,
  "goalText": 500,
  "questionText": 300,
  "translation": 1500,
  "turns": {
    "phone": 3,
    "spare": 4
  },
  "slip": 12,
  "indicator": {
    "name": 200,
    "unit": 200,
    "source": 200
  },
  "indicatorValue": 1000000000000,
  "indicators": 10,
  "years": {
    "first": 1990,
    "last": 2100
  },
  "commands": {
    "post_contribution": {
      "text": 1000
    },
    "edit_contribution": {
      "text": 1000
    },
    "propose_goal": {
      "text": 500
    },
    "edit_goal": {
      "text": 500
    }
  }
};
/** @type {Kind[]} */
export const KINDS = ["strength", "weakness", "challenge"];
export const CHANNELS = ["device", "turn", "slip", "paper"];
/** What a table is called in any language until somebody names it, before its number. */
export const TABLE_NAMES = ["Tisch", "Table", "الطاولة", "Стіл", "Стол", "Masa", "میز", "Maseya"];
/** Views of the stage that show one thing large, and of which type it is. */
/** @type {Object<string, "field"|"cluster"|"contribution">} */
export const LARGE_VIEWS = {"field": "field", "cluster": "cluster", "card": "contribution"};
/** Of entities, what is not sent: type -> field -> value. */
export const DEFAULTS = {
  dialogue: {host:"",catalogue:{}},
  workshop: {stage_view:"follow",stage_covered:false,stage_of:"",stage_page:0,stage_page_at:0,stage_held:false,stage_dark:false,stage_size:100,stage_language:"",card_texts:"original",format:"workshop",place:"",date:"",language:"de",expected:0,card_limit:140,agenda:[{"id": "arrive", "kind": "arrive", "title": "", "minutes": 15, "question": "", "questions_in": {}}, {"id": "input", "kind": "input", "title": "", "minutes": 30, "question": "", "questions_in": {}}, {"id": "write", "kind": "write", "title": "", "minutes": 30, "question": "", "questions_in": {}}, {"id": "sort", "kind": "sort", "title": "", "minutes": 30, "question": "", "questions_in": {}}, {"id": "focus", "kind": "focus", "title": "", "minutes": 15, "question": "", "questions_in": {}}, {"id": "goals", "kind": "goals", "title": "", "minutes": 40, "question": "", "questions_in": {}}, {"id": "vote", "kind": "vote", "title": "", "minutes": 15, "question": "", "questions_in": {}}, {"id": "results", "kind": "results", "title": "", "minutes": 20, "question": "", "questions_in": {}}],phase:"arrive",phase_started_at:0,timer_ends_at:null,late_allowed:false,door_closed:false,languages:[],finished:false},
  group: {seats:6,paused:false},
  participant: {language:"de",ready_for:null},
  contribution: {author_id:null,language:"",cluster_id:null,field_id:null,position:0.0,hidden:null,withdrawn:false,text_version:1},
  translation: {},
  cluster: {field_id:null,position:0.0},
  field: {key:"",keywords:"",position:0.0},
  goal: {author_id:null,language:"",field_id:null,cluster_ids:[],hidden:null,withdrawn:false,text_version:1},
  indicator: {unit:"",base_value:null,base_year:null,target_value:null,target_year:null,source:"",position:0},
  voting: {open:true,closed_at:null,questions_in:{},slips_only:false},
  result: {detail:{},paper_ballots:0,turn_ballots:0,slip_ballots:0},
  ballot: {paper:false},
  slips: {},
  difference: {},
};
export const ENTITY_TYPES = Object.keys(DEFAULTS);
/** Of join codes and personal codes: 32 characters that nobody mixes up. */
export const CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
export const PERSONAL_LENGTH = 12;
/** What is being typed and may be kept on the laptop; never a ballot. */
export const DRAFTS = ["card", "edit", "goal", "goal_edit"];
/** What a kind of steps allows and shows. */
export const STEP_KINDS = {
  arrive: {"allows": ["join_workshop", "keep_drafts"], "phone": "wait", "stage": "join"},
  input: {"allows": ["join_workshop", "keep_drafts"], "phone": "wait", "stage": "title"},
  write: {"allows": ["edit_contribution", "join_workshop", "keep_drafts", "post_contribution", "reclaim_contribution", "signal_ready", "withdraw_contribution"], "phone": "write", "stage": "question"},
  sort: {"allows": ["join_workshop", "keep_drafts"], "phone": "board", "stage": "board"},
  focus: {"allows": ["join_workshop", "keep_drafts"], "phone": "matrix", "stage": "matrix"},
  goals: {"allows": ["edit_goal", "join_workshop", "keep_drafts", "propose_goal", "reclaim_goal", "signal_ready", "withdraw_goal"], "phone": "goals", "stage": "goals"},
  vote: {"allows": ["cast_ballot", "join_workshop", "keep_drafts"], "phone": "vote", "stage": "voting"},
  results: {"allows": ["join_workshop", "keep_drafts"], "phone": "results", "stage": "result"},
};
/** Command types that a device may still send once late cards are let in. */
export const LATE = ["edit_contribution", "edit_goal", "post_contribution", "propose_goal", "reclaim_contribution", "reclaim_goal", "withdraw_contribution", "withdraw_goal"];
export const REFUSALS = ["phase_closed", "not_allowed", "not_joined", "door_closed", "table_paused", "no_device", "workshop_finished", "unknown", "exists", "stale", "not_yours", "withdrawn", "text_empty", "text_too_long", "number_too_large", "number_too_small", "too_many", "group_not_empty", "last_group", "field_not_empty", "same_cluster", "unknown_phase", "voting_closed", "voting_open", "no_options", "ballot_empty", "too_many_turns", "slip_needed", "slip_unknown", "no_slips", "unknown_option", "too_many_points", "too_many_on_option", "nothing_to_undo", "nothing_to_redo", "not_last_step"];

/** @typedef {"follow"|"join"|"title"|"question"|"board"|"matrix"|"goals"|"voting"|"result"|"field"|"cluster"|"card"} StageView */
/** @typedef {"original"|"translation"|"both"} CardTexts */
/** @typedef {"workshop"} Format */
/** @typedef {"phone"|"tablet"} Device */
/** @typedef {"person"|"tablet"|"moderator"|"paper"} Source */
/** @typedef {"strength"|"weakness"|"challenge"} Kind */
/** @typedef {{id: string, version: number, type: "dialogue", title: string, host: string, target_year: number, catalogue: Object<string, CatalogueField>, created_at: number}} Dialogue */
/** @typedef {{id: string, version: number, stage_view: StageView, stage_covered: boolean, stage_of: string, stage_page: number, stage_page_at: number, stage_held: boolean, stage_dark: boolean, stage_size: 100|125|150, stage_language: string, card_texts: CardTexts, type: "workshop", dialogue_id: string, dialogue_title: string, code: string, format: Format, title: string, audience: string, place: string, date: string, language: string, target_year: number, expected: number, card_limit: number, agenda: Array<Step>, phase: string, phase_started_at: number, timer_ends_at: number|null, late_allowed: boolean, door_closed: boolean, languages: Array<string>, finished: boolean, created_at: number}} Workshop */
/** @typedef {{id: string, version: number, type: "group", number: number, name: string, seats: number, paused: boolean}} Group */
/** @typedef {{id: string, version: number, type: "participant", group_id: string, device: Device, language: string, joined_at: number, ready_for: number|null}} Participant */
/** @typedef {{id: string, version: number, type: "contribution", group_id: string|null, author_id: string|null, source: Source, kind: Kind, text: string, language: string, cluster_id: string|null, field_id: string|null, position: number, hidden: string|null, withdrawn: boolean, text_version: number, created_at: number}} Contribution */
/** @typedef {{id: string, version: number, type: "translation", of_id: string, language: string, text: string, original_version: number, created_at: number}} Translation */
/** @typedef {{id: string, version: number, type: "cluster", name: string, field_id: string|null, position: number}} Cluster */
/** @typedef {{id: string, version: number, type: "field", key: string, name: string, keywords: string, position: number}} FieldOfAction */
/** @typedef {{id: string, version: number, type: "goal", group_id: string|null, author_id: string|null, source: Source, text: string, language: string, field_id: string|null, cluster_ids: Array<string>, target_year: number, hidden: string|null, withdrawn: boolean, text_version: number, created_at: number}} Goal */
/** @typedef {{id: string, version: number, type: "indicator", goal_id: string, name: string, unit: string, base_value: number|null, base_year: number|null, target_value: number|null, target_year: number|null, source: string, position: number}} Indicator */
/** @typedef {{id: string, version: number, type: "voting", rules: DotRules, question: string, option_ids: Array<string>, open: boolean, opened_at: number, closed_at: number|null, questions_in: Object<string, string>, slips_only: boolean}} Voting */
/** @typedef {{id: string, version: number, type: "result", ballots: number, detail: Object<string, number>, paper_ballots: number, turn_ballots: number, slip_ballots: number, rows: Array<ResultRow>}} VotingResult */
/** @typedef {{id: string, version: number, type: "ballot", voting_id: string, marks: Object<string, number>, paper: boolean}} Ballot */
/** @typedef {{id: string, version: number, type: "slips", hashes: Array<string>, count: number, created_at: number}} SlipSheet */
/** @typedef {{id: string, version: number, type: "difference", of_type: string, of_id: string, part: string, choices: Array<string>}} Difference */
/** @typedef {{type: "hello", protocol: number, role: "participant"|"moderator"|"stage", token: string|null, epoch: string, seq: number, language: string, slip: string|null}} Hello */
/** @typedef {{type: "submit", cmd_id: string, command: Command}} Submit */
/** @typedef {{type: "status", unsent: number, pages: number}} Status */
/** @typedef {{type: "ping"}} Ping */
/** @typedef {{type: "welcome", protocol: number, epoch: string, seq: number, now: number, you: You, snapshot: string|null}} Welcome */
/** @typedef {{type: "delta", changes: Array<Change>}} Delta */
/** @typedef {{type: "snapshot", epoch: string, seq: number, entities: Array<Entity>}} Snapshot */
/** @typedef {{type: "ack", cmd_id: string, seq: number, version: number|null}} Ack */
/** @typedef {{type: "rejected", cmd_id: string|null, code: string, params: Object<string, string|number>}} Rejected */
/** @typedef {{type: "presence", people: number, groups: Object<string, GroupPresence>, stages: number, moderators: number, ballots: Object<string, number>, most_here: Object<string, number>, by_channel: Object<string, Object<string, number>>, undo: string|null, undo_seq: number|null, redo: string|null, redo_seq: number|null, problem: string|null, stage_pages: number}} Presence */
/** @typedef {{type: "addresses", urls: Array<string>, invite: string, before: string|null, warned: Array<string>}} Addresses */
/** @typedef {{type: "refresh", epoch: string, seq: number, snapshot: string}} Refresh */
/** @typedef {{type: "pong"}} Pong */
/** @typedef {{type: "join_workshop", group_id: string, device: Device, language: string}} JoinWorkshop */
/** @typedef {{type: "signal_ready", ready_for: number|null}} SignalReady */
/** @typedef {{type: "keep_drafts", drafts: Object<string, string>}} KeepDrafts */
/** @typedef {{type: "post_contribution", id: string, kind: Kind, text: string, language: string, group_id: string|null, source: Source|null}} PostContribution */
/** @typedef {{type: "edit_contribution", id: string, version: number, kind: Kind, text: string}} EditContribution */
/** @typedef {{type: "withdraw_contribution", id: string, version: number}} WithdrawContribution */
/** @typedef {{type: "reclaim_contribution", id: string}} ReclaimContribution */
/** @typedef {{type: "propose_goal", id: string, text: string, language: string, field_id: string|null, cluster_ids: Array<string>, target_year: number|null, indicators: Array<IndicatorDraft>, group_id: string|null, source: Source|null}} ProposeGoal */
/** @typedef {{type: "edit_goal", id: string, version: number, text: string, field_id: string|null, cluster_ids: Array<string>, target_year: number|null, indicators: Array<IndicatorDraft>}} EditGoal */
/** @typedef {{type: "withdraw_goal", id: string, version: number}} WithdrawGoal */
/** @typedef {{type: "reclaim_goal", id: string}} ReclaimGoal */
/** @typedef {{type: "cast_ballot", voting_id: string, marks: Object<string, number>, turn: string|null, slip: string|null, blank: boolean}} CastBallot */
/** @typedef {{type: "create_dialogue", id: string, title: string, host: string, target_year: number}} CreateDialogue */
/** @typedef {{type: "change_dialogue", id: string, version: number, title: string, host: string, target_year: number}} ChangeDialogue */
/** @typedef {{type: "change_catalogue", id: string, fields: Object<string, CatalogueEntry>}} ChangeCatalogue */
/** @typedef {{type: "create_workshop", id: string, dialogue_id: string, dialogue_title: string, code: string, title: string, audience: string, place: string, date: string, language: string, target_year: number, expected: number, card_limit: number, groups: Array<string|NewGroup>, fields: Array<string|NewField>, agenda: Array<NewStep>, questions: Object<string, string>, languages: Array<string>, stage_language: string, card_texts: CardTexts, questions_in: Object<string, Object<string, string>>}} CreateWorkshop */
/** @typedef {{type: "change_workshop", version: number, title: string, audience: string, place: string, date: string, target_year: number, expected: number, card_limit: number, questions: Object<string, string>, languages: Array<string>}} ChangeWorkshop */
/** @typedef {{type: "follow_dialogue", title: string}} FollowDialogue */
/** @typedef {{type: "finish_workshop", finished: boolean}} FinishWorkshop */
/** @typedef {{type: "add_group", id: string, name: string, seats: number}} AddGroup */
/** @typedef {{type: "change_group", id: string, name: string, seats: number}} ChangeGroup */
/** @typedef {{type: "remove_group", id: string}} RemoveGroup */
/** @typedef {{type: "add_field", id: string, key: string, name: string, keywords: string}} AddField */
/** @typedef {{type: "change_field", id: string, name: string, keywords: string}} ChangeField */
/** @typedef {{type: "remove_field", id: string}} RemoveField */
/** @typedef {{type: "go_to_phase", phase: string}} GoToPhase */
/** @typedef {{type: "set_timer", minutes: number|null}} SetTimer */
/** @typedef {{type: "allow_late", allowed: boolean}} AllowLate */
/** @typedef {{type: "close_door", closed: boolean}} CloseDoor */
/** @typedef {{type: "pause_group", id: string, paused: boolean}} PauseGroup */
/** @typedef {{type: "hide_all_of_device", id: string, reason: string}} HideAllOfDevice */
/** @typedef {{type: "show_on_stage", view: StageView, covered: boolean, of: string|null}} ShowOnStage */
/** @typedef {{type: "turn_stage", page: number, held: boolean}} TurnStage */
/** @typedef {{type: "dress_stage", dark: boolean, size: 100|125|150}} DressStage */
/** @typedef {{type: "move_contribution", id: string, cluster_id: string|null, field_id: string|null, position: number|null}} MoveContribution */
/** @typedef {{type: "hide_contribution", id: string, reason: string}} HideContribution */
/** @typedef {{type: "restore_contribution", id: string, withdrawn: boolean}} RestoreContribution */
/** @typedef {{type: "create_cluster", id: string, name: string, field_id: string|null, contribution_ids: Array<string>}} CreateCluster */
/** @typedef {{type: "rename_cluster", id: string, name: string}} RenameCluster */
/** @typedef {{type: "move_cluster", id: string, field_id: string|null, position: number|null}} MoveCluster */
/** @typedef {{type: "merge_clusters", id: string, into_id: string}} MergeClusters */
/** @typedef {{type: "dissolve_cluster", id: string}} DissolveCluster */
/** @typedef {{type: "hide_goal", id: string, reason: string}} HideGoal */
/** @typedef {{type: "restore_goal", id: string, withdrawn: boolean}} RestoreGoal */
/** @typedef {{type: "open_voting", id: string, rules: DotRulesDraft, question: string, questions_in: Object<string, string>, option_ids: Array<string>, slips_only: boolean}} OpenVoting */
/** @typedef {{type: "close_voting", id: string}} CloseVoting */
/** @typedef {{type: "settle_difference", id: string, choice: number}} SettleDifference */
/** @typedef {{type: "translate", of_id: string, language: string, text: string, original_version: number}} Translate */
/** @typedef {{type: "choose_texts", stage_language: string, card_texts: CardTexts}} ChooseTexts */
/** @typedef {{type: "ask_in", language: string, phase: string, text: string}} AskIn */
/** @typedef {{type: "enter_paper_ballot", id: string, voting_id: string, marks: Object<string, number>, blank: boolean}} EnterPaperBallot */
/** @typedef {{type: "remove_paper_ballot", id: string, voting_id: string}} RemovePaperBallot */
/** @typedef {{type: "print_slips", id: string, hashes: Array<string>}} PrintSlips */
/** @typedef {{type: "void_slips", id: string}} VoidSlips */
/** @typedef {{type: "undo", seq: number|null}} Undo */
/** @typedef {{type: "redo", seq: number|null}} Redo */
/** @typedef {{name: string, keywords: string, cross_cutting: boolean, position: number}} CatalogueField */
/** @typedef {{id: string, kind: string, title: string, minutes: number, question: string, questions_in: Object<string, string>}} Step */
/** @typedef {{mode: "dots", points: number, max_per_option: number}} DotRules */
/** @typedef {{option_id: string, rank: number, value: number, voters: number|null, detail: Object<string, number>}} ResultRow */
/** @typedef {{participant_id: string|null, group_id: string|null, device: string|null, own: Array<string>, withdrawn: Array<string>, ballot: Object<string, Object<string, number>>, ready_for: number|null, drafts: Object<string, string>}} You */
/** @typedef {{seq: number, name: string, puts: Array<Entity>, drops: Array<[keyof ByType, string]>}} Change */
/** @typedef {{phones: number, tablets: number, unsent: number, ready: number, table_ready: boolean, silent: number, gone: number}} GroupPresence */
/** @typedef {{id: string, name: string, unit: string, base_value: number|null, base_year: number|null, target_value: number|null, target_year: number|null, source: string}} IndicatorDraft */
/** @typedef {{name: string, keywords: string, cross_cutting: boolean, position: number}} CatalogueEntry */
/** @typedef {{name: string, seats: number}} NewGroup */
/** @typedef {{key: string, name: string, keywords: string}} NewField */
/** @typedef {{id: string, kind: string, title: string, minutes: number}} NewStep */
/** @typedef {{mode: "dots", points: number|null, max_per_option: number}} DotRulesDraft */
/** @typedef {Dialogue|Workshop|Group|Participant|Contribution|Translation|Cluster|FieldOfAction|Goal|Indicator|Voting|VotingResult|Ballot|SlipSheet|Difference} Entity */
/** An entity as it is sent: without what is at its default. */
/** @typedef {{type: keyof ByType, id: string} & Object<string, any>} Sent */
/** @typedef {{dialogue: Object<string, Dialogue>, workshop: Object<string, Workshop>, group: Object<string, Group>, participant: Object<string, Participant>, contribution: Object<string, Contribution>, translation: Object<string, Translation>, cluster: Object<string, Cluster>, field: Object<string, FieldOfAction>, goal: Object<string, Goal>, indicator: Object<string, Indicator>, voting: Object<string, Voting>, result: Object<string, VotingResult>, ballot: Object<string, Ballot>, slips: Object<string, SlipSheet>, difference: Object<string, Difference>}} ByType */
/** @typedef {JoinWorkshop|SignalReady|KeepDrafts|PostContribution|EditContribution|WithdrawContribution|ReclaimContribution|ProposeGoal|EditGoal|WithdrawGoal|ReclaimGoal|CastBallot|CreateDialogue|ChangeDialogue|ChangeCatalogue|CreateWorkshop|ChangeWorkshop|FollowDialogue|FinishWorkshop|AddGroup|ChangeGroup|RemoveGroup|AddField|ChangeField|RemoveField|GoToPhase|SetTimer|AllowLate|CloseDoor|PauseGroup|HideAllOfDevice|ShowOnStage|TurnStage|DressStage|MoveContribution|HideContribution|RestoreContribution|CreateCluster|RenameCluster|MoveCluster|MergeClusters|DissolveCluster|HideGoal|RestoreGoal|OpenVoting|CloseVoting|SettleDifference|Translate|ChooseTexts|AskIn|EnterPaperBallot|RemovePaperBallot|PrintSlips|VoidSlips|Undo|Redo} Command */
/** @typedef {Hello|Submit|Status|Ping} ToServer */
/** @typedef {Welcome|Delta|Snapshot|Ack|Rejected|Presence|Addresses|Refresh|Pong} ToDevice */

/** An entity with what was not sent of it. @param {Sent} sent @returns {any} */
export const whole = (sent) => ({ version: 1, ...DEFAULTS[sent.type], ...sent });

/**
 * A frozen-shape object: throws on a missing or unknown field, so that a typo is found at once.
 * @param {string} type @param {string[]} required @param {string[]} optional
 * @param {Object<string, any>} fields @returns {any}
 */
export function built(type, required, optional, fields) {
  for (const name of required) {
    if (fields[name] === undefined) throw new TypeError(`${type} needs ${name}`);
  }
  for (const name of Object.keys(fields)) {
    if (!required.includes(name) && !optional.includes(name)) throw new TypeError(`${type} has no ${name}`);
  }
  return { type, ...fields };
}

/** @import { OfModerators } from "./moderator.gen.js" */
// The moderators' commands are there once moderator.gen.js is imported. No phone does that.
/**
 * @typedef {Object} OfParticipants
 * @property {(fields: {group_id: string, device?: Device, language?: string}) => JoinWorkshop} joinWorkshop
 * @property {(fields: {ready_for: number|null}) => SignalReady} signalReady
 * @property {(fields: {drafts: Object<string, string>}) => KeepDrafts} keepDrafts
 * @property {(fields: {id: string, kind: Kind, text: string, language?: string, group_id?: string|null, source?: Source|null}) => PostContribution} postContribution
 * @property {(fields: {id: string, version: number, kind: Kind, text: string}) => EditContribution} editContribution
 * @property {(fields: {id: string, version: number}) => WithdrawContribution} withdrawContribution
 * @property {(fields: {id: string}) => ReclaimContribution} reclaimContribution
 * @property {(fields: {id: string, text: string, language?: string, field_id?: string|null, cluster_ids?: Array<string>, target_year?: number|null, indicators?: Array<IndicatorDraft>, group_id?: string|null, source?: Source|null}) => ProposeGoal} proposeGoal
 * @property {(fields: {id: string, version: number, text: string, field_id?: string|null, cluster_ids?: Array<string>, target_year?: number|null, indicators?: Array<IndicatorDraft>}) => EditGoal} editGoal
 * @property {(fields: {id: string, version: number}) => WithdrawGoal} withdrawGoal
 * @property {(fields: {id: string}) => ReclaimGoal} reclaimGoal
 * @property {(fields: {voting_id: string, marks: Object<string, number>, turn?: string|null, slip?: string|null, blank?: boolean}) => CastBallot} castBallot
 */
export const make = /** @type {OfParticipants & OfModerators} */ ({
  joinWorkshop: (fields) => built("join_workshop", ["group_id"], ["device", "language"], fields),
  signalReady: (fields) => built("signal_ready", ["ready_for"], [], fields),
  keepDrafts: (fields) => built("keep_drafts", ["drafts"], [], fields),
  postContribution: (fields) => built("post_contribution", ["id", "kind", "text"], ["language", "group_id", "source"], fields),
  editContribution: (fields) => built("edit_contribution", ["id", "version", "kind", "text"], [], fields),
  withdrawContribution: (fields) => built("withdraw_contribution", ["id", "version"], [], fields),
  reclaimContribution: (fields) => built("reclaim_contribution", ["id"], [], fields),
  proposeGoal: (fields) => built("propose_goal", ["id", "text"], ["language", "field_id", "cluster_ids", "target_year", "indicators", "group_id", "source"], fields),
  editGoal: (fields) => built("edit_goal", ["id", "version", "text"], ["field_id", "cluster_ids", "target_year", "indicators"], fields),
  withdrawGoal: (fields) => built("withdraw_goal", ["id", "version"], [], fields),
  reclaimGoal: (fields) => built("reclaim_goal", ["id"], [], fields),
  castBallot: (fields) => built("cast_ballot", ["voting_id", "marks"], ["turn", "slip", "blank"], fields),
});

/**
 * @typedef {Object} OfDevices
 * @property {(fields: {protocol: number, role: "participant"|"moderator"|"stage", token?: string|null, epoch?: string, seq?: number, language?: string, slip?: string|null}) => Hello} hello
 * @property {(fields: {cmd_id: string, command: Command}) => Submit} submit
 * @property {(fields?: {unsent?: number, pages?: number}) => Status} status
 * @property {(fields?: {}) => Ping} ping
 */
export const message = /** @type {OfDevices} */ ({
  hello: (fields) => built("hello", ["protocol", "role"], ["token", "epoch", "seq", "language", "slip"], fields),
  submit: (fields) => built("submit", ["cmd_id", "command"], [], fields),
  status: (fields = {}) => built("status", [], ["unsent", "pages"], fields),
  ping: (fields = {}) => built("ping", [], [], fields),
});
