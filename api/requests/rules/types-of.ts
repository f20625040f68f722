import { profileDefaults } from "../../schedule/rules/profile-defaults.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import type { Profile } from "../../core/words.ts";
import type { RequestType } from "./request-type.ts";
import { iranianTypes } from "./types-ir.ts";
import { russianTypes } from "./types-ru.ts";
import type { LeaveTypeRules } from "./types.ts";

const builtIn: Readonly<Record<Profile, readonly RequestType[]>> = {
  ir: iranianTypes,
  ru: russianTypes,
};

/** Everything that may be asked for on a day: the law's own kinds, then those of the organisation. */
export const typesOn = (
  profile: Profile,
  date: LocalDate,
  own: readonly RequestType[] = [],
): readonly RequestType[] =>
  [...builtIn[profile], ...own].filter(({ validFrom }) => validFrom === null || validFrom <= date);

/** What the cost of a leave is reckoned by, minutes of the law's own day. */
export function costRulesOf(type: RequestType, profile: Profile): LeaveTypeRules {
  const { dayNormMinutes, halfDayMinutes } = profileDefaults[profile];
  return {
    code: type.code,
    counting: type.counting,
    dayCharge: type.dayCharge,
    dayMinutes: dayNormMinutes,
    halfDayMinutes,
    usesBalance: type.ledger !== null,
  };
}
