import type { CalendarMonth, Declared } from "../../../api/law/schemas.ts";
import { epochDay, isoDate } from "../../../locales/dates.ts";
import { ask, named, type Api } from "../../core/api.ts";
import { monthOf } from "../../core/calendar-picker.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { normaliseText, parseNumber } from "../../core/text-input.ts";
import { type Reply, to, type View } from "../../core/view.ts";
import { typedName } from "../shared/typed-name.ts";
import {
  type CalendarDraft,
  calendarDraftOf,
  type CalendarStep,
  nextStep,
} from "./calendar-draft.ts";
import {
  confirmView,
  dayView,
  minutesView,
  monthView,
  nameView,
  placeView,
  untilView,
} from "./calendar-views.ts";

type Ctx = ScreenContext<Api>;

/** Days that one declaration may be about, the first one included. */
const longest = 31;
const [leastMinutes, mostMinutes] = [5, 480];

/** The organisation's calendar: holidays, what is only predicted, and the word of the organisation on its days. */
export const calendarScreen: Screen<Api> = {
  name: "calendar",
  code: "ca",
  permission: "schedule.manage",
  async open(ctx, [action = "", value = "", more = ""]) {
    switch (action) {
      case "day":
        return showDay(ctx, value);
      case "say":
        return begin(ctx, { as: asOf(more), from: value, nonce: nonceOf(ctx) });
      case "publish":
        return publish(ctx, value);
      case "undo":
        return begin(ctx, {
          as: "none",
          from: value,
          to: value,
          workplaceId: more === "" ? null : more,
          name: null,
          nonce: nonceOf(ctx),
        });
      case "cancel":
        return { show: await dayOrMonth(ctx, value), dialog: "clear" };
      case "month":
        return monthView(ctx.t, await readMonth(ctx, value));
      case "":
        return monthView(ctx.t, await readMonth(ctx));
      default:
        return answer(ctx, action, value);
    }
  },
  text(ctx, text, part) {
    const draft = calendarDraftOf(ctx);
    if (draft === null) return ctx.stale(to("calendar"));
    if (part === "minutes") return typedMinutes(ctx, draft, text);
    if (part === "name") return typedReason(ctx, draft, text);
    return step(ctx, draft);
  },
};

const nonceOf = (ctx: Ctx): string => `calendar:${ctx.idempotencyKey()}`;

const asOf = (text: string): Declared =>
  text === "holiday" || text === "work" || text === "short" ? text : "closed";

/** A month of the reader's own calendar. */
const readMonth = ({ api, t }: Ctx, period?: string): Promise<CalendarMonth> =>
  ask(
    api.law.calendar.$get({
      query: { calendar: t.calendar, ...(period === undefined ? {} : { period }) },
    }),
  );

async function showDay(ctx: Ctx, date: string): Promise<View | Reply> {
  const month = await readMonth(ctx, monthOf(ctx.t, date));
  return dayView(ctx.t, month, date) ?? ctx.stale(to("calendar"));
}

async function dayOrMonth(ctx: Ctx, date: string): Promise<View> {
  const month = await readMonth(ctx, date === "" ? undefined : monthOf(ctx.t, date));
  return dayView(ctx.t, month, date) ?? monthView(ctx.t, month);
}

const begin = (ctx: Ctx, draft: CalendarDraft): Promise<Reply> => step(ctx, draft);

/** A tap on an answer; without the question it belongs to, the month is shown anew. */
function answer(ctx: Ctx, action: string, value: string): Promise<Reply> | Reply {
  const draft = calendarDraftOf(ctx);
  if (draft === null) return ctx.stale(to("calendar"));
  switch (action) {
    case "minutes":
      return typedMinutes(ctx, draft, value);
    case "place":
      return step(ctx, { ...draft, workplaceId: value === "all" ? null : value });
    case "until":
      return step(ctx, { ...draft, to: value < draft.from ? draft.from : value });
    case "page":
      return askUntil(ctx, draft, value);
    case "unnamed":
      return step(ctx, { ...draft, name: null });
    case "save":
      return save(ctx, draft);
    default:
      return step(ctx, draft);
  }
}

function typedMinutes(ctx: Ctx, draft: CalendarDraft, text: string): Promise<Reply> {
  const minutes = parseNumber(normaliseText(text));
  const isFine =
    minutes !== null &&
    Number.isInteger(minutes) &&
    minutes >= leastMinutes &&
    minutes <= mostMinutes;
  return isFine ? step(ctx, { ...draft, minutes }) : step(ctx, draft, true);
}

function typedReason(ctx: Ctx, draft: CalendarDraft, text: string): Promise<Reply> {
  const name = typedName(text);
  return name === null ? step(ctx, draft, true) : step(ctx, { ...draft, name });
}

/** The next question, or what the word would change. */
async function step(ctx: Ctx, draft: CalendarDraft, isAgain = false): Promise<Reply> {
  const { t } = ctx;
  const month = await readMonth(ctx, monthOf(t, draft.from));
  const only = month.workplaces.length <= 1 ? { workplaceId: draft.workplaceId ?? null } : {};
  const known = { ...draft, ...only };
  const next = nextStep(known, month.workplaces.length);
  switch (next) {
    case "minutes":
      return waiting(minutesView(t, known, isAgain), next, known);
    case "place":
      return waiting(placeView(t, known, month.workplaces), next, known);
    case "until":
      return askUntil(ctx, known, monthOf(t, known.from));
    case "name":
      return waiting(nameView(t, known, isAgain), next, known);
    case "confirm":
    default:
      return waiting(await previewView(ctx, known, month), next, known);
  }
}

const waiting = (show: View, next: CalendarStep, draft: CalendarDraft): Reply => ({
  show,
  dialog: { step: `calendar/${next}`, draft },
});

const askUntil = ({ t, now }: Ctx, draft: CalendarDraft, month: string): Reply =>
  waiting(
    untilView(t, draft, {
      month,
      today: t.format.localDate(now),
      last: isoDate(epochDay(draft.from) + longest - 1),
    }),
    "until",
    draft,
  );

async function previewView(ctx: Ctx, draft: CalendarDraft, month: CalendarMonth): Promise<View> {
  const { as, from, minutes, workplaceId } = draft;
  const preview = await ask(
    ctx.api.law.calendar.preview.$get({
      query: {
        as,
        from,
        to: draft.to ?? from,
        ...(typeof workplaceId === "string" ? { workplaceId } : {}),
        ...(minutes === undefined ? {} : { shortenedMinutes: String(minutes) }),
      },
    }),
  );
  const place = month.workplaces.find(({ id }) => id === workplaceId)?.name ?? null;
  return confirmView(ctx.t, draft, preview, place);
}

async function save(ctx: Ctx, draft: CalendarDraft): Promise<Reply> {
  const { as, from, minutes, name, workplaceId, nonce } = draft;
  await ask(
    ctx.api.law.calendar.days.$post(
      {
        json: {
          as,
          from,
          to: draft.to ?? from,
          ...(typeof workplaceId === "string" ? { workplaceId } : {}),
          ...(minutes === undefined ? {} : { shortenedMinutes: minutes }),
          ...(typeof name === "string" ? { name } : {}),
        },
      },
      named(nonce),
    ),
  );
  const { t } = ctx;
  const text = as === "none" ? t.tp("law.calendar.undone") : t.tp("law.calendar.saved");
  return { toast: { text }, show: await dayOrMonth(ctx, from), dialog: "clear" };
}

/** A predicted holiday was announced: it is the organisation's own word from now on. */
async function publish(ctx: Ctx, date: string): Promise<Reply> {
  const { t } = ctx;
  const { days } = await readMonth(ctx, monthOf(t, date));
  const day = days.find((one) => one.date === date);
  if (day === undefined || day.source !== "predicted") return ctx.stale(to("calendar"));
  const [first] = day.names;
  const name = first?.[t.language] ?? first?.fa;
  await ask(
    ctx.api.law.calendar.days.$post(
      {
        json: {
          as: "holiday",
          from: date,
          to: date,
          ...(name === undefined ? {} : { name }),
        },
      },
      named(ctx.idempotencyKey()),
    ),
  );
  return { toast: { text: t.tp("law.calendar.saved") }, show: await dayOrMonth(ctx, date) };
}
