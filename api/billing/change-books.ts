import { guardChanged } from "../../db/client/guard.ts";
import type { Statement } from "../../db/client/port.ts";
import { type AuditEntry, commit, orEarlierAnswer } from "../core/commit.ts";
import type { Acting } from "../core/context.ts";
import type { NewNotice } from "../core/notices.ts";
import type { Permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { retryChanged } from "../core/retry-changed.ts";
import { bookTransaction, type Transaction } from "./ledger.ts";
import { type LoadedBooks, loadBooks } from "./load-books.ts";

export interface BooksChange<Answer> {
  readonly permit: Permit;
  readonly transactions?: readonly Transaction[];
  readonly statements?: readonly Statement[];
  readonly audit: readonly [AuditEntry, ...AuditEntry[]];
  readonly notices?: readonly NewNotice[];
  readonly answer: Answer;
}

/** Nothing to do: the answer stands without a write. */
export interface BooksUnchanged<Answer> {
  readonly unchanged: Answer;
}

/** Somebody always gets through, so this many can come at once: more than one organisation's people and gateways ever are. */
const rounds = 32;

/**
 * The one way to change an organisation's books: read them on one snapshot, decide, write everything in one batch that
 * succeeds only if nobody changed them in between; else all of it again (BIL §4.3). A repeated command gets its first answer.
 * @throws {Refusal} `not_billed`; `stale` when the books never stood still; what `decide` throws
 */
export function changeBooks<Answer>(
  ctx: Acting,
  orgId: string,
  decide: (
    loaded: LoadedBooks,
  ) =>
    | BooksChange<Answer>
    | BooksUnchanged<Answer>
    | Promise<BooksChange<Answer> | BooksUnchanged<Answer>>,
): Promise<Answer> {
  return orEarlierAnswer(ctx, () =>
    retryChanged(async () => {
      const loaded = await loadBooks(ctx.deps, orgId);
      const change = await decide(loaded);
      if ("unchanged" in change) return change.unchanged;
      return commit(ctx, {
        permit: change.permit,
        statements: [
          ...raiseVersion(orgId, loaded.books.version),
          ...(change.statements ?? []),
          ...(change.transactions ?? []).flatMap(bookTransaction),
        ],
        audit: change.audit,
        notices: change.notices ?? [],
        answer: change.answer,
      });
    }, rounds),
  );
}

const raiseVersion = (orgId: string, version: number): Statement[] => [
  {
    sql: "update billing_accounts set version = version + 1 where org_id = ? and version = ?",
    params: [orgId, version],
  },
  guardChanged(),
];

/** An organisation whose books failed an audit takes money and nothing else (BIL §5.7). @throws {Refusal} `account_parked` */
export function refuseParked({ books }: LoadedBooks): void {
  if (books.parkedReason !== null) throw new Refusal("account_parked");
}
