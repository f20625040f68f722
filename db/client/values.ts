import type { Cell, SqlValue, Statement } from "./port.ts";

/** A parameter as both drivers take it: whole numbers as bigint, because a JS number would be stored as REAL. */
export type BoundValue = string | number | bigint | null | Uint8Array;

export interface BoundStatement extends Statement {
  readonly params: BoundValue[];
}

/**
 * Checks and converts the parameters, before a statement joins others in a group.
 * @throws {TypeError} for what SQLite cannot hold (undefined, NaN, infinity, dates, a number beyond 2^53) and for too few
 * or too many of them
 */
export function bind({ sql, params }: Statement): BoundStatement {
  const taken = countPlaceholders(sql);
  if (params.length !== taken)
    throw new TypeError(`The statement takes ${taken} parameters and was given ${params.length}`);
  return { sql, params: params.map(bindValue) };
}

const counted = new Map<string, number>();
const keptCounts = 1_000;

/** The native driver would bind NULL for a parameter that is missing, and say nothing of one too many. */
function countPlaceholders(sql: string): number {
  const known = counted.get(sql);
  if (known !== undefined) return known;
  const bare = sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|--[^\n]*/g, "");
  const count = bare.split("?").length - 1;
  if (counted.size >= keptCounts) counted.clear();
  counted.set(sql, count);
  return count;
}

const smallest = -(2n ** 63n);
const largest = 2n ** 63n - 1n;

function bindValue(value: SqlValue): BoundValue {
  if (typeof value === "string" || value === null) return value;
  if (typeof value === "number") return bindNumber(value);
  if (typeof value === "boolean") return value ? 1n : 0n;
  if (typeof value === "bigint" && value >= smallest && value <= largest) return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`A statement cannot take a parameter of type ${typeof value}`);
}

function bindNumber(value: number): number | bigint {
  if (Number.isSafeInteger(value)) return BigInt(value);
  if (Number.isFinite(value) && !Number.isInteger(value)) return value;
  throw new TypeError(
    "A number parameter must be finite and at most 2^53; use a bigint beyond that",
  );
}

/** A cell as the port promises it, from what either driver hands out with big integers switched on. */
export function readCell(value: unknown): Cell {
  if (typeof value === "bigint") return toNumberIfSafe(value);
  if (typeof value === "string" || typeof value === "number" || value === null) return value;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (value instanceof Uint8Array) return new Uint8Array(value);
  throw new TypeError(`The driver returned a cell of type ${typeof value}`);
}

function toNumberIfSafe(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
