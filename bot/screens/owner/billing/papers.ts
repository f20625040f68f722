import type { DocumentView } from "../../../../api/documents/schemas.ts";
import { ask, named } from "../../../core/api.ts";
import { askBytes } from "../../../core/ask-bytes.ts";
import type { DocumentMessage, Reply } from "../../../core/view.ts";
import type { Ctx } from "./desk.ts";

/** Issues the paper of an order, once, and sends it; `paper` is what is usual now. */
export async function issueAndSend(
  ctx: Ctx,
  orderId: string,
  kind: DocumentView["kind"] | "paper",
): Promise<Reply> {
  const document = await ask(
    ctx.api.documents.orders[":id"].$post(
      { param: { id: orderId }, json: { kind } },
      named(ctx.idempotencyKey()),
    ),
  );
  return { send: [await paperMessage(ctx, document)] };
}

/** Sends a paper again, the same bytes as ever. */
export async function sendPaper(ctx: Ctx, documentId: string): Promise<Reply> {
  const document = await ask(ctx.api.documents[":id"].$get({ param: { id: documentId } }));
  return { send: [await paperMessage(ctx, document)] };
}

async function paperMessage(ctx: Ctx, document: DocumentView): Promise<DocumentMessage> {
  const { t, api } = ctx;
  const { id, kind, number, issuedOn, pageUrl } = document;
  const bytes = await askBytes(api.documents[":id"].pdf.$get({ param: { id } }));
  return {
    document: { name: `${kind}-${number}.pdf`, mime: "application/pdf", bytes },
    caption: t.th("billing.papers.caption", {
      kind: t.tp(`billing.papers.${kind}`),
      number: t.format.digits(number),
      date: t.format.date(issuedOn),
    }),
    keys: [[{ label: t.tp("billing.papers.keys.page"), url: pageUrl }]],
  };
}
