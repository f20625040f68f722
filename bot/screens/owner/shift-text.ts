import type { z } from "zod";
import type { assignmentList, Shift } from "../../../api/schedule/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Html } from "../../../locales/text.ts";
import { lines } from "../../core/html.ts";
import { rulesText, versionText } from "../shared/pattern-text.ts";

/** What a shift says now and next, and who works it. */
export function shiftCard(t: Translator, { name, current, next, groups }: Shift): Html {
  const names = groups.map((group) => group.name).join(t.language === "fa" ? "، " : ", ");
  return lines(
    t.th("schedule.shifts.card", {
      name,
      hours: current === null ? t.tp("schedule.shifts.not_yet") : versionText(t, current),
    }),
    current !== null && rulesText(t, current.rules),
    next !== null &&
      t.th("schedule.shifts.next", {
        date: t.format.date(next.validFrom),
        hours: versionText(t, next),
      }),
    groups.length === 0
      ? t.th("schedule.shifts.no_groups")
      : t.th("schedule.shifts.groups", { names }),
  );
}

type Assignment = z.infer<typeof assignmentList>["items"][number];

/** Who works what from when to when, newest first. @param about what the reader does not know yet */
export function assignmentsText(
  t: Translator,
  items: readonly Assignment[],
  about: "whom" | "what",
): Html {
  if (items.length === 0) return t.th("schedule.assign.nobody");
  return lines(
    t.th("schedule.assign.title"),
    ...items.map((one) => {
      const name = about === "what" ? one.shift.name : (one.group ?? one.employee)?.name;
      const line = {
        name: name ?? "",
        from: t.format.numericDate(one.from),
        to: one.to === null ? "" : t.format.numericDate(one.to),
      };
      return t.th(one.to === null ? "schedule.assign.line_open" : "schedule.assign.line", line);
    }),
  );
}
