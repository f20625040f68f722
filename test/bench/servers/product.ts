import { serve } from "@hono/node-server";
import { jsonLog } from "../../../api/core/log.ts";
import { createWriteSoon } from "../../../api/core/write-soon.ts";
import { createHouse } from "../../../api/house.ts";
import { keepAliveFetch } from "../../../api/keep-alive-fetch.ts";
import { tick } from "../../../api/operations/tick.ts";
import { openEmbedded } from "../../../db/client/embedded.ts";
import { openRemote } from "../../../db/client/remote.ts";
import { migrate } from "../../../db/migrate.ts";
import { readMigrations } from "../../../db/read-migrations.ts";
import { seedCrowd } from "../../support/crowd.ts";
import { benchPeople, firstBenchUser } from "../updates.ts";
import { readPlan, reportTo } from "./contract.ts";

/** The product as `api/node.ts` composes it: both bots, the whole API, the tick, a log line per request. */
const plan = readPlan();
const db =
  "file" in plan.database
    ? await openEmbedded({ path: plan.database.file })
    : openRemote({ url: plan.database.url, fetch: keepAliveFetch() });
await migrate(db, await readMigrations());
await seedCrowd(db, { people: benchPeople, firstUser: firstBenchUser });

const soon = createWriteSoon(db, jsonLog);
const ownToken = "2:owner-of-the-bench";
const identity = (token: string, username: string) => ({
  token,
  identity: { id: Number(token.split(":")[0]), username, firstName: username },
  secret: plan.secret,
});
const house = createHouse({
  db,
  log: jsonLog,
  config: {
    botKeys: { staff: "staff-key-of-the-bench", owner: "owner-key-of-the-bench" },
    botNames: { staff: "bench_staff_bot", owner: "bench_owner_bot" },
    linkOrigin: "https://t.me",
    pageOrigin: "http://127.0.0.1",
    ownerChat: "https://t.me/bench_owner_bot",
    version: "bench",
    signingKey: "signing-key-of-the-bench",
    operators: [],
  },
  telegram: {
    apiRoot: plan.stubUrl,
    linkOrigin: "https://t.me",
    bots: {
      staff: identity(plan.token, "bench_staff_bot"),
      owner: identity(ownToken, "bench_owner_bot"),
    },
  },
  mailer: null,
  rails: {
    zarinpal: null,
    yookassa: null,
    receiptEmail: null,
    telegram: null,
    stars: null,
  },
  fetch: keepAliveFetch(),
  writeSoon: soon.writeSoon,
  defer: (work) => void work.catch(() => undefined),
});

// The day's first tick also does the day's jobs.
await tick(house.deps);
setInterval(() => void tick(house.deps), 1_000);

const seeded = db.roundTrips;
serve({ fetch: house.root.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) => {
  reportTo(process, port, async () => {
    const roundTrips = db.roundTrips - seeded;
    const [counted] = await db.read([{ sql: "select count(*) from punches", params: [] }]);
    return { storedPunches: Number(counted?.rows[0]?.[0]), roundTrips };
  });
});
