// Generated from the Python models, do not edit: python -m app.live.generate

import { built, make } from "./protocol.gen.js";
/** @import { AddField, AddGroup, AllowLate, AskIn, CardTexts, CatalogueEntry, ChangeCatalogue, ChangeDialogue, ChangeField, ChangeGroup, ChangeWorkshop, ChooseTexts, CloseDoor, CloseVoting, CreateCluster, CreateDialogue, CreateWorkshop, DissolveCluster, DotRulesDraft, DressStage, EnterPaperBallot, FinishWorkshop, FollowDialogue, GoToPhase, HideAllOfDevice, HideContribution, HideGoal, MergeClusters, MoveCluster, MoveContribution, NewField, NewGroup, OpenVoting, PauseGroup, PrintSlips, Redo, RemoveField, RemoveGroup, RemovePaperBallot, RenameCluster, RestoreContribution, RestoreGoal, SetTimer, SettleDifference, ShowOnStage, StageView, Translate, TurnStage, Undo, VoidSlips } from "./protocol.gen.js" */

/** The console's tab that shows what a phase works on. */
export const TAB_OF_PHASE = {"arrive": "", "input": "", "write": "kinds", "sort": "clusters", "focus": "matrix", "goals": "goals", "vote": "voting", "results": "voting"};

Object.assign(make, {
  /** @param {{id: string, title: string, host?: string, target_year: number}} fields @returns {CreateDialogue} */
  createDialogue: (fields) => built("create_dialogue", ["id", "title", "target_year"], ["host"], fields),
  /** @param {{id: string, version: number, title: string, host?: string, target_year: number}} fields @returns {ChangeDialogue} */
  changeDialogue: (fields) => built("change_dialogue", ["id", "version", "title", "target_year"], ["host"], fields),
  /** @param {{id: string, fields: Object<string, CatalogueEntry>}} fields @returns {ChangeCatalogue} */
  changeCatalogue: (fields) => built("change_catalogue", ["id", "fields"], [], fields),
  /** @param {{id: string, dialogue_id: string, dialogue_title: string, code: string, title: string, audience: string, place?: string, date?: string, language?: string, target_year: number, expected?: number, card_limit?: number, groups: Array<string|NewGroup>, fields: Array<string|NewField>, questions?: Object<string, string>, languages?: Array<string>, stage_language?: string, card_texts?: CardTexts, questions_in?: Object<string, Object<string, string>>}} fields @returns {CreateWorkshop} */
  createWorkshop: (fields) => built("create_workshop", ["id", "dialogue_id", "dialogue_title", "code", "title", "audience", "target_year", "groups", "fields"], ["place", "date", "language", "expected", "card_limit", "questions", "languages", "stage_language", "card_texts", "questions_in"], fields),
  /** @param {{version: number, title: string, audience: string, place?: string, date?: string, target_year: number, expected?: number, card_limit?: number, questions?: Object<string, string>, languages?: Array<string>}} fields @returns {ChangeWorkshop} */
  changeWorkshop: (fields) => built("change_workshop", ["version", "title", "audience", "target_year"], ["place", "date", "expected", "card_limit", "questions", "languages"], fields),
  /** @param {{title: string}} fields @returns {FollowDialogue} */
  followDialogue: (fields) => built("follow_dialogue", ["title"], [], fields),
  /** @param {{finished?: boolean}} fields @returns {FinishWorkshop} */
  finishWorkshop: (fields = {}) => built("finish_workshop", [], ["finished"], fields),
  /** @param {{id: string, name: string, seats?: number}} fields @returns {AddGroup} */
  addGroup: (fields) => built("add_group", ["id", "name"], ["seats"], fields),
  /** @param {{id: string, name: string, seats?: number}} fields @returns {ChangeGroup} */
  changeGroup: (fields) => built("change_group", ["id", "name"], ["seats"], fields),
  /** @param {{id: string}} fields @returns {RemoveGroup} */
  removeGroup: (fields) => built("remove_group", ["id"], [], fields),
  /** @param {{id: string, key?: string, name: string, keywords?: string}} fields @returns {AddField} */
  addField: (fields) => built("add_field", ["id", "name"], ["key", "keywords"], fields),
  /** @param {{id: string, name: string, keywords?: string}} fields @returns {ChangeField} */
  changeField: (fields) => built("change_field", ["id", "name"], ["keywords"], fields),
  /** @param {{id: string}} fields @returns {RemoveField} */
  removeField: (fields) => built("remove_field", ["id"], [], fields),
  /** @param {{phase: string}} fields @returns {GoToPhase} */
  goToPhase: (fields) => built("go_to_phase", ["phase"], [], fields),
  /** @param {{minutes?: number|null}} fields @returns {SetTimer} */
  setTimer: (fields = {}) => built("set_timer", [], ["minutes"], fields),
  /** @param {{allowed?: boolean}} fields @returns {AllowLate} */
  allowLate: (fields = {}) => built("allow_late", [], ["allowed"], fields),
  /** @param {{closed?: boolean}} fields @returns {CloseDoor} */
  closeDoor: (fields = {}) => built("close_door", [], ["closed"], fields),
  /** @param {{id: string, paused?: boolean}} fields @returns {PauseGroup} */
  pauseGroup: (fields) => built("pause_group", ["id"], ["paused"], fields),
  /** @param {{id: string, reason?: string}} fields @returns {HideAllOfDevice} */
  hideAllOfDevice: (fields) => built("hide_all_of_device", ["id"], ["reason"], fields),
  /** @param {{view?: StageView, covered?: boolean, of?: string|null}} fields @returns {ShowOnStage} */
  showOnStage: (fields = {}) => built("show_on_stage", [], ["view", "covered", "of"], fields),
  /** @param {{page: number, held?: boolean}} fields @returns {TurnStage} */
  turnStage: (fields) => built("turn_stage", ["page"], ["held"], fields),
  /** @param {{dark?: boolean, size?: 100|125|150}} fields @returns {DressStage} */
  dressStage: (fields = {}) => built("dress_stage", [], ["dark", "size"], fields),
  /** @param {{id: string, cluster_id?: string|null, field_id?: string|null, position?: number|null}} fields @returns {MoveContribution} */
  moveContribution: (fields) => built("move_contribution", ["id"], ["cluster_id", "field_id", "position"], fields),
  /** @param {{id: string, reason?: string}} fields @returns {HideContribution} */
  hideContribution: (fields) => built("hide_contribution", ["id"], ["reason"], fields),
  /** @param {{id: string}} fields @returns {RestoreContribution} */
  restoreContribution: (fields) => built("restore_contribution", ["id"], [], fields),
  /** @param {{id: string, name: string, field_id?: string|null, contribution_ids?: Array<string>}} fields @returns {CreateCluster} */
  createCluster: (fields) => built("create_cluster", ["id", "name"], ["field_id", "contribution_ids"], fields),
  /** @param {{id: string, name: string}} fields @returns {RenameCluster} */
  renameCluster: (fields) => built("rename_cluster", ["id", "name"], [], fields),
  /** @param {{id: string, field_id?: string|null, position?: number|null}} fields @returns {MoveCluster} */
  moveCluster: (fields) => built("move_cluster", ["id"], ["field_id", "position"], fields),
  /** @param {{id: string, into_id: string}} fields @returns {MergeClusters} */
  mergeClusters: (fields) => built("merge_clusters", ["id", "into_id"], [], fields),
  /** @param {{id: string}} fields @returns {DissolveCluster} */
  dissolveCluster: (fields) => built("dissolve_cluster", ["id"], [], fields),
  /** @param {{id: string, reason?: string}} fields @returns {HideGoal} */
  hideGoal: (fields) => built("hide_goal", ["id"], ["reason"], fields),
  /** @param {{id: string}} fields @returns {RestoreGoal} */
  restoreGoal: (fields) => built("restore_goal", ["id"], [], fields),
  /** @param {{id: string, rules?: DotRulesDraft, question: string, questions_in?: Object<string, string>, option_ids: Array<string>, slips_only?: boolean}} fields @returns {OpenVoting} */
  openVoting: (fields) => built("open_voting", ["id", "question", "option_ids"], ["rules", "questions_in", "slips_only"], fields),
  /** @param {{id: string}} fields @returns {CloseVoting} */
  closeVoting: (fields) => built("close_voting", ["id"], [], fields),
  /** @param {{id: string, choice: number}} fields @returns {SettleDifference} */
  settleDifference: (fields) => built("settle_difference", ["id", "choice"], [], fields),
  /** @param {{of_id: string, language: string, text: string, original_version: number}} fields @returns {Translate} */
  translate: (fields) => built("translate", ["of_id", "language", "text", "original_version"], [], fields),
  /** @param {{stage_language?: string, card_texts?: CardTexts}} fields @returns {ChooseTexts} */
  chooseTexts: (fields = {}) => built("choose_texts", [], ["stage_language", "card_texts"], fields),
  /** @param {{language: string, phase: string, text: string}} fields @returns {AskIn} */
  askIn: (fields) => built("ask_in", ["language", "phase", "text"], [], fields),
  /** @param {{id: string, voting_id: string, marks: Object<string, number>, blank?: boolean}} fields @returns {EnterPaperBallot} */
  enterPaperBallot: (fields) => built("enter_paper_ballot", ["id", "voting_id", "marks"], ["blank"], fields),
  /** @param {{id: string, voting_id: string}} fields @returns {RemovePaperBallot} */
  removePaperBallot: (fields) => built("remove_paper_ballot", ["id", "voting_id"], [], fields),
  /** @param {{id: string, hashes: Array<string>}} fields @returns {PrintSlips} */
  printSlips: (fields) => built("print_slips", ["id", "hashes"], [], fields),
  /** @param {{id: string}} fields @returns {VoidSlips} */
  voidSlips: (fields) => built("void_slips", ["id"], [], fields),
  /** @param {{seq?: number|null}} fields @returns {Undo} */
  undo: (fields = {}) => built("undo", [], ["seq"], fields),
  /** @param {{seq?: number|null}} fields @returns {Redo} */
  redo: (fields = {}) => built("redo", [], ["seq"], fields),
});
