import { placesOf } from "../../api/core/log.ts";

/** Structured lines; never a name, a phone, a place or a token in them. */
export interface BotLog {
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void;
  error(event: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Facts of our own errors and of the system's that hold no data. */
const facts = ["method", "status", "kind", "code"] as const;

/**
 * What may be logged of an error: what it is, how it is classed and where it comes from. Never its message: a parser
 * quotes the text it was given, a library the name it stumbled over.
 */
export function reasonOf(error: unknown): { readonly reason: string; readonly stack?: string } {
  if (!(error instanceof Error)) return { reason: typeof error };
  const known = Object.entries(error).flatMap(([name, value]) =>
    facts.some((fact) => fact === name) && value !== undefined ? [String(value)] : [],
  );
  return { reason: [error.name, ...known].join(" "), stack: placesOf(error).join("\n") };
}
