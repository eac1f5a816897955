import "./shared_icons.js";
import { BoardScreen, MatrixScreen } from "./phone_board.js";
import { CodeScreen } from "./phone_code.js";
import { CodeEntry } from "./phone_entry.js";
import { GoalsScreen } from "./phone_goals.js";
import { LeftOver } from "./phone_leftover.js";
import { ResultsScreen } from "./phone_results.js";
import { keepStill } from "./phone_still.js";
import { VotePhase } from "./phone_vote.js";

// What a phone needs only later in a workshop (see phone_second.js): screens that come with a phase,
// and those that are rarely opened.
export const laterScreens = {
  parts: { board: BoardScreen, matrix: MatrixScreen, goals: GoalsScreen, vote: VotePhase, results: ResultsScreen },
  CodeEntry,
  CodeScreen,
  LeftOver,
  keepStill,
};
