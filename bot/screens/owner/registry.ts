import type { Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";
import { ownerAttendanceScreens } from "./registry.attendance.ts";
import { ownerBillingScreens } from "./registry.billing.ts";
import { ownerOperatorScreens } from "./registry.operator.ts";
import { ownerPeopleScreens } from "./registry.people.ts";
import { ownerRequestScreens } from "./registry.requests.ts";

/** Every screen of the owner bot. */
export const ownerScreens: readonly Screen<Api>[] = [
  ...ownerPeopleScreens,
  ...ownerAttendanceScreens,
  ...ownerRequestScreens,
  ...ownerBillingScreens,
  ...ownerOperatorScreens,
];
