/** One wide event per request, update or job. Never texts, names, tokens, phone numbers. */
export type LogEvent = Readonly<Record<string, string | number | boolean | null | undefined>>;
export type Log = (level: "info" | "warn" | "error", event: LogEvent) => void;

export const jsonLog: Log = (level, event) => {
  console.log(JSON.stringify({ ts: new Date().toISOString(), level, ...event }));
};

/** What may be logged of an error: its class and place, never its message (it can quote data). */
export const errorFields = (error: unknown): LogEvent => ({
  error_name: error instanceof Error ? error.name : typeof error,
  error_at: error instanceof Error ? (error.stack?.split("\n")[1]?.trim() ?? null) : null,
});
