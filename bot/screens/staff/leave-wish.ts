import { isAfterShift, type LeaveDraft } from "./leave-draft.ts";

/** What the API is asked; the rest of a draft is only ours. */
export function askedOf(draft: LeaveDraft) {
  const { kind = "leave", type, from = "", to: last, part, fromMinute, toMinute } = draft;
  const { workplaceId, place, parentId, unit = "day" } = draft;
  return {
    kind,
    unit,
    from,
    ...(type === undefined || kind === "overtime" ? {} : { type }),
    ...(last === undefined || unit !== "day" ? {} : { to: last }),
    ...(part === undefined ? {} : { part }),
    ...(fromMinute === undefined ? {} : { fromMinute }),
    ...(toMinute === undefined ? {} : { toMinute }),
    ...(isAfterShift(draft) && draft.minutes !== undefined ? { minutes: draft.minutes } : {}),
    ...(workplaceId === undefined ? {} : { workplaceId }),
    ...(place === undefined ? {} : { place }),
    ...(parentId === undefined ? {} : { parentId }),
  };
}
