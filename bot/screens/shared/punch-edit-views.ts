import { isoDate } from "../../../locales/dates.ts";
import type { Html, Translator } from "../../../locales/index.ts";
import { zoneClock } from "../../../locales/zone-clock.ts";
import { html, lines, plain } from "../../core/html.ts";
import { type Key, type Reply, type Route, to } from "../../core/view.ts";
import { capital } from "./capital.ts";
import { beforeAfterLines, kindText } from "./change-text.ts";
import type { Day } from "./day-data.ts";
import { inZone } from "./in-zone.ts";
import { type EditDraft, editable, type EditKind } from "./punch-edit.ts";
import { backKey, cancelKey } from "./steer.ts";

/** What differs between a person's correction and a manager's edit. */
export interface EditScreen {
  readonly name: "correction" | "edit-punch";
  /** A manager must say why; a person may. */
  readonly needsNote: boolean;
}

const whoArgs = (who: string): string[] => (who === "" ? [] : [who]);

export const editRoute = (
  { name }: EditScreen,
  { who, date }: Pick<EditDraft, "who" | "date">,
  ...rest: readonly string[]
): Route => to(name, [...whoArgs(who), date, ...rest]);

export const dayRoute = ({ who, date }: Pick<EditDraft, "who" | "date">): Route =>
  who === "" ? to("my-day", [date]) : to("person-day", [who, date]);

function head(t: Translator, screen: EditScreen, day: Day): Html[] {
  return [
    t.th(`corrections.edit.title_${screen.name === "correction" ? "own" : "team"}`),
    screen.name === "correction"
      ? html`📅 ${t.format.date(day.date)}`
      : t.th("attendance.manual.for", {
          name: plain(day.employee.name),
          date: t.format.date(day.date),
        }),
  ];
}

const marks = {
  in: "🟢",
  out: "🔴",
  break_start: "☕️",
  break_end: "▶️",
  undirected: "▫️",
} as const;

/** First step: which punch, or which one is missing. */
export function whichStep(
  reader: Translator,
  screen: EditScreen,
  of: Pick<EditDraft, "who" | "date">,
  day: Day,
): Reply {
  const t = inZone(reader, day.zone);
  const known: Key[][] = editable(day).map(({ id, direction, at }) => [
    {
      label: t.tp("corrections.edit.keys.punch", {
        mark: marks[direction],
        direction: kindText(t, direction),
        time: t.format.time(at),
      }),
      go: editRoute(screen, of, id),
    },
  ]);
  const missing = (kind: EditKind): Key => ({
    label: t.tp(`corrections.edit.keys.${kind}`),
    go: editRoute(screen, of, kind),
  });
  return {
    show: {
      body: lines(...head(t, screen, day), "", t.th("corrections.edit.which")),
      keys: [
        ...known,
        [missing("in"), missing("out")],
        [missing("break_start"), missing("break_end")],
        [backKey(t, dayRoute(of))],
      ],
    },
    dialog: "clear",
  };
}

/** Second step: the right time, or away with it. */
export function timeStep(
  reader: Translator,
  screen: EditScreen,
  draft: EditDraft,
  day: Day,
): Reply {
  const t = inZone(reader, day.zone);
  const old = day.punches.find(({ id }) => id === draft.punchId);
  const chips: Key[] = plannedMinutes(day, draft.kind).map((minute) => ({
    label: t.format.clock(minute),
    go: editRoute(screen, draft, `m${minute}`),
  }));
  return {
    show: {
      body: lines(
        ...head(t, screen, day),
        old === undefined
          ? t.th("corrections.edit.new", { direction: kindText(t, draft.kind) })
          : t.th("corrections.edit.old", {
              direction: capital(kindText(t, draft.kind)),
              time: t.format.time(old.at),
            }),
        "",
        t.th("corrections.edit.when"),
      ),
      keys: [
        chips,
        old === undefined
          ? []
          : [{ label: t.tp("corrections.edit.keys.void"), go: editRoute(screen, draft, "v") }],
        [backKey(t, editRoute(screen, draft)), cancelKey(t, dayRoute(draft))],
      ],
    },
    dialog: { step: `${screen.name}/time`, draft },
  };
}

/** Starts or ends of the plan that fall on the date. */
function plannedMinutes({ plan, zone, date }: Day, kind: EditKind): number[] {
  if (kind !== "in" && kind !== "out") return [];
  const clock = zoneClock(zone);
  return plan.segments
    .map((segment) => clock(kind === "in" ? segment.start : segment.end))
    .filter(({ day }) => isoDate(day) === date)
    .map(({ minute }) => minute);
}

const readyNotes = ["forgot", "phone", "network"] as const;
export type ReadyNote = (typeof readyNotes)[number];
export const readyNoteOf = (word: string | undefined): ReadyNote | undefined =>
  readyNotes.find((note) => note === word);

/** Third step: why. */
export const noteStep = (t: Translator, screen: EditScreen, draft: EditDraft, day: Day): Reply => ({
  show: {
    body: lines(
      ...head(t, screen, day),
      "",
      t.th(screen.needsNote ? "attendance.manual.why" : "corrections.edit.why"),
    ),
    keys: [
      ...readyNotes.map((note): Key[] => [
        { label: t.tp(`attendance.manual.reasons.${note}`), go: editRoute(screen, draft, note) },
      ]),
      screen.needsNote
        ? []
        : [{ label: t.tp("common.actions.keys.skip"), go: editRoute(screen, draft, "skip") }],
      [backKey(t, editRoute(screen, draft)), cancelKey(t, dayRoute(draft))],
    ],
  },
  dialog: { step: `${screen.name}/note`, draft },
});

/** Last step: the day before and after, to be confirmed. */
export function confirmStep(
  reader: Translator,
  screen: EditScreen,
  draft: EditDraft,
  { before, after }: { readonly before: Day; readonly after: Day },
): Reply {
  const t = inZone(reader, before.zone);
  return {
    show: {
      body: lines(
        ...head(t, screen, before),
        whatLine(t, draft, before),
        draft.note !== undefined && t.th("attendance.manual.reason", { reason: draft.note }),
        "",
        ...beforeAfterLines(t, before, after),
        "",
        t.th(`corrections.edit.ask_${screen.name === "correction" ? "own" : "team"}`),
      ),
      keys: [
        [
          {
            label: t.tp(
              `corrections.edit.keys.save_${screen.name === "correction" ? "own" : "team"}`,
            ),
            go: editRoute(screen, draft, "save"),
            style: "success",
          },
        ],
        [backKey(t, editRoute(screen, draft)), cancelKey(t, dayRoute(draft))],
      ],
    },
    dialog: { step: `${screen.name}/confirm`, draft },
  };
}

function whatLine(t: Translator, draft: EditDraft, day: Day): Html {
  const old = day.punches.find(({ id }) => id === draft.punchId);
  const direction = capital(kindText(t, draft.kind));
  const was = old === undefined ? "" : t.format.time(old.at);
  if (draft.isVoid === true) return t.th("corrections.line.void", { direction, time: was });
  const time = t.format.time(draft.at ?? 0);
  return old === undefined
    ? t.th("corrections.line.add", { direction, time })
    : t.th("corrections.line.replace", { direction, time, was, was_direction: direction });
}
