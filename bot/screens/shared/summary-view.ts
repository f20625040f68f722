import type { z } from "zod";
import type { ownSummary, teamSummary } from "../../../api/notify/schemas.ts";
import { inCalendar, epochDay } from "../../../locales/dates.ts";
import type { Html, TextKey, Translator } from "../../../locales/index.ts";
import { lines, plain } from "../../core/html.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { balanceText } from "./leave-amount.ts";
import { capital } from "./capital.ts";

type Own = z.infer<typeof ownSummary>;
type Team = z.infer<typeof teamSummary>;
type Unit = "week" | "month";

const sums = ["overtime", "surplus", "deficit", "absence", "leave"] as const;

/** One's own week or month: what was worked, what is missing, what is left. */
export function ownSummaryView(t: Translator, own: Own, unit: Unit): View {
  const { totals, lateDays, unresolved, balance } = own;
  const keys: Key[] = [{ label: t.tp("trust.summary.keys.month"), go: to("my-month") }];
  const [first] = unresolved;
  if (first !== undefined)
    keys.unshift({ label: t.tp("trust.summary.keys.day"), go: to("my-day", [first]) });
  return {
    body: lines(
      title(t, own, `trust.summary.${unit}_own`),
      "",
      t.th("trust.summary.worked", {
        worked: t.format.duration(totals.worked),
        expected: t.format.duration(totals.expected),
      }),
      ...sums
        .filter((name) => totals[name] > 0)
        .map((name) =>
          t.th(`trust.summary.${name}`, { duration: t.format.duration(totals[name]) }),
        ),
      lateDays > 0 &&
        t.th("trust.summary.late", {
          count: lateDays,
          duration: t.format.duration(totals.late),
        }),
      balance !== null &&
        t.th("trust.summary.balance", {
          balance: balanceText(t, balance.minutes, balance.dayMinutes),
        }),
      "",
      unresolved.length === 0
        ? t.th("trust.summary.fine")
        : t.th("trust.summary.unresolved", { count: unresolved.length }),
    ),
    keys: [keys, [{ label: t.tp("trust.summary.keys.off"), go: to("notify") }]],
  };
}

/** The team's week or month for who leads it. */
export function teamSummaryView(t: Translator, team: Team, unit: Unit): View {
  const row =
    (facts: "late_facts" | "absent_facts") =>
    ({ name, days, minutes }: Team["late"][number]): Html =>
      t.th("trust.summary.team_row", {
        name: plain(name, 40),
        facts: t.tp(`trust.summary.${facts}`, {
          count: days,
          duration: t.format.duration(minutes),
        }),
      });
  return {
    body: lines(
      title(t, team, `trust.summary.${unit}_team`),
      t.th("trust.summary.people", { count: team.people }),
      "",
      t.th("trust.summary.team_worked", {
        worked: t.format.duration(team.worked),
        expected: t.format.duration(team.expected),
      }),
      team.overtime > 0 &&
        t.th("trust.summary.overtime", { duration: t.format.duration(team.overtime) }),
      ...(team.late.length === 0
        ? []
        : ["", t.th("trust.summary.team_late"), ...team.late.map(row("late_facts"))]),
      ...(team.absent.length === 0
        ? []
        : ["", t.th("trust.summary.team_absent"), ...team.absent.map(row("absent_facts"))]),
      "",
      team.unresolved > 0 && t.th("trust.summary.team_unresolved", { count: team.unresolved }),
      team.openRequests > 0 && t.th("trust.summary.team_requests", { count: team.openRequests }),
      team.unresolved === 0 && t.th("trust.summary.fine"),
    ),
    keys: [
      [
        { label: t.tp("trust.summary.keys.team"), go: to("board") },
        ...(team.openRequests > 0
          ? [{ label: t.tp("trust.summary.keys.requests"), go: to("inbox") }]
          : []),
      ],
      [{ label: t.tp("trust.summary.keys.off"), go: to("notify") }],
    ],
  };
}

function title(t: Translator, { from, to: until }: Own | Team, key: TextKey): Html {
  if (key.includes("week"))
    return t.th(key, { from: t.format.shortDate(from), to: t.format.shortDate(until) });
  return t.th(key, { month: capital(t.format.month(monthOf(from))) });
}

/** The month of the organisation's calendar that begins on a day: no Jalali one begins on a first of ours. */
function monthOf(from: string): string {
  const calendar = from.endsWith("-01") ? "gregorian" : "jalali";
  const { year, month } = inCalendar(calendar, epochDay(from));
  return `${year}-${String(month).padStart(2, "0")}`;
}
