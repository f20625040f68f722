import type { Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";
import { decideScreen } from "./decide.ts";
import { inboxScreen } from "./inbox.ts";
import { leaveAccountScreen } from "./leave-account.ts";
import { ownerRequestScreen } from "./request.ts";

export const ownerRequestScreens: readonly Screen<Api>[] = [
  inboxScreen,
  ownerRequestScreen,
  decideScreen,
  leaveAccountScreen,
];
