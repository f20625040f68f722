/** One wide event per request, update or job. Never texts, names, tokens, phone numbers. */
export type LogEvent = Readonly<Record<string, string | number | boolean | null | undefined>>;
export type Log = (level: "info" | "warn" | "error", event: LogEvent) => void;

export const jsonLog: Log = (level, event) => {
  console.log(JSON.stringify({ ts: new Date().toISOString(), level, ...event }));
};

/** For a person at the terminal: no line per request, so that what matters stays in sight. */
export const quietLog: Log = (level, event) => {
  if (event["event"] !== "request") jsonLog(level, event);
};

/** What may be logged of an error: its class, kind and place, never its message (it can quote data). */
export const errorFields = (error: unknown): LogEvent => ({
  error_name: error instanceof Error ? error.name : typeof error,
  ...(error instanceof Error && "kind" in error ? { error_kind: String(error.kind) } : {}),
  error_at: placesOf(error)[0] ?? null,
});

/** Where an error comes from, nearest first. A stack begins with the message, which may have lines of its own. */
export const placesOf = (error: unknown): string[] =>
  error instanceof Error
    ? (error.stack ?? "")
        .replace(error.message, "")
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line.startsWith("at ") && !line.endsWith("(<anonymous>)"))
    : [];
