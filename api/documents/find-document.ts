import type { Cell, Statement } from "../../db/client/port.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import type { Deps } from "../deps.ts";
import type { DocumentKind, DocumentSnapshot } from "./rules/snapshot.ts";
import type { DocumentView } from "./schemas.ts";

/** A paper as it was issued. */
export interface IssuedDocument {
  readonly orgId: string;
  readonly id: string;
  readonly orderId: string;
  readonly kind: DocumentKind;
  readonly number: number;
  readonly year: number;
  readonly issuedOn: LocalDate;
  readonly snapshot: DocumentSnapshot;
  readonly accessKey: string;
}

const columns =
  "org_id, id, order_id, kind, number, year, issued_on, snapshot, access_key from documents";

const documentOf = (row: readonly Cell[]): IssuedDocument => ({
  orgId: String(row[0]),
  id: String(row[1]),
  orderId: String(row[2]),
  kind: row[3] as DocumentKind,
  number: Number(row[4]),
  year: Number(row[5]),
  issuedOn: row[6] as LocalDate,
  snapshot: JSON.parse(String(row[7])) as DocumentSnapshot,
  accessKey: String(row[8]),
});

async function first(deps: Deps, statement: Statement): Promise<IssuedDocument | null> {
  const [found] = await deps.db.read([statement]);
  const row = found?.rows[0];
  return row === undefined ? null : documentOf(row);
}

/** Of this organisation only. */
export const findDocument = (deps: Deps, orgId: string, id: string) =>
  first(deps, { sql: `select ${columns} where org_id = ? and id = ?`, params: [orgId, id] });

/** For whoever has the link. */
export const findByAccessKey = (deps: Deps, accessKey: string) =>
  first(deps, { sql: `select ${columns} where access_key = ?`, params: [accessKey] });

export const findIssued = (
  deps: Deps,
  {
    orgId,
    orderId,
    kind,
    sha256,
  }: Readonly<Record<"orgId" | "orderId" | "kind" | "sha256", string>>,
) =>
  first(deps, {
    sql: `select ${columns} where org_id = ? and order_id = ? and kind = ? and sha256 = ?`,
    params: [orgId, orderId, kind, sha256],
  });

/** The newest paper of a kind for an order. */
export const findNewest = (deps: Deps, orgId: string, orderId: string, kind: DocumentKind) =>
  first(deps, {
    sql: `select ${columns} where org_id = ? and order_id = ? and kind = ? order by id desc limit 1`,
    params: [orgId, orderId, kind],
  });

export const viewOf = (document: IssuedDocument, pageOrigin: string): DocumentView => ({
  id: document.id,
  orderId: document.orderId,
  kind: document.kind,
  number: document.number,
  year: document.year,
  issuedOn: document.issuedOn,
  pageUrl: `${pageOrigin}/paper/${document.accessKey}`,
});
