// Generated from the Python models, do not edit: python -m app.live.generate

import { built, make } from "./protocol.gen.js";
/** @import { AddField, AddGroup, AllowLate, AskIn, CardTexts, CatalogueEntry, ChangeCatalogue, ChangeDialogue, ChangeField, ChangeGroup, ChangeWorkshop, ChooseTexts, CloseDoor, CloseVoting, CreateCluster, CreateDialogue, CreateWorkshop, DissolveCluster, DotRulesDraft, DressStage, EnterPaperBallot, FinishWorkshop, FollowDialogue, GoToPhase, HideAllOfDevice, HideContribution, HideGoal, MergeClusters, MoveCluster, MoveContribution, NewField, NewGroup, NewStep, OpenVoting, PauseGroup, PrintSlips, Redo, RemoveField, RemoveGroup, RemovePaperBallot, RenameCluster, RestoreContribution, RestoreGoal, SetTimer, SettleDifference, ShowOnStage, StageView, Translate, TurnStage, Undo, VoidSlips } from "./protocol.gen.js" */

/** The console's tab that shows what a kind of steps works on. */
export const TAB_OF_KIND = {"arrive": "", "input": "", "write": "kinds", "sort": "clusters", "focus": "matrix", "goals": "goals", "vote": "voting", "results": "voting"};
/** What the stage can be told to show, besides one thing large. */
export const STAGE_CHOICES = ["join", "title", "question", "board", "matrix", "goals", "voting", "result"];
/** @type {(100|125|150)[]} */
export const STAGE_SIZES = [100, 125, 150];
export const MOST_POINTS = 1000;
/** In minutes. */
export const LONGEST_TIMER = 600;
/** The most characters of each text field of a moderators' command. */
export const LENGTHS = {
  "create_dialogue": {
    "title": 120,
    "host": 200
  },
  "change_dialogue": {
    "title": 120,
    "host": 200
  },
  "create_workshop": {
    "dialogue_title": 120,
    "title": 120,
    "audience": 200,
    "place": 200
  },
  "change_workshop": {
    "title": 120,
    "audience": 200,
    "place": 200
  },
  "follow_dialogue": {
    "title": 120
  },
  "add_group": {
    "name": 120
  },
  "change_group": {
    "name": 120
  },
  "add_field": {
    "name": 120,
    "keywords": 200
  },
  "change_field": {
    "name": 120,
    "keywords": 200
  },
  "hide_all_of_device": {
    "reason": 200
  },
  "hide_contribution": {
    "reason": 200
  },
  "create_cluster": {
    "name": 80
  },
  "rename_cluster": {
    "name": 80
  },
  "hide_goal": {
    "reason": 200
  },
  "open_voting": {
    "question": 300
  },
  "translate": {
    "text": 1500
  },
  "ask_in": {
    "text": 2000
  }
};

/**
 * @typedef {Object} OfModerators
 * @property {(fields: {id: string, title: string, host?: string, target_year: number}) => CreateDialogue} createDialogue
 * @property {(fields: {id: string, version: number, title: string, host?: string, target_year: number}) => ChangeDialogue} changeDialogue
 * @property {(fields: {id: string, fields: Object<string, CatalogueEntry>}) => ChangeCatalogue} changeCatalogue
 * @property {(fields: {id: string, dialogue_id: string, dialogue_title: string, code: string, title: string, audience: string, place?: string, date?: string, language?: string, target_year: number, expected?: number, card_limit?: number, groups: Array<string|NewGroup>, fields: Array<string|NewField>, agenda?: Array<NewStep>, questions?: Object<string, string>, languages?: Array<string>, stage_language?: string, card_texts?: CardTexts, questions_in?: Object<string, Object<string, string>>}) => CreateWorkshop} createWorkshop
 * @property {(fields: {version: number, title: string, audience: string, place?: string, date?: string, target_year: number, expected?: number, card_limit?: number, questions?: Object<string, string>, languages?: Array<string>}) => ChangeWorkshop} changeWorkshop
 * @property {(fields: {title: string}) => FollowDialogue} followDialogue
 * @property {(fields?: {finished?: boolean}) => FinishWorkshop} finishWorkshop
 * @property {(fields: {id: string, name: string, seats?: number}) => AddGroup} addGroup
 * @property {(fields: {id: string, name: string, seats?: number}) => ChangeGroup} changeGroup
 * @property {(fields: {id: string}) => RemoveGroup} removeGroup
 * @property {(fields: {id: string, key?: string, name: string, keywords?: string}) => AddField} addField
 * @property {(fields: {id: string, name: string, keywords?: string}) => ChangeField} changeField
 * @property {(fields: {id: string}) => RemoveField} removeField
 * @property {(fields: {phase: string}) => GoToPhase} goToPhase
 * @property {(fields?: {minutes?: number|null}) => SetTimer} setTimer
 * @property {(fields?: {allowed?: boolean}) => AllowLate} allowLate
 * @property {(fields?: {closed?: boolean}) => CloseDoor} closeDoor
 * @property {(fields: {id: string, paused?: boolean}) => PauseGroup} pauseGroup
 * @property {(fields: {id: string, reason?: string}) => HideAllOfDevice} hideAllOfDevice
 * @property {(fields?: {view?: StageView, covered?: boolean, of?: string|null}) => ShowOnStage} showOnStage
 * @property {(fields: {page: number, held?: boolean}) => TurnStage} turnStage
 * @property {(fields?: {dark?: boolean, size?: 100|125|150}) => DressStage} dressStage
 * @property {(fields: {id: string, cluster_id?: string|null, field_id?: string|null, position?: number|null}) => MoveContribution} moveContribution
 * @property {(fields: {id: string, reason?: string}) => HideContribution} hideContribution
 * @property {(fields: {id: string, withdrawn?: boolean}) => RestoreContribution} restoreContribution
 * @property {(fields: {id: string, name: string, field_id?: string|null, contribution_ids?: Array<string>}) => CreateCluster} createCluster
 * @property {(fields: {id: string, name: string}) => RenameCluster} renameCluster
 * @property {(fields: {id: string, field_id?: string|null, position?: number|null}) => MoveCluster} moveCluster
 * @property {(fields: {id: string, into_id: string}) => MergeClusters} mergeClusters
 * @property {(fields: {id: string}) => DissolveCluster} dissolveCluster
 * @property {(fields: {id: string, reason?: string}) => HideGoal} hideGoal
 * @property {(fields: {id: string, withdrawn?: boolean}) => RestoreGoal} restoreGoal
 * @property {(fields: {id: string, rules?: DotRulesDraft, question: string, questions_in?: Object<string, string>, option_ids: Array<string>, slips_only?: boolean}) => OpenVoting} openVoting
 * @property {(fields: {id: string}) => CloseVoting} closeVoting
 * @property {(fields: {id: string, choice: number}) => SettleDifference} settleDifference
 * @property {(fields: {of_id: string, language: string, text: string, original_version: number}) => Translate} translate
 * @property {(fields?: {stage_language?: string, card_texts?: CardTexts}) => ChooseTexts} chooseTexts
 * @property {(fields: {language: string, phase: string, text: string}) => AskIn} askIn
 * @property {(fields: {id: string, voting_id: string, marks: Object<string, number>, blank?: boolean}) => EnterPaperBallot} enterPaperBallot
 * @property {(fields: {id: string, voting_id: string}) => RemovePaperBallot} removePaperBallot
 * @property {(fields: {id: string, hashes: Array<string>}) => PrintSlips} printSlips
 * @property {(fields: {id: string}) => VoidSlips} voidSlips
 * @property {(fields?: {seq?: number|null}) => Undo} undo
 * @property {(fields?: {seq?: number|null}) => Redo} redo
 */
Object.assign(make, /** @type {OfModerators} */ ({
  createDialogue: (fields) => built("create_dialogue", ["id", "title", "target_year"], ["host"], fields),
  changeDialogue: (fields) => built("change_dialogue", ["id", "version", "title", "target_year"], ["host"], fields),
  changeCatalogue: (fields) => built("change_catalogue", ["id", "fields"], [], fields),
  createWorkshop: (fields) => built("create_workshop", ["id", "dialogue_id", "dialogue_title", "code", "title", "audience", "target_year", "groups", "fields"], ["place", "date", "language", "expected", "card_limit", "agenda", "questions", "languages", "stage_language", "card_texts", "questions_in"], fields),
  changeWorkshop: (fields) => built("change_workshop", ["version", "title", "audience", "target_year"], ["place", "date", "expected", "card_limit", "questions", "languages"], fields),
  followDialogue: (fields) => built("follow_dialogue", ["title"], [], fields),
  finishWorkshop: (fields = {}) => built("finish_workshop", [], ["finished"], fields),
  addGroup: (fields) => built("add_group", ["id", "name"], ["seats"], fields),
  changeGroup: (fields) => built("change_group", ["id", "name"], ["seats"], fields),
  removeGroup: (fields) => built("remove_group", ["id"], [], fields),
  addField: (fields) => built("add_field", ["id", "name"], ["key", "keywords"], fields),
  changeField: (fields) => built("change_field", ["id", "name"], ["keywords"], fields),
  removeField: (fields) => built("remove_field", ["id"], [], fields),
  goToPhase: (fields) => built("go_to_phase", ["phase"], [], fields),
  setTimer: (fields = {}) => built("set_timer", [], ["minutes"], fields),
  allowLate: (fields = {}) => built("allow_late", [], ["allowed"], fields),
  closeDoor: (fields = {}) => built("close_door", [], ["closed"], fields),
  pauseGroup: (fields) => built("pause_group", ["id"], ["paused"], fields),
  hideAllOfDevice: (fields) => built("hide_all_of_device", ["id"], ["reason"], fields),
  showOnStage: (fields = {}) => built("show_on_stage", [], ["view", "covered", "of"], fields),
  turnStage: (fields) => built("turn_stage", ["page"], ["held"], fields),
  dressStage: (fields = {}) => built("dress_stage", [], ["dark", "size"], fields),
  moveContribution: (fields) => built("move_contribution", ["id"], ["cluster_id", "field_id", "position"], fields),
  hideContribution: (fields) => built("hide_contribution", ["id"], ["reason"], fields),
  restoreContribution: (fields) => built("restore_contribution", ["id"], ["withdrawn"], fields),
  createCluster: (fields) => built("create_cluster", ["id", "name"], ["field_id", "contribution_ids"], fields),
  renameCluster: (fields) => built("rename_cluster", ["id", "name"], [], fields),
  moveCluster: (fields) => built("move_cluster", ["id"], ["field_id", "position"], fields),
  mergeClusters: (fields) => built("merge_clusters", ["id", "into_id"], [], fields),
  dissolveCluster: (fields) => built("dissolve_cluster", ["id"], [], fields),
  hideGoal: (fields) => built("hide_goal", ["id"], ["reason"], fields),
  restoreGoal: (fields) => built("restore_goal", ["id"], ["withdrawn"], fields),
  openVoting: (fields) => built("open_voting", ["id", "question", "option_ids"], ["rules", "questions_in", "slips_only"], fields),
  closeVoting: (fields) => built("close_voting", ["id"], [], fields),
  settleDifference: (fields) => built("settle_difference", ["id", "choice"], [], fields),
  translate: (fields) => built("translate", ["of_id", "language", "text", "original_version"], [], fields),
  chooseTexts: (fields = {}) => built("choose_texts", [], ["stage_language", "card_texts"], fields),
  askIn: (fields) => built("ask_in", ["language", "phase", "text"], [], fields),
  enterPaperBallot: (fields) => built("enter_paper_ballot", ["id", "voting_id", "marks"], ["blank"], fields),
  removePaperBallot: (fields) => built("remove_paper_ballot", ["id", "voting_id"], [], fields),
  printSlips: (fields) => built("print_slips", ["id", "hashes"], [], fields),
  voidSlips: (fields) => built("void_slips", ["id"], [], fields),
  undo: (fields = {}) => built("undo", [], ["seq"], fields),
  redo: (fields = {}) => built("redo", [], ["seq"], fields),
}));
