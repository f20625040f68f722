import {
  answer,
  createRouter,
  describe,
  describeFile,
  memberContextOf,
  validate,
} from "../core/http.ts";
import { permitAny } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { findByAccessKey, findDocument, type IssuedDocument, viewOf } from "./find-document.ts";
import { issueDocument } from "./issue-document.ts";
import { renderPage } from "./paper/page.ts";
import { documentParam, documentView, issueInput, orderParam } from "./schemas.ts";

const tag = "Documents";

export const documentRoutes = createRouter()
  .post(
    "/orders/:id",
    describe(
      "issueDocument",
      "The paper of an order, issued once",
      documentView,
      tag,
      "billing.manage",
    ),
    validate("param", orderParam),
    validate("json", issueInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      const { id } = c.req.valid("param");
      return answer(c, ctx, await issueDocument(ctx, id, c.req.valid("json").kind));
    },
  )
  .get(
    "/:id",
    describe("getDocument", "A paper of the organisation", documentView, tag, [
      "documents.view",
      "billing.manage",
    ]),
    validate("param", documentParam),
    async (c) => {
      const ctx = await memberContextOf(c);
      permitAny(ctx, ["documents.view", "billing.manage"]);
      const { organisation } = ctx.member;
      const document = await findDocument(ctx.deps, organisation.id, c.req.valid("param").id);
      if (document === null) throw new Refusal("not_found");
      return c.json(viewOf(document, ctx.deps.config.pageOrigin));
    },
  )
  .get(
    "/:id/pdf",
    describeFile("getDocumentPdf", "A paper as PDF", "application/pdf", tag, [
      "documents.view",
      "billing.manage",
    ]),
    validate("param", documentParam),
    async (c) => {
      const ctx = await memberContextOf(c);
      permitAny(ctx, ["documents.view", "billing.manage"]);
      const { organisation } = ctx.member;
      const document = await findDocument(ctx.deps, organisation.id, c.req.valid("param").id);
      if (document === null) throw new Refusal("not_found");
      return pdfResponse(document);
    },
  );

/** For whoever has the link: a page to read and print, and the PDF. */
export const paperRoutes = createRouter()
  .get("/:key{[0-9a-z]{40,60}\\.pdf}", async (c) =>
    pdfResponse(await opened(c.get("deps"), c.req.param("key").slice(0, -4))),
  )
  .get("/:key{[0-9a-z]{40,60}}", async (c) => {
    const document = await opened(c.get("deps"), c.req.param("key"));
    c.header(
      "content-security-policy",
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:",
    );
    c.header("referrer-policy", "no-referrer");
    return c.html(renderPage(document.snapshot, document.number, { pdfUrl: `${c.req.path}.pdf` }));
  });

async function opened(
  deps: Parameters<typeof findByAccessKey>[0],
  key: string,
): Promise<IssuedDocument> {
  const document = await findByAccessKey(deps, key);
  if (document === null) throw new Refusal("not_found");
  return document;
}

/** The engine is loaded when the first paper is printed, not when the process starts. */
async function pdfResponse({ snapshot, number, kind, year }: IssuedDocument): Promise<Response> {
  const { renderPdf } = await import("./paper/pdf.ts");
  const bytes = await renderPdf(snapshot, number);
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      "content-type": "application/pdf",
      "content-disposition": `inline; filename="hozur-${kind}-${year}-${number}.pdf"`,
      "cache-control": "private, max-age=86400",
    },
  });
}
