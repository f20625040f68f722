import type { RequestCard } from "../../../api/requests/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import { type Api, ask } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import type { ScreenContext } from "../../core/screen.ts";
import type { Reply } from "../../core/view.ts";
import { balanceText } from "../shared/leave-amount.ts";
import { requestRefusal } from "../shared/request-refusal.ts";
import { type LeaveDraft, type LeaveState, nextStep, stepBack } from "./leave-draft.ts";
import type { Told } from "./leave-sentence.ts";
import { cardView, questionView, unitView } from "./leave-views.ts";
import { askedOf } from "./leave-wish.ts";
import { loadPlaces } from "./mission-places.ts";
import { kindsView } from "./request-kinds.ts";

type Ctx = ScreenContext<Api>;

/**
 * To the first open question. A day on which no leave is possible is told at once; when no question is left, whether this
 * leave is possible is checked before asking for a note.
 */
export async function onward(ctx: Ctx, draft: LeaveDraft, told: Told = {}): Promise<Reply> {
  const step = nextStep(draft);
  const isCharged = draft.type === undefined || draft.type === "annual";
  const isPartOfDay = isCharged && (draft.unit === "half_day" || draft.unit === "hour");
  const hasNewDay = step === "part" || step === "hours" || draft.typed === true;
  if (isPartOfDay && draft.from !== undefined && hasNewDay) {
    const day: LeaveDraft = { ...draft, unit: "half_day", part: "first" };
    const problem = await refusalOf(ctx, day, aboutTheDay);
    const { from: _taken, ...open } = draft;
    if (problem !== null) return show(ctx, { step: "dates", draft: open }, { problem });
  }
  if (step !== "note") return show(ctx, { step, draft }, told);
  const problem = await refusalOf(ctx, draft);
  if (problem === null) return show(ctx, { step: draft.typed ? "card" : step, draft }, told);
  const asked = stepBack({ step: "note", draft });
  const again = asked.step === "hours_end" ? stepBack(asked) : asked;
  return show(ctx, again, { problem });
}

/** Refusals that hold for every hour of a day. */
const aboutTheDay = ["date_out_of_range", "outside_employment", "nothing_to_charge"];

/** @param codes only these count; default all */
async function refusalOf(
  ctx: Ctx,
  draft: LeaveDraft,
  codes?: readonly string[],
): Promise<Plain | null> {
  try {
    await preview(ctx, draft);
    return null;
  } catch (error) {
    if (error instanceof ApiProblem && codes?.includes(error.code) === false) return null;
    return requestRefusal(ctx.t, error, ctx.now);
  }
}

/** Shows a step and waits there. */
export async function show(
  ctx: Ctx,
  state: LeaveState,
  extra: Told & { readonly month?: string } = {},
): Promise<Reply> {
  const { t } = ctx;
  const facts = {
    t,
    today: todayOf(ctx),
    problem: extra.problem,
    choices: extra.choices,
    month: monthHere(t, extra.month),
  };
  if (state.step === "kind") return kinds(ctx, 1);
  if (state.step === "unit" && (state.draft.type ?? "annual") !== "annual")
    return { show: unitView(facts, null, state.draft), ...waiting(state) };
  if (state.step === "unit") {
    const { minutes, dayMinutes } = await ask(ctx.api.leave.balance.$get({ query: {} }));
    return {
      show: unitView(facts, balanceText(t, minutes, dayMinutes), state.draft),
      ...waiting(state),
    };
  }
  if (state.step === "place") {
    const workplaces = await loadPlaces(ctx);
    return { show: questionView({ ...facts, workplaces }, state), ...waiting(state) };
  }
  if (state.step !== "card") return { show: questionView(facts, state), ...waiting(state) };
  const draft = { ...state.draft, nonce: `leave:${ctx.idempotencyKey()}` };
  try {
    const card = await preview(ctx, draft);
    if (draft.typed && isOtherLength(draft, card)) return askLastDay(ctx, draft, card.chargedDays);
    return { show: cardView(t, draft, card, extra.problem), ...waiting({ step: "card", draft }) };
  } catch (error) {
    const problem = requestRefusal(t, error, ctx.now);
    return show(ctx, stepBack({ step: "note", draft }), { problem });
  }
}

/** Of the days that were named some are not charged: which day is the last is not guessed. */
const isOtherLength = ({ days = 1 }: LeaveDraft, { chargedDays }: RequestCard): boolean =>
  days > 1 && chargedDays !== days;

function askLastDay(ctx: Ctx, draft: LeaveDraft, charged: number): Promise<Reply> {
  const { to: _to, days = 1, ...open } = draft;
  const problem = ctx.t.tp("requests.typed.length_differs", { days, charged });
  return show(ctx, { step: "dates_end", draft: open }, { problem });
}

const waiting = ({ step, draft }: LeaveState): Pick<Reply, "dialog"> => ({
  dialog: { step: `leave/${step}`, draft },
});

/** A month of the person's own calendar, else none: the calendar may have changed since the key was made. */
function monthHere(t: Translator, month: string | undefined): string | undefined {
  if (month === undefined || !/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return undefined;
  const isJalali = Number(month.slice(0, 4)) < 1700;
  return isJalali === (t.calendar === "jalali") ? month : undefined;
}

/** Everything else that may be asked for. */
export async function kinds(ctx: Ctx, page: number): Promise<Reply> {
  return { show: await kindsView(ctx, page), ...waiting({ step: "kind", draft: {} }) };
}

const text = (value: number | undefined, key: string) =>
  value === undefined ? {} : { [key]: String(value) };

const preview = ({ api }: Ctx, draft: LeaveDraft) => {
  const { fromMinute, toMinute, minutes, ...query } = askedOf(draft);
  return ask(
    api.requests.preview.$get({
      query: {
        ...query,
        ...text(fromMinute, "fromMinute"),
        ...text(toMinute, "toMinute"),
        ...text(minutes, "minutes"),
      },
    }),
  );
};

export const todayOf = ({ t, now }: Ctx): string => t.format.localDate(now);
