import { ask, named, type Api } from "../../core/api.ts";
import { lines } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import {
  chooseCalendar,
  companiesView,
  openCompany,
  ownSettings,
  readMe,
} from "../shared/settings-parts.ts";
import { cancelKey, homeKey } from "../shared/steer.ts";
import { typedName } from "../shared/typed-name.ts";

/** One's own settings and, for who manages it, the company's. */
export const ownerSettings: Screen<Api> = {
  name: "settings",
  code: "st",
  commands: ["settings"],
  keepsDialog: true,
  async open(ctx, [action = "", value = ""]) {
    switch (action) {
      case "language":
        return {
          toast: { text: ctx.t.tp("people.language.changed") },
          show: await settingsView(ctx),
        };
      case "calendar":
        await chooseCalendar(ctx, value === "jalali" ? "jalali" : "gregorian");
        return saved(ctx);
      case "companies":
        return companiesView(ctx);
      case "open":
        return { ...(await openCompany(ctx, value)), show: await settingsView(ctx) };
      case "location":
        return setLocationPolicy(ctx, value === "required" ? "required" : "off");
      case "rename":
      case "resume":
        return {
          show: {
            body: ctx.t.th("people.settings.ask_name"),
            keys: [[cancelKey(ctx.t, to("settings", ["cancel"]))]],
          },
          dialog: { step: "settings/name", minutes: 10 },
        };
      case "cancel":
        return { show: await settingsView(ctx), dialog: "clear" };
      default:
        return settingsView(ctx);
    }
  },
  async text(ctx, text) {
    const name = typedName(text);
    if (name === null)
      return { send: [{ body: ctx.t.th("people.found.name.invalid") }], dialog: "keep" };
    await patch(ctx, { name });
    return saved(ctx);
  },
};

const patch = (
  ctx: ScreenContext<Api>,
  json: { readonly name: string } | { readonly locationPolicy: "off" | "required" },
) => ask(ctx.api.people.organisation.$patch({ json }, named(ctx.idempotencyKey())));

async function setLocationPolicy(
  ctx: ScreenContext<Api>,
  locationPolicy: "off" | "required",
): Promise<Reply> {
  await patch(ctx, { locationPolicy });
  return saved(ctx);
}

async function saved(ctx: ScreenContext<Api>): Promise<Reply> {
  return { toast: { text: ctx.t.tp("people.settings.saved") }, show: await settingsView(ctx) };
}

async function settingsView(ctx: ScreenContext<Api>): Promise<View> {
  const { t } = ctx;
  const me = await readMe(ctx);
  const own = ownSettings(ctx, me);
  const policy = me.organisation?.locationPolicy;
  const manages = me.employee?.permissions.includes("organisation.manage") === true;
  return {
    body: lines(
      own.lines,
      manages && policy === "required" && t.th("people.settings.location_required"),
      manages && policy === "off" && t.th("people.settings.location_off"),
    ),
    keys: [
      ...own.keys,
      ...(manages ? companyKeys(ctx, policy === "required") : []),
      me.employee?.permissions.includes("security.view") === true
        ? [{ label: t.tp("security.log.keys.open"), go: to("security-log") }]
        : [],
      [homeKey(t)],
    ],
  };
}

const companyKeys = ({ t }: ScreenContext<Api>, isAsked: boolean): Key[][] => [
  [
    isAsked
      ? { label: t.tp("people.settings.keys.no_location"), go: to("settings", ["location", "off"]) }
      : {
          label: t.tp("people.settings.keys.ask_location"),
          go: to("settings", ["location", "required"]),
        },
  ],
  [{ label: t.tp("people.settings.keys.rename"), go: to("settings", ["rename"]) }],
  [{ label: t.tp("attendance.rules.keys.open"), go: to("work-rules") }],
  [{ label: t.tp("trust.keys.trust"), go: to("trust-settings") }],
];
