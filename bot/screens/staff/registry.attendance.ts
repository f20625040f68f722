import type { Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";
import { notifySettings } from "../shared/notify-settings.ts";
import { verifyScreen } from "../shared/verify.ts";
import { staffChange } from "./change-card.ts";
import { comingLate, onMission } from "./coming-late.ts";
import { correction } from "./correction.ts";
import { watchAnswer } from "./watch-answer.ts";
import { kioskScan } from "./kiosk-scan.ts";
import { dayWhy } from "./day-why.ts";
import { monthWhy } from "./month-why.ts";
import { monthQuestions } from "./month-questions.ts";
import { myDay } from "./my-day.ts";
import { myMonth } from "./my-month.ts";
import { myPicture } from "./my-picture.ts";
import { punchReason } from "./punch-reason.ts";
import { team } from "./team.ts";

export const staffAttendanceScreens: readonly Screen<Api>[] = [
  staffChange,
  correction,
  watchAnswer,
  comingLate,
  onMission,
  verifyScreen,
  monthQuestions,
  myDay,
  dayWhy,
  myMonth,
  monthWhy,
  myPicture,
  punchReason,
  team,
  kioskScan,
  notifySettings,
];
