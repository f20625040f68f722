import type { Statement } from "../../../db/client/port.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import type { NoticePayloads } from "../../core/notices.ts";
import type { Deps } from "../../deps.ts";
import { nextDirection, type LastPunch } from "../rules/next-action.ts";
import { type StaffMessage, staffMessages } from "../staff-messages.ts";
import type { ServedOrganisation } from "./organisations.ts";
import type { WatchStage, WatchStep } from "./rules/step-watch.ts";

export interface Watch {
  readonly employeeId: string;
  readonly stage: WatchStage;
  readonly last: LastPunch | null;
}

/** A watch with what is said now and when it is looked at again. */
export interface Told extends WatchStep {
  readonly watch: Watch;
}

interface Group {
  readonly served: ServedOrganisation;
  readonly date: LocalDate;
  readonly now: number;
  readonly steps: readonly Told[];
}

/** All that a slice writes: watches move on, questions wait to be sent at their pace. Two statements, however many people. */
export function watchWrites(deps: Deps, group: Group): Statement[] {
  const { served, date, now, steps } = group;
  const orgId = served.organisation.id;
  const messages = steps.flatMap((step) => messageOf(deps, group, step));
  return [
    {
      sql: `update shift_watches set stage = j.value ->> 2, next_at = j.value ->> 3 from json_each(?) j
        where shift_watches.org_id = ? and shift_watches.date = ? and shift_watches.employee_id = j.value ->> 0
          and shift_watches.stage = j.value ->> 1 and shift_watches.next_at <= ?`,
      params: [
        JSON.stringify(
          steps.map(({ watch, stage, nextAt }) => [watch.employeeId, watch.stage, stage, nextAt]),
        ),
        orgId,
        date,
        now,
      ],
    },
    ...(messages.length === 0 ? [] : [staffMessages(orgId, messages, now)]),
  ];
}

function messageOf(deps: Deps, { served, date, now }: Group, step: Told): StaffMessage[] {
  const { say, watch } = step;
  if (say === null) return [];
  const { employeeId } = watch;
  const { timeZone, locationPolicy } = served.organisation;
  const common = {
    id: deps.ids(),
    employeeId,
    subject: `watch:${employeeId}:${date}`,
    key: `watch:${employeeId}:${date}:${watch.stage}`,
  };
  if (say.tell === "start") {
    const payload: NoticePayloads["watch-start"] = {
      date,
      startsAt: say.startsAt,
      timeZone,
      nextDirection: nextDirection(watch.last, now),
      locationPolicy,
    };
    return [{ ...common, kind: "watch-start", payload: JSON.stringify(payload) }];
  }
  const payload: NoticePayloads["watch-end"] = {
    date,
    endsAt: say.endsAt,
    at: say.at,
    missing: say.missing,
    again: watch.stage === "again",
    timeZone,
  };
  return [{ ...common, kind: "watch-end", payload: JSON.stringify(payload) }];
}
