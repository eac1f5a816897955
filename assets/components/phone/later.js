import "../shared/icons.js";
import { BoardScreen, MatrixScreen } from "./board.js";
import { CodeScreen } from "./code.js";
import { CodeEntry } from "./entry.js";
import { GoalsScreen } from "./goals.js";
import { LeftOver } from "./leftover.js";
import { ResultsScreen } from "./results.js";
import { keepStill } from "../shared/still.js";
import { VotePhase } from "./vote.js";

// What a phone needs only later in a workshop (see second.js): screens that come with a phase,
// and those that are rarely opened.
export const laterScreens = {
  parts: { board: BoardScreen, matrix: MatrixScreen, goals: GoalsScreen, vote: VotePhase, results: ResultsScreen },
  CodeEntry,
  CodeScreen,
  LeftOver,
  keepStill,
};
