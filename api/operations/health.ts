import { createRouter } from "../core/http.ts";

/** `/healthz`: the process lives. `/readyz`: it can answer: database, waiting messages. `/version`. */
export const healthRoutes = createRouter()
  .get("/healthz", (c) => c.json({ ok: true }))
  .get("/version", (c) => c.json({ version: c.get("deps").config.version }))
  .get("/readyz", async (c) => {
    const { db, clock } = c.get("deps");
    const now = clock();
    const [waiting] = await db.read([
      {
        sql: "select count(*), coalesce(max(? - run_at), 0) from outbox where state = 'pending' and run_at <= ?",
        params: [now, now],
      },
    ]);
    const [count, lag] = waiting?.rows[0] ?? [];
    return c.json({ ready: true, outboxDue: Number(count ?? 0), outboxLagMs: Number(lag ?? 0) });
  });
