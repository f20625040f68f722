import type { YookassaPayment } from "./model.ts";
import { InputMistake } from "./yookassa-input.ts";

const comparisons: Readonly<Record<string, (at: number, bound: number) => boolean>> = {
  gte: (at, bound) => at >= bound,
  gt: (at, bound) => at > bound,
  lte: (at, bound) => at <= bound,
  lt: (at, bound) => at < bound,
};

/** Newest first, by `created_at.*`, `status`, `limit` (1 to 100, default 10) and `cursor`. @throws {InputMistake} */
export function selectPage(
  all: readonly YookassaPayment[],
  query: URLSearchParams,
): { items: YookassaPayment[]; next: string | null } {
  const limit = Number(query.get("limit") ?? 10);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    throw new InputMistake("limit", "Limit is 1 to 100");
  const fitting = all.filter((payment) => fits(payment, query)).toReversed();
  const cursor = query.get("cursor");
  const start = cursor === null ? 0 : fitting.findIndex(({ id }) => id === cursor);
  if (start < 0) throw new InputMistake("cursor", "Cursor is illegal");
  const next = fitting[start + limit]?.id ?? null;
  return { items: fitting.slice(start, start + limit), next };
}

function fits({ createdAt, status }: YookassaPayment, query: URLSearchParams): boolean {
  if ((query.get("status") ?? status) !== status) return false;
  return Object.entries(comparisons).every(([name, compare]) => {
    const given = query.get(`created_at.${name}`);
    return given === null || compare(createdAt, instant(given));
  });
}

function instant(given: string): number {
  const at = Date.parse(given);
  if (Number.isNaN(at)) throw new InputMistake("created_at", "Date is illegal");
  return at;
}
