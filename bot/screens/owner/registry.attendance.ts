import type { Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";
import { board } from "./board.ts";
import { manualPunch } from "./manual-punch.ts";
import { matrix } from "./matrix.ts";
import { personDay } from "./person-day.ts";
import { personMonth } from "./person-month.ts";
import { teamBoardsScreen } from "./team-boards.ts";

export const ownerAttendanceScreens: readonly Screen<Api>[] = [
  board,
  matrix,
  teamBoardsScreen,
  personDay,
  personMonth,
  manualPunch,
];
