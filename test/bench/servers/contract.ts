/** What a server process is told at its start, in `process.argv[2]`. */
export interface ServerPlan {
  readonly stubUrl: string;
  readonly token: string;
  readonly secret: string;
  /** A file for the embedded driver, or the address of an sqld. */
  readonly database: { readonly file: string } | { readonly url: string };
}

/** What it says once it listens. */
export interface Ready {
  readonly url: string;
}

/** What it answers whenever it gets a message. */
export interface Figures {
  /** User and system time of the process so far. */
  readonly cpuMicros: number;
  readonly storedPunches: number;
  readonly roundTrips: number;
}

export const readPlan = (): ServerPlan => JSON.parse(process.argv[2] ?? "{}") as ServerPlan;

/** Tells the bench where the server is and answers its questions, until the bench goes. */
export function reportTo(
  bench: NodeJS.Process,
  port: number,
  count: () => Promise<Pick<Figures, "storedPunches" | "roundTrips">>,
): void {
  bench.on("message", () => {
    const { user, system } = process.cpuUsage();
    void count().then((counted) => bench.send?.({ cpuMicros: user + system, ...counted }));
  });
  bench.on("disconnect", () => process.exit(0));
  bench.send?.({ url: `http://127.0.0.1:${port}/telegram/staff` } satisfies Ready);
}
