import { ask, named, type Api } from "../../core/api.ts";
import { parseLeaveAmount } from "../../core/leave-amount-input.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { type Balance, balanceBody, statementBody } from "../shared/leave-account.ts";
import { balanceText } from "../shared/leave-amount.ts";
import { backKey, cancelKey } from "../shared/steer.ts";
import { type ChangeDraft, readChange } from "./leave-account-draft.ts";

type Ctx = ScreenContext<Api>;

const notes = ["old_books", "mistake", "agreement"] as const;
const shortestNote = 2;
const longestNote = 300;

/** Somebody's leave: balance, statement, and for who manages people the balance of the old books and corrections. */
export const leaveAccountScreen: Screen<Api> = {
  name: "leave-account",
  code: "la",
  permission: "requests.decide",
  async open(ctx, [id = "", what, value]) {
    if (what === "rows") return statement(ctx, id, Number(value ?? 0));
    if (what === "opening" || what === "adjustment") return askAmount(ctx, { id, kind: what });
    if (what === "note") return takeNote(ctx, noteOf(ctx, value));
    if (what === "save") return save(ctx, id);
    return account(ctx, id);
  },
  async text(ctx, text, part) {
    const draft = readChange(ctx.dialog?.draft);
    if (draft === null) return { go: to("people") };
    if (part === "amount") return takeAmount(ctx, draft, text);
    if (part === "note") return takeNote(ctx, text);
    return askAmount(ctx, draft);
  },
};

const noteOf = ({ t }: Ctx, word: string | undefined): string => {
  const known = notes.find((note) => note === word);
  return known === undefined ? "" : t.tp(`leave.account.notes.${known}`);
};

const balanceOf = ({ api }: Ctx, employeeId: string): Promise<Balance> =>
  ask(api.leave.balance.$get({ query: { employeeId } }));

const nameOf = async ({ api }: Ctx, id: string): Promise<string> =>
  (await ask(api.people.employees[":id"].$get({ param: { id } }))).name;

async function account(ctx: Ctx, id: string): Promise<Reply> {
  const { t, session } = ctx;
  const [name, balance] = await Promise.all([nameOf(ctx, id), balanceOf(ctx, id)]);
  const manages = session.membership?.permissions.includes("people.manage") === true;
  const changes: Key[] = [
    { label: t.tp("leave.account.keys.opening"), go: to("leave-account", [id, "opening"]) },
    { label: t.tp("leave.account.keys.adjust"), go: to("leave-account", [id, "adjustment"]) },
  ];
  return {
    show: {
      body: balanceBody(t, t.th("leave.account.title", { name }), balance),
      keys: [
        [
          {
            label: t.tp("leave.balance.keys.statement"),
            go: to("leave-account", [id, "rows", 0]),
          },
        ],
        manages ? changes : [],
        [backKey(t, to("person", [id]))],
      ],
    },
    dialog: "clear",
  };
}

async function statement({ api, t }: Ctx, employeeId: string, cursor: number): Promise<View> {
  const query = { employeeId, cursor: String(cursor) };
  const { rows, dayMinutes, next } = await ask(api.leave.statement.$get({ query }));
  const turn: Key[] = [];
  const page = (at: number) => to("leave-account", [employeeId, "rows", at]);
  if (cursor > 0) turn.push({ label: t.tp("requests.mine.keys.newest"), go: page(0) });
  if (next !== null) turn.push({ label: t.tp("requests.mine.keys.older"), go: page(next) });
  return {
    body: statementBody(t, rows, dayMinutes),
    keys: [turn, [backKey(t, to("leave-account", [employeeId]))]],
  };
}

async function askAmount(ctx: Ctx, { id, kind }: ChangeDraft): Promise<Reply> {
  const { t } = ctx;
  const name = await nameOf(ctx, id);
  const asked = kind === "opening" ? "leave.account.ask_opening" : "leave.account.ask_adjust";
  return {
    show: { body: t.th(asked, { name }), keys: [[cancelKey(t, to("leave-account", [id]))]] },
    dialog: { step: "leave-account/amount", draft: { id, kind } },
  };
}

async function takeAmount(ctx: Ctx, draft: ChangeDraft, text: string): Promise<Reply> {
  const { t } = ctx;
  const { dayMinutes } = await balanceOf(ctx, draft.id);
  const minutes = parseLeaveAmount(text, dayMinutes);
  const isNothing = minutes === 0 && draft.kind === "adjustment";
  if (minutes === null || isNothing || Math.abs(minutes) > 200_000)
    return { send: [{ body: t.th("leave.account.bad_amount") }], dialog: "keep" };
  return {
    show: {
      body: t.th("leave.account.ask_note"),
      keys: [
        ...notes.map((note): Key[] => [
          {
            label: t.tp(`leave.account.notes.${note}`),
            go: to("leave-account", [draft.id, "note", note]),
          },
        ]),
        [cancelKey(t, to("leave-account", [draft.id]))],
      ],
    },
    dialog: { step: "leave-account/note", draft: { ...draft, minutes } },
  };
}

/** Shows what the balance is and would be, before anything is written. */
async function takeNote(ctx: Ctx, text: string): Promise<Reply> {
  const { t } = ctx;
  const draft = readChange(ctx.dialog?.draft);
  if (draft?.minutes === undefined) return ctx.stale(to("people"));
  const note = text.trim();
  if (note.length < shortestNote || note.length > longestNote)
    return { send: [{ body: t.th("leave.account.bad_note") }], dialog: "keep" };
  const [name, balance] = await Promise.all([nameOf(ctx, draft.id), balanceOf(ctx, draft.id)]);
  const after = draft.kind === "opening" ? draft.minutes : balance.minutes + draft.minutes;
  const amount = (of: number) => balanceText(t, of, balance.dayMinutes);
  return {
    show: {
      body: t.th("leave.account.confirm", {
        name,
        note,
        before: amount(balance.minutes),
        after: amount(after),
      }),
      keys: [
        [
          cancelKey(t, to("leave-account", [draft.id])),
          { label: t.tp("leave.account.keys.save"), go: to("leave-account", [draft.id, "save"]) },
        ],
      ],
    },
    dialog: { step: "leave-account/confirm", draft: { ...draft, note } },
  };
}

/** Saves what the card showed; a key of an older card starts anew. */
async function save(ctx: Ctx, id: string): Promise<Reply> {
  const { api, t, now } = ctx;
  const draft = readChange(ctx.dialog?.step === "leave-account/confirm" ? ctx.dialog.draft : null);
  if (draft?.minutes === undefined || draft.note === undefined || draft.id !== id)
    return ctx.stale(to("leave-account", [id]));
  const { kind, minutes, note } = draft;
  const key = named(ctx.idempotencyKey());
  const json = { employeeId: id, minutes, note };
  await (kind === "opening"
    ? ask(api.leave.opening.$post({ json: { ...json, on: t.format.localDate(now) } }, key))
    : ask(api.leave.adjustments.$post({ json }, key)));
  return {
    toast: { text: t.tp("leave.account.saved") },
    dialog: "clear",
    go: to("leave-account", [id]),
  };
}
