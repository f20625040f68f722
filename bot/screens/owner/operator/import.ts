import * as z from "zod";
import type { StatementInput, StatementView } from "../../../../api/operator/bank/schemas.ts";
import { ask, named } from "../../../core/api.ts";
import { bold, html, type Html, lines, name } from "../../../core/html.ts";
import type { DocumentIncoming } from "../../../core/incoming.ts";
import { type Reply, to } from "../../../core/view.ts";
import { oncePerCard } from "../billing/desk.ts";
import { cancelKey } from "../../shared/steer.ts";
import { type Ctx, operatorScreen } from "./desk.ts";

const screen = "operator-import";
/** The API reads nothing larger. */
const mostBytes = 5_000_000;
const shownLines = 12;

const source = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("file"), fileId: z.string() }),
  z.object({ kind: z.literal("text"), text: z.string() }),
]);
type Source = z.infer<typeof source>;
const draftShape = z.object({ source, profile: z.enum(["ir", "ru"]).nullable() });

/** A bank's statement as it comes into the chat: what it would do, then one tap to do it (BIL §3.4). */
export const operatorImport = operatorScreen({
  name: screen,
  code: "oi",
  async open(ctx, [action = ""]): Promise<Reply> {
    if (ctx.incoming.kind === "document") return takeFile(ctx, ctx.incoming);
    const draft = draftOf(ctx);
    if (draft === null) return { go: to("operator-bank") };
    if (action === "ir" || action === "ru") return preview(ctx, draft.source, action);
    if (action === "yes" && draft.profile !== null)
      return confirmed(ctx, draft.source, draft.profile);
    return { go: to("operator-bank") };
  },
  text: (ctx, text) => take(ctx, { kind: "text", text }, new TextEncoder().encode(text)),
  document: (ctx, document) => takeFile(ctx, document),
});

const draftOf = ({ dialog }: Ctx) =>
  dialog?.step.startsWith(screen) === true
    ? (draftShape.safeParse(dialog.draft).data ?? null)
    : null;

async function takeFile(ctx: Ctx, { fileId, size }: DocumentIncoming): Promise<Reply> {
  if (size > mostBytes) return said(ctx, ctx.t.th("operator.import.too_big"));
  const bytes = await ctx.readFile(fileId);
  return take(ctx, { kind: "file", fileId }, bytes);
}

/** Only Russian banks write the exchange file of 1C; of a table nobody can tell the country. */
function take(ctx: Ctx, from: Source, bytes: Uint8Array): Promise<Reply> | Reply {
  const head = new TextDecoder().decode(bytes.slice(0, 40));
  if (head.includes("1CClientBankExchange")) return preview(ctx, from, "ru", bytes);
  const { t } = ctx;
  return {
    show: {
      body: t.th("operator.import.which"),
      keys: [
        (["ir", "ru"] as const).map((profile) => ({
          label: t.tp(`operator.import.keys.${profile}`),
          go: to(screen, [profile]),
        })),
        [cancelKey(t, to("operator-bank"))],
      ],
    },
    dialog: { step: screen, draft: { source: from, profile: null } },
  };
}

const said = ({ t }: Ctx, body: Html): Reply => ({
  show: { body, keys: [[cancelKey(t, to("operator-bank"))]] },
  dialog: { step: screen },
});

async function inputOf(
  ctx: Ctx,
  from: Source,
  profile: "ir" | "ru",
  read?: Uint8Array,
): Promise<StatementInput> {
  if (from.kind === "text") return { profile, content: from };
  const bytes = read ?? (await ctx.readFile(from.fileId));
  return { profile, content: { kind: "base64", base64: base64Of(bytes) } };
}

function base64Of(bytes: Uint8Array): string {
  let binary = "";
  const chunk = 0x8000;
  for (let at = 0; at < bytes.length; at += chunk)
    binary += String.fromCharCode(...bytes.subarray(at, at + chunk));
  return btoa(binary);
}

async function preview(
  ctx: Ctx,
  from: Source,
  profile: "ir" | "ru",
  read?: Uint8Array,
): Promise<Reply> {
  const json = await inputOf(ctx, from, profile, read);
  const shown = await ask(
    ctx.api.operator.bank.statements.preview.$post({ json }, named(ctx.idempotencyKey())),
  );
  const { t } = ctx;
  const { fresh } = shown.totals;
  return {
    show: {
      body: previewText(ctx, shown),
      keys: [
        fresh === 0
          ? []
          : [
              {
                label: t.tp("operator.import.keys.yes", { count: fresh }),
                go: to(screen, ["yes"]),
                style: "primary",
              },
            ],
        [cancelKey(t, to("operator-bank"))],
      ],
    },
    dialog: { step: screen, draft: { source: from, profile } },
  };
}

function previewText({ t }: Ctx, shown: StatementView): Html {
  const { lines: all, totals, errors, outgoing } = shown;
  const currency = shown.profile === "ir" ? "IRR" : "RUB";
  return lines(
    bold(t.th("operator.import.title")),
    t.th("operator.import.totals", {
      count: t.format.number(totals.count),
      sum: t.format.money(totals.amount, currency),
    }),
    t.th("operator.import.fresh", {
      count: t.format.number(totals.fresh),
      sum: t.format.money(totals.freshAmount, currency),
    }),
    outgoing > 0 && t.th("operator.import.outgoing", { count: t.format.number(outgoing) }),
    errors.length > 0 &&
      t.th("operator.import.errors", {
        count: t.format.number(errors.length),
        lines: errors
          .slice(0, 5)
          .map(({ line }) => t.format.digits(line))
          .join(", "),
      }),
    "",
    ...all.slice(0, shownLines).map((line) => lineText(t, line)),
    all.length > shownLines &&
      t.th("operator.import.more", { count: t.format.number(all.length - shownLines) }),
  );
}

function lineText(t: Ctx["t"], line: StatementView["lines"][number]): Html {
  const { verdict, target } = line;
  const what = t.th(`operator.verdict.${verdict}`);
  const whom = target === null ? name(line.payerName, 40) : name(target.organisation.name, 40);
  const order = target?.orderNumber ?? null;
  return html`${what} · ${t.format.money(line.amount, line.currency)} ·
  ${whom}${order === null ? "" : html` · № ${t.format.digits(order)}`}`;
}

async function confirmed(ctx: Ctx, from: Source, profile: "ir" | "ru"): Promise<Reply> {
  const { t } = ctx;
  const json = await inputOf(ctx, from, profile);
  const done = await ask(
    ctx.api.operator.bank.statements.$post({ json }, oncePerCard(ctx, "import", profile)),
  );
  return {
    show: {
      body: lines(
        bold(t.th("operator.import.done")),
        t.th("operator.import.booked", {
          count: t.format.number(done.booked),
          sum: t.format.money(done.amount, done.currency),
        }),
        t.th("operator.import.paid", { count: t.format.number(done.ordersPaid) }),
        done.known > 0 && t.th("operator.import.known", { count: t.format.number(done.known) }),
        done.unmatched > 0 &&
          t.th("operator.import.unmatched", { count: t.format.number(done.unmatched) }),
      ),
      keys: [
        done.unmatched > 0
          ? [
              {
                label: t.tp("operator.bank.keys.unmatched", {
                  count: ` (${t.format.number(done.unmatched)})`,
                }),
                go: to("operator-bank", ["unmatched"]),
              },
            ]
          : [],
        [{ label: t.tp("operator.home.title_key"), go: to("operator") }],
      ],
    },
    dialog: "clear",
  };
}
