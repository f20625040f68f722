import type { Html, Translator } from "../../../locales/index.ts";
import { html, lines, plain } from "../../core/html.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { capital } from "../shared/capital.ts";
import { kindText } from "../shared/change-text.ts";
import { cancelKey } from "../shared/steer.ts";
import type { BulkDraft } from "./bulk.ts";

const cancel = (t: Translator): Key[] => [cancelKey(t, to("corrections"))];
const usualMinutes = [480, 540, 600, 960, 1020, 1080];

const head = (t: Translator, draft: BulkDraft): Html[] => [
  t.th("corrections.bulk.title"),
  draft.groupName === ""
    ? t.th("corrections.bulk.everybody")
    : t.th("corrections.bulk.group", { group: plain(draft.groupName) }),
  ...(draft.direction === undefined ? [] : [html`▫️ ${capital(kindText(t, draft.direction))}`]),
  ...(draft.from === undefined
    ? []
    : [
        draft.to === undefined || draft.to === draft.from
          ? html`📅 ${t.format.date(draft.from)}`
          : t.th("corrections.bulk.range", {
              from: t.format.shortDate(draft.from),
              to: t.format.shortDate(draft.to),
            }),
      ]),
  ...(draft.minute === undefined ? [] : [html`🕒 ${t.format.clock(draft.minute)}`]),
];

export function groupView(
  t: Translator,
  groups: readonly { readonly id: string; readonly name: string }[],
): View {
  return {
    body: lines(t.th("corrections.bulk.title"), "", t.th("corrections.bulk.who")),
    keys: [
      [{ label: t.tp("corrections.bulk.keys.everybody"), go: to("bulk", ["group"]) }],
      ...groups.map(({ id, name }): Key[] => [
        { label: plain(name, 40), go: to("bulk", ["group", id]) },
      ]),
      cancel(t),
    ],
  };
}

/** Which punch while that is open, then the days. */
export function dayView(t: Translator, draft: BulkDraft, picker: readonly Key[][]): View {
  if (draft.direction === undefined)
    return {
      body: lines(...head(t, draft), "", t.th("corrections.bulk.which")),
      keys: [
        [
          { label: t.tp("attendance.manual.keys.in"), go: to("bulk", ["kind", "in"]) },
          { label: t.tp("attendance.manual.keys.out"), go: to("bulk", ["kind", "out"]) },
        ],
        cancel(t),
      ],
    };
  return {
    body: lines(
      ...head(t, draft),
      "",
      t.th(draft.from === undefined ? "corrections.bulk.first_day" : "corrections.bulk.last_day"),
    ),
    keys: [...picker, cancel(t)],
  };
}

export const timeView = (t: Translator, draft: BulkDraft): View => ({
  body: lines(...head(t, draft), "", t.th("attendance.manual.when")),
  keys: [
    usualMinutes.slice(0, 3).map((minute) => timeKey(t, minute)),
    usualMinutes.slice(3).map((minute) => timeKey(t, minute)),
    cancel(t),
  ],
});

const timeKey = (t: Translator, minute: number): Key => ({
  label: t.format.clock(minute),
  go: to("bulk", ["at", minute]),
});

export const noteView = (t: Translator, draft: BulkDraft): View => ({
  body: lines(...head(t, draft), "", t.th("attendance.manual.why")),
  keys: [
    [{ label: t.tp("corrections.bulk.reasons.power"), go: to("bulk", ["why", "power"]) }],
    [{ label: t.tp("corrections.bulk.reasons.device"), go: to("bulk", ["why", "device"]) }],
    cancel(t),
  ],
});

interface Preview {
  readonly count: number;
  readonly people: number;
  readonly days: number;
  readonly skipped: { readonly notPlanned: number; readonly present: number };
  readonly names: readonly string[];
}

/** Whom it would touch; nothing is stored yet. */
export function confirmView(t: Translator, draft: BulkDraft, shown: Preview): View {
  const { count, people, days, skipped, names } = shown;
  const comma = t.language === "fa" ? "، " : ", ";
  const list = names.map((name) => plain(name, 30)).join(comma);
  const other: Key = {
    label: t.tp(
      draft.everybody ? "corrections.bulk.keys.only_missing" : "corrections.bulk.keys.also_present",
    ),
    go: to("bulk", ["all", draft.everybody ? "0" : "1"]),
  };
  return {
    body: lines(
      ...head(t, draft),
      draft.reason !== undefined && t.th("attendance.manual.reason", { reason: draft.reason }),
      "",
      count === 0
        ? t.th("corrections.bulk.nobody")
        : t.th("corrections.bulk.counts", { count, people, days }),
      names.length > 0 && html`👥 ${list}${people > names.length ? " …" : ""}`,
      skipped.present > 0 && t.th("corrections.bulk.present", { count: skipped.present }),
      skipped.notPlanned > 0 && t.th("corrections.bulk.not_planned", { count: skipped.notPlanned }),
      count > 0 && t.th("attendance.manual.ask"),
    ),
    keys: [
      count === 0
        ? []
        : [
            {
              label: t.tp("attendance.manual.keys.save"),
              go: to("bulk", ["save", count]),
              style: "success",
            },
          ],
      [other],
      cancel(t),
    ],
  };
}

export const doneView = (
  t: Translator,
  done: { readonly reference: string; readonly count: number; readonly people: number },
): View => ({
  body: t.th("corrections.bulk.done", { count: done.count, people: done.people }),
  keys: [
    [
      {
        label: t.tp("common.actions.keys.undo"),
        go: to("bulk", ["undo", done.reference.slice("bulk:".length)]),
      },
    ],
    [{ label: t.tp("corrections.keys.list"), go: to("corrections") }],
  ],
});
