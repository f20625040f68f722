import { ask, type Api } from "../../core/api.ts";
import { lines } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import type { Message, Reply, View } from "../../core/view.ts";
import { shortPattern } from "../shared/pattern-text.ts";
import {
  chooseCalendar,
  companiesView,
  openCompany,
  ownSettings,
  readMe,
} from "../shared/settings-parts.ts";
import { staffDock } from "./dock.ts";

type Ctx = ScreenContext<Api>;

/** One's own language, calendar and open company. */
export const staffSettings: Screen<Api> = {
  name: "settings",
  code: "st",
  commands: ["settings"],
  labels: ["common.dock.settings"],
  keepsDialog: true,
  async open(ctx, [action = "", value = ""]) {
    switch (action) {
      case "language":
        return { show: await settingsView(ctx), send: keyboard(ctx) };
      case "calendar":
        await chooseCalendar(ctx, value === "jalali" ? "jalali" : "gregorian");
        return {
          toast: { text: ctx.t.tp("people.settings.saved") },
          show: await settingsView(ctx),
        };
      case "companies":
        return companiesView(ctx);
      case "open":
        return openedCompany(ctx, value);
      default:
        return settingsView(ctx);
    }
  },
};

/** The keyboard in the language just chosen; a waiting question is recalled (TG 8.32). */
function keyboard({ t, session, dialog }: Ctx): Message[] {
  if (session.membership === null) return [];
  return [
    {
      body: lines(
        t.th("people.language.changed"),
        dialog !== undefined && t.th("people.language.unfinished"),
      ),
      dock: staffDock(t, session.membership),
    },
  ];
}

/** Another company may ask for a location where the first did not, or have one clocked in there: the keyboard follows. */
async function openedCompany(ctx: Ctx, organisationId: string): Promise<Reply> {
  const { toast } = await openCompany(ctx, organisationId);
  const { organisation, employee } = await readMe(ctx);
  const locationPolicy = organisation?.locationPolicy ?? "off";
  const { nextDirection = "in", nextBreak = null } = employee ?? {};
  return {
    show: await settingsView(ctx),
    send: [
      {
        body: ctx.t.th("people.settings.opened", { organisation: organisation?.name ?? "" }),
        dock: staffDock(ctx.t, { locationPolicy, nextDirection, nextBreak }),
      },
    ],
    ...(toast === undefined ? {} : { toast }),
  };
}

async function settingsView(ctx: Ctx): Promise<View> {
  const { t, api } = ctx;
  const me = await readMe(ctx);
  const own = ownSettings(ctx, me);
  const current =
    me.employee?.state === "active"
      ? (await ask(api.schedule["my-shift"].$get())).shift?.current
      : null;
  return {
    body: lines(
      own.lines,
      current !== null &&
        current !== undefined &&
        t.th("people.settings.shift", { hours: shortPattern(t, current) }),
    ),
    keys: own.keys,
  };
}
