import type { DoubtfulPunch } from "../../../api/trust/schemas.ts";
import { ask, named, type Api } from "../../core/api.ts";
import { bold, lines, plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { inZone } from "../shared/in-zone.ts";
import { backKey, cancelKey, homeKey } from "../shared/steer.ts";
import { doubtfulView, punchLine } from "./doubtful-view.ts";
import { orLockView } from "./or-lock-view.ts";

type Ctx = ScreenContext<Api>;

const punchesShown = 6;

/** Punches that nobody has looked at yet: believe them, ask for a live location, see the day (ATT idea 14). */
export const doubtfulScreen: Screen<Api> = {
  name: "doubtful",
  code: "dq",
  permission: "attendance.view_team",
  commands: ["doubtful"],
  open: (ctx, args) => orLockView(ctx, to("home"), async () => opened(ctx, args)),
};

function opened(ctx: Ctx, [action = "", id = ""]: readonly string[]): Promise<Reply | View> {
  switch (action) {
    case "trust":
      return review(ctx, "trusted", id);
    case "yes":
      return reviewOne(ctx, "trusted", id);
    case "ask-no":
      return confirmRefusal(ctx, id);
    case "no":
      return reviewOne(ctx, "refused", id);
    case "live":
      return askLive(ctx, id);
    case "person":
      return personView(ctx, id);
    default:
      return listView(ctx);
  }
}

const read = ({ api }: Ctx, employeeId?: string) =>
  ask(api.trust.doubtful.$get({ query: employeeId === undefined ? {} : { employeeId } }));

async function listView(ctx: Ctx): Promise<View> {
  const { t } = ctx;
  const list = await read(ctx);
  const last: Key[] = [
    { label: t.tp("trust.doubtful.keys.refresh"), go: to("doubtful") },
    homeKey(t),
  ];
  if (list.items.length === 0)
    return {
      body: lines(t.th("trust.doubtful.title"), t.th("trust.doubtful.empty")),
      keys: [last],
    };
  return doubtfulView(t, list, { title: t.th("trust.doubtful.title"), last });
}

async function personView(ctx: Ctx, employeeId: string): Promise<Reply | View> {
  const { t } = ctx;
  const { items } = await read(ctx, employeeId);
  const [first] = items;
  if (first === undefined) return ctx.stale(to("doubtful"));
  const shown = items.slice(0, punchesShown);
  return {
    body: lines(
      t.th("trust.doubtful.title"),
      bold(plain(first.name)),
      "",
      ...shown.map((punch) => punchLine(t, punch)),
      first.own && lines("", t.th("trust.doubtful.own")),
    ),
    keys: [
      ...shown.map((punch) => punchKeys(ctx, punch)),
      first.own
        ? []
        : [
            {
              label: t.tp("trust.doubtful.keys.ask_live"),
              go: to("doubtful", ["live", employeeId]),
            },
          ],
      [
        {
          label: t.tp("trust.doubtful.keys.see_day"),
          go: to("person-day", [employeeId, first.date]),
        },
      ],
      [backKey(t, to("doubtful"))],
    ],
  };
}

function punchKeys({ t }: Ctx, punch: DoubtfulPunch): Key[] {
  const time = timeOf(t, punch);
  const keys: Key[] = punch.own
    ? []
    : [
        {
          label: t.tp("trust.doubtful.keys.yes", { time }),
          go: to("doubtful", ["yes", punch.punchId]),
        },
        {
          label: t.tp("trust.doubtful.keys.no", { time }),
          go: to("doubtful", ["ask-no", punch.punchId]),
        },
      ];
  if (punch.point !== null)
    keys.push({ label: t.tp("trust.doubtful.keys.map", { time }), url: mapOf(punch.point) });
  return t.language === "fa" ? keys.toReversed() : keys;
}

const mapOf = ({ latitudeE6, longitudeE6 }: NonNullable<DoubtfulPunch["point"]>): string =>
  `https://www.openstreetmap.org/?mlat=${latitudeE6 / 1e6}&mlon=${longitudeE6 / 1e6}&zoom=18`;

const timeOf = (t: Ctx["t"], punch: DoubtfulPunch) =>
  inZone(t, punch.timeZone).format.time(punch.at);

/** Everything that is listed of one person. */
async function review(ctx: Ctx, verdict: "trusted", employeeId: string): Promise<Reply> {
  const { items } = await read(ctx, employeeId);
  if (items.length === 0) return ctx.stale(to("doubtful"));
  await send(
    ctx,
    verdict,
    items.map(({ punchId }) => punchId),
  );
  return { toast: { text: ctx.t.tp("trust.doubtful.trusted") }, show: await listView(ctx) };
}

async function reviewOne(
  ctx: Ctx,
  verdict: "trusted" | "refused",
  punchId: string,
): Promise<Reply> {
  const known = (await read(ctx)).items.find((punch) => punch.punchId === punchId);
  if (known === undefined) return ctx.stale(to("doubtful"));
  await send(ctx, verdict, [punchId]);
  const toast = { text: ctx.t.tp(`trust.doubtful.${verdict}`), alert: verdict === "refused" };
  const rest = await read(ctx, known.employeeId);
  return rest.items.length === 0
    ? { toast, show: await listView(ctx) }
    : { toast, go: to("doubtful", ["person", known.employeeId]) };
}

const send = (ctx: Ctx, verdict: "trusted" | "refused", punchIds: string[]) =>
  ask(ctx.api.trust.reviews.$post({ json: { verdict, punchIds } }, named(ctx.idempotencyKey())));

async function confirmRefusal(ctx: Ctx, punchId: string): Promise<Reply | View> {
  const { t } = ctx;
  const known = (await read(ctx)).items.find((punch) => punch.punchId === punchId);
  if (known === undefined) return ctx.stale(to("doubtful"));
  return {
    body: t.th("trust.doubtful.confirm_refuse", {
      time: timeOf(t, known),
      name: plain(known.name),
    }),
    keys: [
      [cancelKey(t, to("doubtful", ["person", known.employeeId]))],
      [
        {
          label: t.tp("trust.doubtful.keys.no_yes"),
          go: to("doubtful", ["no", punchId]),
          style: "danger",
        },
      ],
    ],
  };
}

async function askLive(ctx: Ctx, employeeId: string): Promise<Reply> {
  const { items } = await read(ctx, employeeId);
  const today = items.findLast(
    ({ date, doubts }) => isOfToday(ctx, date) && !doubts.includes("field"),
  );
  const json = { employeeId, ...(today === undefined ? {} : { punchId: today.punchId }) };
  await ask(ctx.api.trust.handshakes.$post({ json }, named(ctx.idempotencyKey())));
  return { toast: { text: ctx.t.tp("trust.live.sent"), alert: true }, show: await listView(ctx) };
}

const isOfToday = ({ t, now }: Ctx, date: string): boolean => date === t.format.localDate(now);
