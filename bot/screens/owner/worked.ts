import { type Api, ask, named } from "../../core/api.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { plain } from "../../core/html.ts";
import { type Reply, to } from "../../core/view.ts";
import { requestRefusal } from "../shared/request-refusal.ts";
import { loadRequest } from "./request.ts";

/** The answer to «worked on a day of leave»: part of it comes back, or everything stays (ATT F22). */
export const workedScreen: Screen<Api> = {
  name: "worked",
  code: "wl",
  args: ["word", "id", "date"],
  permission: "requests.decide",
  async open(ctx, [act = "", id = "", date = ""]) {
    const request = await loadRequest(ctx, id);
    if (request === null) return ctx.stale(to("inbox"));
    if (act === "return") return giveBack(ctx, id, date);
    const facts = { name: plain(request.employeeName, 40), date: ctx.t.format.shortDate(date) };
    return { body: ctx.t.th("requests.notices.worked_kept", facts), keys: [] };
  },
};

async function giveBack(ctx: ScreenContext<Api>, id: string, date: string): Promise<Reply> {
  const { api, t, now } = ctx;
  try {
    const call = api.requests[":id"].return.$post(
      { param: { id }, json: { date } },
      named(`return:${id}:${date}`),
    );
    const request = await ask(call);
    return {
      toast: { text: t.tp("requests.worked.done") },
      show: {
        body: t.th("requests.notices.worked_back", {
          name: plain(request.employeeName, 40),
          date: t.format.shortDate(date),
        }),
        keys: [[{ label: t.tp("common.actions.keys.details"), go: to("request", [id]) }]],
      },
    };
  } catch (error) {
    return { toast: { text: requestRefusal(t, error, now), alert: true }, go: to("request", [id]) };
  }
}
