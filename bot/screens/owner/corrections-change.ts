import { type Api, ask, named } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Reply, to, type View } from "../../core/view.ts";
import { ownerChangeKeys } from "../shared/change-keys.ts";
import {
  type Change,
  changeBody,
  fetchChange,
  referenceArgs,
  referenceOf,
} from "../shared/change-text.ts";
import { cancelKey } from "../shared/steer.ts";
import { unlessGone } from "../shared/unless-gone.ts";

type Ctx = ScreenContext<Api>;
type Settlement = "kept" | "taken_back";
const longestNote = 300;

/** What a manager was told of a change, and how they settle an objection to it: kept or taken back, with a word or without. */
export const ownerChange: Screen<Api> = {
  name: "change",
  code: "co1",
  permission: "attendance.view_team",
  async open(ctx, [action = "", letter, id, employeeId = ""]) {
    const change = await unlessGone(fetchChange(ctx.api, referenceOf(letter, id), employeeId));
    if (change === null) return { ...ctx.stale(to("corrections")), ...ended(ctx) };
    if (action === "k") return askNote(ctx, change, "kept");
    if (action === "t") return askNote(ctx, change, "taken_back");
    if (action === "K") return settle(ctx, change, "kept", null);
    if (action === "T") return settle(ctx, change, "taken_back", null);
    return { show: changeView(ctx, change), ...ended(ctx) };
  },
  async text(ctx, text) {
    const draft = (ctx.dialog?.draft ?? {}) as Partial<Record<string, unknown>>;
    const { reference, employeeId, settlement } = draft;
    if (typeof reference !== "string" || typeof employeeId !== "string")
      return { go: to("corrections"), dialog: "clear" };
    const change = await unlessGone(fetchChange(ctx.api, reference, employeeId));
    if (change === null) return { go: to("corrections"), dialog: "clear" };
    const note = text.trim().slice(0, longestNote);
    return settle(ctx, change, settlement === "kept" ? "kept" : "taken_back", note);
  },
};

const changeView = ({ t }: Ctx, change: Change): View => ({
  body: changeBody(t, change, { before: null, after: null }),
  keys: [
    ...ownerChangeKeys(t, change),
    [{ label: t.tp("corrections.keys.list"), go: to("corrections") }],
  ],
});

function askNote(ctx: Ctx, change: Change, settlement: Settlement): Reply {
  const { t } = ctx;
  if (!change.maySettle) return settledAlready(ctx, change);
  const { reference, employeeId } = change;
  const args = [...referenceArgs(reference), employeeId];
  return {
    show: {
      body: t.th(`corrections.settle.ask_${settlement}`),
      keys: [
        [
          {
            label: t.tp("corrections.settle.keys.no_note"),
            go: to("change", [settlement === "kept" ? "K" : "T", ...args]),
          },
        ],
        [cancelKey(t, to("change", ["s", ...args]))],
      ],
    },
    dialog: { step: "change/note", draft: { reference, employeeId, settlement } },
  };
}

const settledAlready = (ctx: Ctx, change: Change): Reply => ({
  toast: { text: ctx.t.tp("corrections.settle.already"), alert: true },
  show: changeView(ctx, change),
  ...ended(ctx),
});

async function settle(
  ctx: Ctx,
  change: Change,
  settlement: Settlement,
  note: string | null,
): Promise<Reply> {
  const { t, api } = ctx;
  const { reference, employeeId } = change;
  try {
    const settled = await ask(
      api.corrections.changes.settle.$post(
        {
          json: {
            reference,
            employeeId,
            settlement,
            ...(note === null || note === "" ? {} : { note }),
          },
        },
        named(ctx.idempotencyKey()),
      ),
    );
    return {
      toast: { text: t.tp(`corrections.settle.done_${settlement}`) },
      show: changeView(ctx, settled),
      ...ended(ctx),
    };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
    if (error.code === "already_answered")
      return settledAlready(ctx, await fetchChange(api, reference, employeeId));
    const key = `errors.${error.code}`;
    return {
      toast: { text: t.tp(t.has(key) ? key : "errors.stale"), alert: true },
      show: changeView(ctx, change),
      ...ended(ctx),
    };
  }
}

const ended = ({ dialog }: Ctx): Pick<Reply, "dialog"> =>
  dialog?.step.startsWith("change") === true ? { dialog: "clear" } : {};
