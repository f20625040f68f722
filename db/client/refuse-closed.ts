import { DatabaseError } from "../errors.ts";

/** @throws {DatabaseError} "unavailable", once the database is closed */
export function refuseClosed(closed: boolean): void {
  if (closed) throw new DatabaseError("unavailable", "the database is closed");
}
