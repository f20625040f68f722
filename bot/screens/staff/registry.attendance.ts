import type { Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";
import { myDay } from "./my-day.ts";
import { myMonth } from "./my-month.ts";
import { punchReason } from "./punch-reason.ts";
import { team } from "./team.ts";

export const staffAttendanceScreens: readonly Screen<Api>[] = [myDay, myMonth, punchReason, team];
