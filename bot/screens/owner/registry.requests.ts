import type { Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";
import { to } from "../../core/view.ts";
import { absencesScreen } from "../shared/absences.ts";
import { chainsScreen } from "./chains.ts";
import { decideScreen } from "./decide.ts";
import { delegatesScreen } from "./delegates.ts";
import { historyScreen } from "./history.ts";
import { inboxScreen } from "./inbox.ts";
import { leaveAccountScreen } from "./leave-account.ts";
import { ownerRequestScreen } from "./request.ts";
import { typesScreen } from "./types.ts";
import { workedScreen } from "./worked.ts";

export const ownerRequestScreens: readonly Screen<Api>[] = [
  inboxScreen,
  ownerRequestScreen,
  decideScreen,
  historyScreen,
  workedScreen,
  delegatesScreen,
  chainsScreen,
  typesScreen,
  leaveAccountScreen,
  absencesScreen(to("inbox")),
];
