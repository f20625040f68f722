import { epochDay, isoDate } from "../../../locales/dates.ts";
import type { Plain } from "../../../locales/text.ts";
import { type Api, ask, named } from "../../core/api.ts";
import { calendarPicker, monthOf } from "../../core/calendar-picker.ts";
import { parseDate } from "../../core/date-input.ts";
import { lines, plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { parseTime } from "../../core/text-input.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { punchLine } from "../shared/day-body.ts";
import { type Day, fetchDay, type LoggedPunch } from "../shared/day-data.ts";
import { inZone } from "../shared/in-zone.ts";
import { costLines } from "../shared/request-card.ts";
import { requestRefusal } from "../shared/request-refusal.ts";
import { requestIcon, requestTitle } from "../shared/request-title.ts";
import { fixBack, type FixDraft, fixDraftOf, fixStep, fixWish } from "./fix-draft.ts";
import { ownRequestView } from "./request.ts";

type Ctx = ScreenContext<Api>;

const daysBack = 30;
const longestNote = 500;
const punchesShown = 8;
const fix = (act: string, ...args: readonly (string | number)[]) => to("fix", [act, ...args]);

/** Asks to put a punch right: which day, which punch, the time, why, the card, sent. What was recorded stays as it is. */
export const fixScreen: Screen<Api> = {
  name: "fix",
  code: "fx",
  permission: "requests.self",
  async open(ctx, [act = "", value = ""]) {
    if (/^\d{4}-\d{2}-\d{2}$/.test(act)) return show(ctx, { date: act });
    if (act === "") return show(ctx, {});
    const draft = fixDraftOf(ctx.dialog);
    if (act === "cancel") return cancelled(ctx, draft !== null);
    if (draft === null) return ctx.stale(to("my-requests"));
    return act === "resume" ? show(ctx, draft) : answered(ctx, draft, act, value);
  },
  async text(ctx, text) {
    const draft = fixDraftOf(ctx.dialog);
    return draft === null ? show(ctx, {}) : typed(ctx, draft, text);
  },
};

async function answered(ctx: Ctx, draft: FixDraft, act: string, value: string): Promise<Reply> {
  const { date } = draft;
  switch (act) {
    case "month":
      return show(ctx, draft, { month: value });
    case "day":
      return show(ctx, { date: value });
    case "add":
      return show(ctx, { date, kind: value === "out" ? "out" : "in" });
    case "punch":
      return choosePunch(ctx, draft, value);
    case "retime":
      return show(ctx, { ...draft, isVoid: false });
    case "void":
      return show(ctx, { ...draft, isVoid: true });
    case "skip":
      return show(ctx, { ...draft, note: "" });
    case "back":
      return show(ctx, fixBack(draft));
    case "send":
      return send(ctx, draft);
    default:
      return show(ctx, draft);
  }
}

async function choosePunch(ctx: Ctx, { date }: FixDraft, id: string): Promise<Reply> {
  const day = await fetchDay(ctx.api, date ?? "today");
  const punch = day.punches.find((one) => one.id === id);
  if (punch === undefined) return show(ctx, { date });
  return show(ctx, { date, punchId: id, kind: punch.direction === "out" ? "out" : "in" });
}

async function typed(ctx: Ctx, draft: FixDraft, text: string): Promise<Reply> {
  const { t } = ctx;
  const step = fixStep(draft);
  if (step === "date") {
    const read = parseDate(text, { calendar: t.calendar, today: todayOf(ctx) });
    return "date" in read
      ? show(ctx, { date: read.date })
      : show(ctx, draft, { problem: t.tp(`common.input.date_${read.problem}`) });
  }
  if (step === "time") {
    const minute = parseTime(text);
    return minute === null
      ? show(ctx, draft, { problem: t.tp("common.input.time_invalid") })
      : show(ctx, { ...draft, minute });
  }
  const note = text.trim().slice(0, longestNote);
  if ((step === "note" || step === "card") && note !== "") return show(ctx, { ...draft, note });
  return show(ctx, draft, { problem: t.tp("requests.leave.choose") });
}

interface Extra {
  readonly problem?: Plain | undefined;
  readonly month?: string | undefined;
}

/** Shows the first question that is open and waits there. */
async function show(ctx: Ctx, draft: FixDraft, extra: Extra = {}): Promise<Reply> {
  const { t } = ctx;
  const { date } = draft;
  if (date !== undefined && date > todayOf(ctx))
    return show(ctx, {}, { problem: t.tp("requests.fix.future") });
  const step = fixStep(draft);
  if (step === "card") return card(ctx, draft);
  const view = await question(ctx, draft, extra);
  const { problem } = extra;
  return {
    show: { ...view, body: lines(problem !== undefined && `⚠️ ${problem}`, view.body) },
    dialog: { step: `fix/${step}`, draft },
  };
}

async function question(ctx: Ctx, draft: FixDraft, extra: Extra): Promise<View> {
  const { t } = ctx;
  const { date, kind = "in" } = draft;
  const step = fixStep(draft);
  if (date === undefined) return { body: t.th("requests.fix.date"), keys: datePicker(ctx, extra) };
  const facts = { date: t.format.shortDate(date), what: t.tp(`requests.punch.${kind}`) };
  if (step === "time") return { body: t.th("requests.fix.time", facts), keys: [steer(ctx)] };
  if (step === "note")
    return {
      body: t.th("requests.fix.note"),
      keys: [[{ label: t.tp("common.actions.keys.skip"), go: fix("skip") }], steer(ctx)],
    };
  const day = await fetchDay(ctx.api, date);
  return step === "punch" ? punchView(ctx, day, draft) : dayView(ctx, day);
}

function datePicker(ctx: Ctx, { month }: Extra): Key[][] {
  const { t } = ctx;
  const today = todayOf(ctx);
  const isMonth = month !== undefined && /^\d{4}-(0[1-9]|1[0-2])$/.test(month);
  return [
    ...calendarPicker(t, {
      month: isMonth ? month : monthOf(t, today),
      today,
      first: isoDate(epochDay(today) - daysBack),
      last: today,
      pick: (date) => fix("day", date),
      page: (shown) => fix("month", shown),
    }),
    [{ label: t.tp("common.actions.keys.cancel"), go: fix("cancel") }],
  ];
}

const steer = ({ t }: Ctx): Key[] => [
  { label: t.tp("common.actions.keys.back"), go: fix("back") },
  { label: t.tp("common.actions.keys.cancel"), go: fix("cancel") },
];

/** The day's log, what may be added and what may be moved. */
function dayView(ctx: Ctx, day: Day): View {
  const t = inZone(ctx.t, day.zone);
  const counted = day.punches.filter(({ state }) => state === "counted").slice(0, punchesShown);
  return {
    body: lines(
      t.th("requests.fix.what", { date: t.format.date(day.date) }),
      "",
      t.th(counted.length === 0 ? "requests.fix.none" : "requests.fix.punches"),
      ...counted.map((punch) => punchLine(t, punch)),
    ),
    keys: [
      [
        { label: t.tp("requests.fix.keys.add_in"), go: fix("add", "in") },
        { label: t.tp("requests.fix.keys.add_out"), go: fix("add", "out") },
      ],
      ...counted.map((punch): Key[] => [
        {
          label: t.tp("requests.fix.keys.move", factsOf(ctx, day, punch)),
          go: fix("punch", punch.id),
        },
      ]),
      steer(ctx),
    ],
  };
}

const factsOf = (ctx: Ctx, day: Day, { at, direction }: LoggedPunch) => ({
  time: inZone(ctx.t, day.zone).format.time(at),
  what: ctx.t.tp(direction === "out" ? "requests.punch.out" : "requests.punch.in"),
});

function punchView(ctx: Ctx, day: Day, { punchId }: FixDraft): View {
  const { t } = ctx;
  const punch = day.punches.find(({ id }) => id === punchId);
  if (punch === undefined) return dayView(ctx, day);
  return {
    body: t.th("requests.fix.punch", factsOf(ctx, day, punch)),
    keys: [
      [
        { label: t.tp("requests.fix.keys.retime"), go: fix("retime") },
        { label: t.tp("requests.fix.keys.void"), go: fix("void") },
      ],
      steer(ctx),
    ],
  };
}

/** Everything to know before sending. */
async function card(ctx: Ctx, open: FixDraft): Promise<Reply> {
  const { t, api } = ctx;
  const draft = { ...open, nonce: `fix:${ctx.idempotencyKey()}` };
  const wish = fixWish(draft);
  if (wish === null) return show(ctx, {});
  try {
    const { clock, ...rest } = wish;
    const query = { ...rest, clock: JSON.stringify(clock) };
    const shown = await ask(api.requests.preview.$get({ query }));
    const { note = "" } = draft;
    return {
      show: {
        body: lines(
          t.th("requests.leave.check"),
          t.th("requests.card.title", { icon: requestIcon(shown), kind: requestTitle(t, shown) }),
          costLines(t, shown),
          note !== "" && t.th("requests.card.note", { note: plain(note, longestNote) }),
        ),
        keys: [
          [{ label: t.tp("requests.leave.keys.send"), go: fix("send"), style: "success" }],
          steer(ctx),
        ],
      },
      dialog: { step: "fix/card", draft },
    };
  } catch (error) {
    return show(ctx, fixBack(open), { problem: requestRefusal(t, error, ctx.now) });
  }
}

/** One request, however often the key is tapped: its command is named by the card. */
async function send(ctx: Ctx, draft: FixDraft): Promise<Reply> {
  const { t, api, now } = ctx;
  const wish = fixWish(draft);
  const { nonce, note = "" } = draft;
  if (wish === null || nonce === undefined) return show(ctx, draft);
  try {
    const json = { ...wish, ...(note === "" ? {} : { note }) };
    const request = await ask(api.requests.index.$post({ json }, named(nonce)));
    return {
      show: ownRequestView(ctx, request),
      toast: { text: t.tp("requests.fix.sent") },
      dialog: "clear",
    };
  } catch (error) {
    return show(ctx, fixBack(draft), { problem: requestRefusal(t, error, now) });
  }
}

function cancelled({ t }: Ctx, own: boolean): Reply {
  const key = { label: t.tp("requests.mine.keys.list"), go: to("my-requests") };
  return {
    show: { body: t.th("requests.fix.cancelled"), keys: [[key]] },
    ...(own ? { dialog: "clear" as const } : {}),
  };
}

const todayOf = ({ t, now }: Ctx): string => t.format.localDate(now);
