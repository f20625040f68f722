import { type Api, ask } from "../../core/api.ts";
import { lines, plain } from "../../core/html.ts";
import { pageOf, pagingKeys } from "../../core/paging.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { referenceArgs } from "../shared/change-text.ts";
import { homeKey } from "../shared/steer.ts";

type Ctx = ScreenContext<Api>;

/** The log's workbench: open objections, one punch for many, a device's file, reminders. */
export const corrections: Screen<Api> = {
  name: "corrections",
  code: "co8",
  args: ["number"],
  permission: "attendance.record_for_others",
  open: (ctx, [page]) => hub(ctx, Number(page ?? 1)),
};

async function hub(ctx: Ctx, page: number): Promise<View> {
  const { t, api, session } = ctx;
  const { items } = await ask(api.corrections.objections.$get());
  const shown = pageOf(items, page);
  const objections: Key[][] = shown.items.map((one) => [
    {
      label: plain(
        t.tp("corrections.hub.keys.objection", {
          name: one.employeeName,
          date: t.format.dayMonth(t.format.localDate(one.changedAt)),
        }),
        48,
      ),
      go: to("change", ["s", ...referenceArgs(one.reference), one.employeeId]),
    },
  ]);
  const manages = session.membership?.permissions.includes("organisation.manage") === true;
  return {
    body: lines(
      t.th("corrections.hub.title"),
      "",
      items.length === 0
        ? t.th("corrections.hub.calm")
        : t.th("corrections.hub.objections", { count: items.length }),
    ),
    keys: [
      ...objections,
      ...pagingKeys(t, shown, (other) => to("corrections", [other])),
      [{ label: t.tp("corrections.hub.keys.bulk"), go: to("bulk") }],
      [{ label: t.tp("corrections.hub.keys.import"), go: to("import-punches") }],
      manages ? [{ label: t.tp("corrections.hub.keys.reminders"), go: to("reminders") }] : [],
      [homeKey(t)],
    ],
  };
}
