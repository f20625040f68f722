import type { Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";
import { staffAttendanceScreens } from "./registry.attendance.ts";
import { staffPeopleScreens } from "./registry.people.ts";
import { staffRequestScreens } from "./registry.requests.ts";

/** Every screen of the staff bot. */
export const staffScreens: readonly Screen<Api>[] = [
  ...staffPeopleScreens,
  ...staffAttendanceScreens,
  ...staffRequestScreens,
];
