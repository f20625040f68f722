import type { z } from "zod";
import type { historyView as shape } from "../../../../api/people/members/schemas.ts";
import { rolePresets } from "../../../../api/core/permissions.ts";
import type { Translator } from "../../../../locales/index.ts";
import { lines, plain } from "../../../core/html.ts";
import { to, type View } from "../../../core/view.ts";
import { roleName } from "../../shared/role-name.ts";
import { backKey } from "../../shared/steer.ts";

type History = z.infer<typeof shape>;

/** Employments with their gaps, then what happened, newest first. */
export const historyView = (
  t: Translator,
  id: string,
  { name, employments, events }: History,
): View => ({
  body: lines(
    t.th("members.history.title", { name }),
    ...employments.map(({ from, to: until }) =>
      until === null
        ? t.th("members.history.now", { from: t.format.date(from) })
        : t.th("members.history.span", { from: t.format.date(from), to: t.format.date(until) }),
    ),
    "",
    ...events.map((event) =>
      t.th("members.history.event", { date: t.format.dateTime(event.at), what: said(t, event) }),
    ),
  ),
  keys: [[backKey(t, to("person-access", [id]))]],
});

function said(t: Translator, { action, byName, before, after }: History["events"][number]): string {
  const key = `members.history.what.${action.replace(".", "_")}`;
  const plainWhat = t.has(key) ? t.tp(key) : t.tp("members.history.what.other");
  const what =
    before !== null && after !== null && before !== after
      ? t.tp("members.history.change", {
          what: plainWhat,
          before: roleWord(t, before),
          after: roleWord(t, after),
        })
      : plainWhat;
  return byName === null ? what : t.tp("members.history.by", { what, name: plain(byName, 60) });
}

function roleWord(t: Translator, role: string) {
  const preset = rolePresets.find((known) => known === role);
  return preset === undefined ? plain(role, 60) : roleName(t, preset);
}
