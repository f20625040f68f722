import { ask, type Api } from "../../core/api.ts";
import { lines, plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { capital } from "../shared/capital.ts";
import { homeKey } from "../shared/steer.ts";
import { unlessGone } from "../shared/unless-gone.ts";
import { pick, readDraft, type SheetDraft, withDraft } from "./timesheets-draft.ts";

type Ctx = ScreenContext<Api>;

/** Wages are paid by what was closed: of so many months the newest closed one comes first. */
const lately = 3;

/** T‑13 and the month's sheet: what of, for which month, for whom, in which form; then the file comes into the chat. */
export const timesheetsScreen: Screen<Api> = {
  name: "timesheets",
  code: "xs",
  args: ["period", "word", "id"],
  permission: "documents.export",
  async open(ctx, [period, word = "", id]) {
    const choices = await ask(ctx.api.timesheets.choices.$get());
    const [running] = choices.months;
    const usual = choices.profile === "ru" ? "t13" : "month";
    const known = choices.months.find((month) => month.period === period);
    const month =
      known ?? choices.months.slice(0, lately).find(({ isClosed }) => isClosed) ?? running;
    if (month === undefined) return { go: to("home") };
    const draft = readDraft(month.period, word, id, usual);
    const whom = await nameOf(ctx, draft, choices.groups);
    const kept = whom === null ? { ...draft, scope: "all" as const, id: null } : draft;
    return sheetView(ctx, kept, { isClosed: month.isClosed, whom });
  },
};

/** Who a draft is for; null when everybody is, or that group or person is gone. */
async function nameOf(
  { api }: Ctx,
  { scope, id }: SheetDraft,
  groups: readonly { readonly id: string; readonly name: string }[],
): Promise<string | null> {
  if (scope === "all" || id === null) return null;
  if (scope === "group") return groups.find((group) => group.id === id)?.name ?? null;
  const person = await unlessGone(ask(api.people.employees[":id"].$get({ param: { id } })));
  return person?.name ?? null;
}

interface Shown {
  readonly isClosed: boolean;
  readonly whom: string | null;
}

function sheetView(ctx: Ctx, draft: SheetDraft, { isClosed, whom }: Shown): View {
  const { t } = ctx;
  const go = (change: Partial<SheetDraft>) => withDraft("timesheets", { ...draft, ...change });
  /** One of some: the chosen one is marked. */
  const choice = (isChosen: boolean, label: string, change: Partial<SheetDraft>): Key => ({
    label: plain(isChosen ? `✓ ${label}` : label),
    go: go(change),
  });
  const isT13 = draft.sheet === "t13";
  const isCsv = draft.format === "csv";
  return {
    body: lines(
      t.th("timesheets.screen.title", { month: capital(t.format.month(draft.period)) }),
      t.th(isClosed ? "timesheets.screen.closed" : "timesheets.screen.open"),
      "",
      t.th(`timesheets.screen.about.${draft.sheet}`),
      isCsv && t.th(`timesheets.screen.about_csv.${draft.sheet}`),
      "",
      whom === null
        ? t.th("timesheets.screen.for_all")
        : t.th("timesheets.screen.for", { name: plain(whom) }),
    ),
    keys: [
      [
        choice(isT13, t.tp("timesheets.keys.t13"), { sheet: "t13" }),
        choice(!isT13, t.tp("timesheets.keys.month_sheet"), { sheet: "month" }),
      ],
      (["xlsx", "pdf", "csv"] as const).map((format) =>
        choice(draft.format === format, t.tp(`timesheets.keys.${format}`), { format }),
      ),
      [
        choice(draft.part === "full", t.tp("timesheets.keys.full"), { part: "full" }),
        choice(draft.part === "first", t.tp("timesheets.keys.first"), { part: "first" }),
      ],
      ...formKeys(ctx, draft, choice),
      [
        {
          label: t.tp("timesheets.keys.month"),
          go: pick(draft, "m", 1),
        },
        {
          label: t.tp("timesheets.keys.whom"),
          go: pick(draft, "w", 1),
        },
      ],
      [
        {
          label: t.tp("timesheets.keys.make"),
          go: withDraft("timesheets-make", draft),
          style: "primary",
        },
      ],
      [{ label: t.tp("timesheets.keys.files"), go: to("exports") }, homeKey(t)],
    ],
  };
}

/** Codes are of T‑13 only, days of the month's sheet only; a flat file has neither. */
function formKeys(
  { t }: Ctx,
  draft: SheetDraft,
  choice: (isChosen: boolean, label: string, change: Partial<SheetDraft>) => Key,
): Key[][] {
  if (draft.format === "csv") return [];
  if (draft.sheet === "month")
    return [[choice(draft.daily, t.tp("timesheets.keys.daily"), { daily: !draft.daily })]];
  return [
    [
      choice(draft.marks === "letters", t.tp("timesheets.keys.letters"), { marks: "letters" }),
      choice(draft.marks === "numbers", t.tp("timesheets.keys.numbers"), { marks: "numbers" }),
    ],
  ];
}
