import { DatabaseError, type DatabaseErrorKind } from "../../db/errors.ts";
import { Refusal, type RefusalCode } from "./refusal.ts";

/** Turns what the database refused into what the caller is told; other errors stay what they are. */
export async function toldAs<T>(
  work: Promise<T>,
  told: Partial<Readonly<Record<DatabaseErrorKind, RefusalCode>>>,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const code = error instanceof DatabaseError ? told[error.kind] : undefined;
    throw code === undefined ? error : new Refusal(code);
  }
}
