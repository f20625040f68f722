import type { Statement } from "../../db/client/port.ts";
import { DatabaseError } from "../../db/errors.ts";
import { loadBooks, type LoadedBooks } from "../billing/load-books.ts";
import { planById } from "../billing/rules/current-plan.ts";
import type { OrderFacts } from "../billing/rules/types.ts";
import { calendarDateOf } from "../core/calendar/period.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { sha256 } from "../core/gatekeeper.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { findDocument, findIssued, findNewest, viewOf } from "./find-document.ts";
import { loadParties } from "./load-parties.ts";
import { orderWords } from "./paper/order-words.ts";
import { orderPapers } from "./rules/order-papers.ts";
import { paperLines } from "./rules/paper-lines.ts";
import type { DocumentKind, DocumentSnapshot } from "./rules/snapshot.ts";
import type { DocumentView } from "./schemas.ts";

/**
 * The paper of an order: счёт or پیش‌فاکتور while it waits for money, акт or فاکتور when it is paid. The same facts give the
 * same paper; changed buyer's details give a new one with the next number (BIL §3.4, §3.5, I17).
 * @throws {Refusal} `not_found`; `order_annulled`; `seller_missing`; `invalid_input` for a kind that does not fit
 */
export async function issueDocument(
  ctx: MemberContext,
  orderId: string,
  wanted: DocumentKind | "paper",
): Promise<DocumentView> {
  const permission = permit(ctx, "billing.manage");
  const orgId = ctx.member.organisation.id;
  const earlier = await earlierAnswer<{ id: string }>(ctx);
  if (earlier !== null) return shown(ctx, earlier.id);
  const loaded = await loadBooks(ctx.deps, orgId);
  const order = loaded.books.orders.find(({ id }) => id === orderId);
  if (order === undefined) throw new Refusal("not_found");
  const kind = kindOf(loaded, order, wanted);
  const snapshot = await snapshotOf(ctx, loaded, order, kind);
  const text = JSON.stringify(snapshot);
  const hash = await sha256(text);
  const same = await findIssued(ctx.deps, { orgId, orderId, kind, sha256: hash });
  if (same !== null) return viewOf(same, ctx.deps.config.pageOrigin);

  const id = ctx.deps.ids();
  const { profile: seller } = loaded.books;
  const { issuedOn } = snapshot;
  const { year } = calendarDateOf(issuedOn, seller === "ir" ? "jalali" : "gregorian");
  try {
    const issued = await commit(ctx, {
      permit: permission,
      statements: [
        nextNumber({ seller, kind, year }),
        paperStatement({
          orgId,
          id,
          orderId,
          kind,
          issuedOn,
          text,
          hash,
          now: ctx.deps.clock(),
          seller,
          year,
        }),
      ],
      audit: [
        { orgId, action: "document.issued", subject: `document:${id}`, after: { kind, orderId } },
      ],
      answer: { id },
    });
    return await shown(ctx, issued.id);
  } catch (error) {
    const twin = isTwin(error)
      ? await findIssued(ctx.deps, { orgId, orderId, kind, sha256: hash })
      : null;
    if (twin === null) throw error;
    return viewOf(twin, ctx.deps.config.pageOrigin);
  }
}

const isTwin = (error: unknown) => error instanceof DatabaseError && error.kind === "unique";

async function shown(ctx: MemberContext, id: string): Promise<DocumentView> {
  const document = await findDocument(ctx.deps, ctx.member.organisation.id, id);
  if (document === null) throw new Refusal("not_found");
  return viewOf(document, ctx.deps.config.pageOrigin);
}

function kindOf(
  { books }: LoadedBooks,
  order: OrderFacts,
  wanted: DocumentKind | "paper",
): DocumentKind {
  if (order.state === "annulled") throw new Refusal("order_annulled");
  const { before, after } = orderPapers[books.profile];
  const isPaid = order.state !== "quoted" && order.state !== "due" && order.state !== "overdue";
  if (wanted === "paper") return isPaid ? after : before;
  if (wanted === before || (wanted === after && isPaid)) return wanted;
  throw new Refusal("invalid_input", {}, [{ pointer: "/kind", code: "invalid_value" }]);
}

async function snapshotOf(
  ctx: MemberContext,
  { books, organisationName }: LoadedBooks,
  order: OrderFacts,
  kind: DocumentKind,
): Promise<DocumentSnapshot> {
  const parties = await loadParties(ctx.deps, books.orgId, books.profile, organisationName);
  const language = books.profile === "ir" ? "fa" : "ru";
  const words = orderWords(language, books.timeZone);
  const tax = { mode: order.taxMode, amount: order.tax };
  const sold = order.lines.filter(({ total }) => total !== 0).map(words.line);
  const { lines, totals } = paperLines(sold, tax);
  const isInvoice = kind === "bank_invoice" || kind === "pro_forma";
  const at = isInvoice ? order.createdAt : (order.paidAt ?? order.createdAt);
  const dueOn = order.dueAt === null ? null : localDateOf(order.dueAt, books.timeZone);
  const basis = isInvoice
    ? null
    : await findNewest(ctx.deps, books.orgId, order.id, orderPapers[books.profile].before);
  const plan = planById(books, order.planVersionId);
  return {
    version: 1,
    kind,
    language,
    currency: plan?.currency ?? books.currency,
    issuedOn: localDateOf(at, books.timeZone),
    dueOn: isInvoice ? dueOn : null,
    validUntil: kind === "pro_forma" ? dueOn : null,
    orderNumber: String(order.number),
    basis: basis === null ? null : { number: String(basis.number), issuedOn: basis.issuedOn },
    lines,
    totals,
    tax:
      order.taxMode === "none"
        ? null
        : { mode: order.taxMode, rateBp: order.taxBp, amount: order.tax },
    purpose: words.purpose(order),
    ...parties,
  } as DocumentSnapshot;
}

interface Numbered {
  readonly seller: string;
  readonly kind: DocumentKind;
  readonly year: number;
}

/** Numbers run without gaps: the counter and the paper are one batch (BIL I17). */
const nextNumber = ({ seller, kind, year }: Numbered): Statement => ({
  sql: `insert into document_counters (seller, kind, year, last) values (?, ?, ?, 1)
    on conflict (seller, kind, year) do update set last = last + 1`,
  params: [seller, kind, year],
});

const paperStatement = (
  paper: Numbered &
    Readonly<Record<"orgId" | "id" | "orderId" | "issuedOn" | "text" | "hash", string>> & {
      readonly now: number;
    },
): Statement => ({
  sql: `insert into documents (org_id, id, order_id, kind, seller, year, number, issued_on, snapshot, sha256, access_key,
      created_at)
    select ?, ?, ?, ?, seller, year, last, ?, ?, ?, ?, ? from document_counters
    where seller = ? and kind = ? and year = ?`,
  params: [
    paper.orgId,
    paper.id,
    paper.orderId,
    paper.kind,
    paper.issuedOn,
    paper.text,
    paper.hash,
    accessKey(),
    paper.now,
    paper.seller,
    paper.kind,
    paper.year,
  ],
});

const accessKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(24))]
    .map((byte) => byte.toString(36).padStart(2, "0"))
    .join("");
