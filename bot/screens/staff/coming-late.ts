import { type Api, ask, named } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Reply, to } from "../../core/view.ts";
import { staffDock } from "./dock.ts";

/** «I am coming late», a button of the reminder: told to those who decide, with the usual keyboard back. */
export const comingLate: Screen<Api> = {
  name: "coming-late",
  code: "co5",
  permission: "punch.self",
  labels: ["corrections.dock.late"],
  async open(ctx) {
    const { api } = ctx;
    try {
      const day = await ask(
        api.attendance.days[":date"].$get({ param: { date: "today" }, query: {} }),
      );
      const { told } = await ask(
        api.corrections.watches[":date"].late.$post(
          { param: { date: day.date } },
          {
            headers: {
              ...named(ctx.idempotencyKey()).headers,
              "content-type": "application/json",
            },
          },
        ),
      );
      return withDock(ctx, told > 0 ? "corrections.late.told" : "corrections.late.nobody");
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
      return withDock(ctx, "corrections.late.over");
    }
  },
};

/** «On a mission», a button of the reminder: the request for it, with the usual keyboard back. */
export const onMission: Screen<Api> = {
  name: "on-mission",
  code: "co6",
  permission: "requests.self",
  labels: ["corrections.dock.mission"],
  open: (ctx) => ({
    ...withDock(ctx, "corrections.late.mission"),
    go: to("leave", ["kind", "mission"]),
  }),
};

function withDock(
  { t, session: { membership } }: ScreenContext<Api>,
  key:
    | "corrections.late.told"
    | "corrections.late.nobody"
    | "corrections.late.over"
    | "corrections.late.mission",
): Reply {
  const dock = membership === null ? ("remove" as const) : staffDock(t, membership);
  return { send: [{ body: t.th(key), dock }] };
}
