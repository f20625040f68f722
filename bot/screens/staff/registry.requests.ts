import type { Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";
import { to } from "../../core/view.ts";
import { absencesScreen } from "../shared/absences.ts";
import { balanceScreen } from "./balance.ts";
import { fixScreen } from "./fix.ts";
import { leaveScreen } from "./leave.ts";
import { myRequestsScreen } from "./my-requests.ts";
import { staffRequestScreen } from "./request.ts";

export const staffRequestScreens: readonly Screen<Api>[] = [
  leaveScreen,
  fixScreen,
  myRequestsScreen,
  balanceScreen,
  staffRequestScreen,
  absencesScreen(to("my-requests")),
];
