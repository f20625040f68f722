import { epochDay, inCalendar } from "../../../locales/dates.ts";
import type { Api } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import { lines } from "../../core/html.ts";
import type { ScreenContext } from "../../core/screen.ts";
import { type Reply, to, type View } from "../../core/view.ts";

type Ctx = ScreenContext<Api>;

const causes = ["debt", "no_seat"] as const;

/**
 * One's own attendance, or why money hides it: without sums, with whom to ask, and with the month before, which money never
 * hides (BIL AT-13, §5.6).
 */
export async function orLockedView<Shown extends View | Reply>(
  ctx: Ctx,
  show: () => Promise<Shown>,
): Promise<Shown | View> {
  try {
    return await show();
  } catch (error) {
    if (!(error instanceof ApiProblem) || !error.code.endsWith("_lock")) throw error;
    return lockedView(ctx, error);
  }
}

function lockedView(ctx: Ctx, { details }: ApiProblem): View {
  const { t } = ctx;
  const cause = causes.find((known) => known === details["cause"]) ?? "other";
  const before = monthBefore(ctx);
  return {
    body: lines(t.th(`attendance.locked.${cause}`), "", t.th("attendance.locked.kept")),
    keys: [[{ label: t.format.month(before), go: to("my-month", [before]) }]],
  };
}

/** The period before the running one, in the calendar of the organisation. */
function monthBefore({ t, now, session }: Ctx): string {
  const calendar = session.membership?.profile === "ru" ? "gregorian" : "jalali";
  const { year, month } = inCalendar(calendar, epochDay(t.format.localDate(now)));
  const [y, m] = month === 1 ? [year - 1, 12] : [year, month - 1];
  return `${y}-${String(m).padStart(2, "0")}`;
}
