import { ask, type Api } from "../../core/api.ts";
import { plain } from "../../core/html.ts";
import { pageOf, pagingKeys } from "../../core/paging.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type View } from "../../core/view.ts";
import { capital } from "../shared/capital.ts";
import { backKey } from "../shared/steer.ts";
import { draftWord, pick, readDraft, type SheetDraft, withDraft } from "./timesheets-draft.ts";

type Ctx = ScreenContext<Api>;

/** Chooses the month of a timesheet, or whom it is for: everybody, a group, a person. */
export const timesheetsPick: Screen<Api> = {
  name: "timesheets-pick",
  code: "xp",
  // The page is a word, since the largest number would not fit beside an id.
  args: ["word", "period", "word", "id"],
  permission: "documents.export",
  open(ctx, [page = "1", period = "", word = "", id]) {
    const draft = readDraft(period, word, id, "month");
    const what = word.slice(draftWord);
    if (what === "w") return whomView(ctx, draft, Number(page));
    return what === "p" ? peopleView(ctx, draft, Number(page)) : monthsView(ctx, draft);
  },
};

async function monthsView({ api, t }: Ctx, draft: SheetDraft): Promise<View> {
  const { months } = await ask(api.timesheets.choices.$get());
  const keys = months.map(({ period, isClosed }): Key => ({
    label: plain(`${isClosed ? "🔒 " : ""}${capital(t.format.month(period))}`),
    go: withDraft("timesheets", { ...draft, period }),
  }));
  return {
    body: t.th("timesheets.screen.choose_month"),
    keys: [...inPairs(keys), [backKey(t, withDraft("timesheets", draft))]],
  };
}

const inPairs = (keys: readonly Key[]): Key[][] =>
  Array.from({ length: Math.ceil(keys.length / 2) }, (_, row) => keys.slice(row * 2, row * 2 + 2));

async function whomView({ api, t }: Ctx, draft: SheetDraft, wanted: number): Promise<View> {
  const { groups } = await ask(api.timesheets.choices.$get());
  const { items, page, pages } = pageOf(groups, wanted);
  const all = { ...draft, scope: "all", id: null } as const;
  return {
    body: t.th("timesheets.screen.choose_whom"),
    keys: [
      [{ label: t.tp("timesheets.keys.everybody"), go: withDraft("timesheets", all) }],
      ...items.map(({ id, name }): Key[] => [
        {
          label: plain(`🗂 ${plain(name, 40)}`),
          go: withDraft("timesheets", { ...draft, scope: "group", id }),
        },
      ]),
      ...pagingKeys(t, { page, pages }, (other) => pick(draft, "w", other)),
      [
        {
          label: t.tp("timesheets.keys.person"),
          go: pick(draft, "p", 1),
        },
      ],
      [backKey(t, withDraft("timesheets", draft))],
    ],
  };
}

async function peopleView({ api, t }: Ctx, draft: SheetDraft, wanted: number): Promise<View> {
  const query = { page: String(Math.max(1, wanted)) };
  const { items, page, pages } = await ask(api.people.employees.$get({ query }));
  return {
    body: t.th("timesheets.screen.choose_person"),
    keys: [
      ...items.map(({ id, name }): Key[] => [
        {
          label: plain(name, 40),
          go: withDraft("timesheets", { ...draft, scope: "employee", id }),
        },
      ]),
      ...pagingKeys(t, { page, pages }, (other) => pick(draft, "p", other)),
      [backKey(t, pick(draft, "w", 1))],
    ],
  };
}
