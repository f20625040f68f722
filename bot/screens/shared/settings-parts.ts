import { calendarOf } from "../../../api/core/words.ts";
import { ask, named, type Api } from "../../core/api.ts";
import { bold, lines, plain } from "../../core/html.ts";
import type { ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { ownLanguageName } from "./own-language-names.ts";
import { backKey } from "./steer.ts";

type Me = Awaited<ReturnType<typeof readMe>>;

/** Who speaks, as the API knows them now, not as they were when the update came. */
export const readMe = ({ api }: ScreenContext<Api>) => ask(api.people.me.$get());

/** What both bots let a person set: language, calendar, which company is open. */
export function ownSettings(
  { t }: ScreenContext<Api>,
  me: Me,
): { lines: View["body"]; keys: Key[][] } {
  const current = me.person?.calendar ?? calendarOf[t.language];
  const other = current === "jalali" ? "gregorian" : "jalali";
  const calendar = t.tp(`people.calendars.${other}`);
  const keys: Key[][] = [
    [{ label: t.tp("people.keys.language"), go: to("language") }],
    me.person === null
      ? []
      : [
          {
            label: t.tp("people.settings.keys.calendar", { calendar }),
            go: to("settings", ["calendar", other]),
          },
        ],
    me.employee?.state === "active" ? [{ label: t.tp("trust.keys.notify"), go: to("notify") }] : [],
    me.employee?.state === "active"
      ? [{ label: t.tp("security.web.keys.open"), go: to("web-access") }]
      : [],
    me.person === null ? [] : [{ label: t.tp("security.email.keys.open"), go: to("email") }],
    me.memberships.length < 2
      ? []
      : [{ label: t.tp("people.settings.keys.organisation"), go: to("organisations") }],
    me.employee === null
      ? []
      : [{ label: t.tp("members.data.keys.open"), go: to("personal-data") }],
  ];
  return {
    lines: lines(
      t.th("people.settings.title"),
      "",
      t.th("people.settings.language", { language: ownLanguageName(t.language) }),
      t.th("people.settings.calendar", { calendar: t.tp(`people.calendars.${current}`) }),
      me.organisation !== null &&
        t.th("people.settings.organisation", { organisation: plain(me.organisation.name) }),
    ),
    keys,
  };
}

/** Stores the calendar; what is shown follows at the next update, when the session is read anew. */
export const chooseCalendar = (ctx: ScreenContext<Api>, calendar: "jalali" | "gregorian") =>
  ask(ctx.api.people.me.calendar.$put({ json: { calendar } }, named(ctx.idempotencyKey())));

/** The companies the person works in. */
export async function companiesView(ctx: ScreenContext<Api>): Promise<View> {
  const { memberships } = await readMe(ctx);
  return {
    body: bold(ctx.t.th("people.settings.choose_organisation")),
    keys: [
      ...memberships.map(({ organisationId, name }): Key[] => [
        { label: plain(name), go: to("settings", ["open", organisationId]) },
      ]),
      [backKey(ctx.t, to("settings"))],
    ],
  };
}

/** Goes on in another company. @returns its name for a toast */
export async function openCompany(ctx: ScreenContext<Api>, organisationId: string): Promise<Reply> {
  await ask(
    ctx.api.people.me.organisation.$put({ json: { organisationId } }, named(ctx.idempotencyKey())),
  );
  const { organisation } = await readMe(ctx);
  const text = ctx.t.tp("people.settings.opened", { organisation: organisation?.name ?? "" });
  return { toast: { text } };
}
