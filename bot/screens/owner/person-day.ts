import type { Api } from "../../core/api.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { dayBody } from "../shared/day-body.ts";
import { dateArgument, type Day, fetchDay } from "../shared/day-data.ts";
import { dayTurns, whyKeys } from "../shared/day-keys.ts";
import { homeKey } from "../shared/steer.ts";
import { unlessGone } from "../shared/unless-gone.ts";
import { orLockView } from "./or-lock-view.ts";

/** Somebody's day as they see it themselves, with the key to enter what is missing. */
export const personDay: Screen<Api> = {
  name: "person-day",
  code: "pd",
  args: ["id", "date"],
  permission: "attendance.view_team",
  open: (ctx, [employeeId = "", date]) =>
    orLockView(ctx, to("person", [employeeId]), async () => {
      const day = await unlessGone(fetchDay(ctx.api, dateArgument(date), employeeId));
      if (day === null) return ctx.stale(to("board"));
      return dayView(ctx, day);
    }),
};

function dayView(ctx: ScreenContext<Api>, day: Day): View {
  const { t } = ctx;
  const { id } = day.employee;
  const enter: Key = {
    label: t.tp("attendance.day.keys.enter"),
    go: to("manual-punch", [id, day.date]),
    ...(day.status === "unresolved" ? { style: "primary" as const } : {}),
  };
  const change: Key = {
    label: t.tp("common.actions.keys.edit"),
    go: to("edit-punch", [id, day.date]),
  };
  return {
    body: dayBody(t, day, false),
    keys: [
      ...(mayEnter(ctx, day) ? [[enter, change]] : []),
      ...whyKeys(t, day, to("person-why", [id, day.date])),
      dayTurns(t, day, (date) => to("person-day", [id, date])),
      [
        { label: t.tp("attendance.day.keys.month"), go: to("person-month", [id]) },
        { label: t.tp("attendance.day.keys.board"), go: to("board") },
      ],
      [homeKey(t)],
    ],
  };
}

/** Nobody enters for themselves but who runs the organisation; nobody enters a day to come (ATT J6, J11). */
function mayEnter({ session }: ScreenContext<Api>, { employee, date, today }: Day): boolean {
  const permissions = session.membership?.permissions ?? [];
  const own = employee.id === session.membership?.employeeId;
  return (
    date <= today &&
    permissions.includes("attendance.record_for_others") &&
    (!own || permissions.includes("organisation.manage"))
  );
}
