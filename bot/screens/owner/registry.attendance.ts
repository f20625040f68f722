import type { Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";
import { notifySettings } from "../shared/notify-settings.ts";
import { board } from "./board.ts";
import { doubtfulScreen } from "./doubtful.ts";
import { kiosksScreen } from "./kiosks.ts";
import { companyNotices } from "./digest-settings.ts";
import { verifyScreen } from "../shared/verify.ts";
import { bulk } from "./bulk.ts";
import { corrections } from "./corrections.ts";
import { ownerChange } from "./corrections-change.ts";
import { reminders } from "./corrections-reminders.ts";
import { importPunches } from "./import-punches.ts";
import { editPunch } from "./manual-punch-edit.ts";
import { manualPunch } from "./manual-punch.ts";
import { closeScreen } from "./close.ts";
import { closeSettings } from "./close-settings.ts";
import { matrix } from "./matrix.ts";
import { personDay } from "./person-day.ts";
import { exportScreen, exportsScreen } from "./exports.ts";
import { personMonth } from "./person-month.ts";
import { personMonthWhy } from "./person-month-why.ts";
import { personWhy } from "./person-why.ts";
import { personPicture } from "./person-picture.ts";
import { timesheetsMake } from "./timesheets-make.ts";
import { timesheetsPick } from "./timesheets-pick.ts";
import { timesheetsScreen } from "./timesheets.ts";
import { teamBoardsScreen } from "./team-boards.ts";
import { trustSettings } from "./trust-settings.ts";
import { workRules } from "./work-rules.ts";

export const ownerAttendanceScreens: readonly Screen<Api>[] = [
  corrections,
  ownerChange,
  editPunch,
  bulk,
  importPunches,
  reminders,
  verifyScreen,
  board,
  closeScreen,
  closeSettings,
  matrix,
  teamBoardsScreen,
  personDay,
  personWhy,
  personMonth,
  personMonthWhy,
  personPicture,
  timesheetsScreen,
  timesheetsPick,
  timesheetsMake,
  exportsScreen,
  exportScreen,
  manualPunch,
  doubtfulScreen,
  kiosksScreen,
  trustSettings,
  workRules,
  notifySettings,
  companyNotices,
];
