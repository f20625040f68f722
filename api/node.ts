import { once } from "node:events";
import { serve } from "@hono/node-server";
import { migrate } from "../db/migrate.ts";
import { readMigrations } from "../db/read-migrations.ts";
import { readSettings, type Settings, SettingsError } from "./config.ts";
import { releaseLeases } from "./core/dispatch.ts";
import { errorFields, jsonLog, quietLog } from "./core/log.ts";
import type { Mailer } from "./core/mailer.ts";
import { createWriteSoon } from "./core/write-soon.ts";
import { environment } from "./environment.ts";
import { createHouse, type House } from "./house.ts";
import { httpMailerOf } from "./http-mailer.ts";
import { botsOf } from "./identities.ts";
import { nodeAddress } from "./node-address.ts";
import { openDatabase } from "./open-database.ts";
import { keepAliveFetch } from "./keep-alive-fetch.ts";
import { createSmtpMailer } from "./smtp-mailer.ts";
import { tick } from "./operations/tick.ts";
import version from "../package.json" with { type: "json" };

const tickEveryMs = 1000;
const introduceAgainMs = 30_000;

/** `npm start`: settings, database, API, bots; without tokens also the simulator and its demo companies. */
async function main(): Promise<void> {
  const given = readSettings(environment());
  const demo =
    given.STAFF_BOT_TOKEN === undefined ? await (await import("./demo.ts")).startDemo(given) : null;
  const settings = demo?.settings ?? given;
  const db = await openDatabase(settings);
  await migrate(db, await readMigrations());
  const isNew = (await demo?.seed(db)) ?? false;
  if (settings.DATABASE_URL === undefined) await db.write([releaseLeases(Date.now())]);

  const deferred = new Set<Promise<unknown>>();
  const soon = createWriteSoon(db, jsonLog);
  const fetch = keepAliveFetch();
  const bots = await botsOf(settings, version.version, fetch);
  const house = createHouse({
    db,
    log: demo === null ? jsonLog : quietLog,
    mailer: demo?.mailer ?? (await mailerOf(settings)),
    clientAddress: nodeAddress(settings.TRUSTED_PROXIES),
    ...bots,
    config: demo === null ? bots.config : { ...bots.config, ownerChat: demo.url },
    fetch,
    writeSoon: soon.writeSoon,
    defer(work) {
      const tracked = work.finally(() => deferred.delete(tracked));
      deferred.add(tracked);
    },
  });

  const server = serve({ fetch: house.root.fetch, hostname: settings.HOST, port: settings.PORT });
  await once(server, "listening");
  if (isNew) await demo?.askForLeave(house);
  const introducing = introduce(house, settings.PUBLIC_URL);
  const stopPolling = settings.PUBLIC_URL === undefined ? house.frontEnd.poll() : undefined;
  const ending = new AbortController();
  const ticking = every(tickEveryMs, () => tick(house.deps, { stop: ending.signal }));
  announce(settings, demo?.url);

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    ending.abort();
    await introducing.stop();
    await stopPolling?.();
    await ticking.stop();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      if ("closeIdleConnections" in server) server.closeIdleConnections();
    });
    await Promise.allSettled(deferred);
    await soon.flush();
    await db.close();
    await demo?.stop();
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, () => void stop().then(() => process.exit(0)));
}

/** A mail server comes before a provider; null when the settings name neither. */
async function mailerOf(settings: Settings): Promise<Mailer | null> {
  const { SMTP_URL: url, MAIL_FROM: from } = settings;
  return url === undefined || from === undefined
    ? httpMailerOf(settings)
    : createSmtpMailer(url, from);
}

/** Telegram may be out of reach at the start: then what it was told before holds, and it is told again later. */
function introduce({ frontEnd }: House, publicUrl: string | undefined) {
  const telling = every(
    introduceAgainMs,
    async () => {
      try {
        await frontEnd.introduce(publicUrl);
        telling.end();
      } catch (error) {
        jsonLog("warn", { event: "bots_not_introduced", ...errorFields(error) });
      }
    },
    0,
  );
  return telling;
}

/** Runs `work` again and again, never twice at once. */
function every(ms: number, work: () => Promise<void>, firstMs = ms) {
  let running: Promise<void> = Promise.resolve();
  let over = false;
  const round = (): void => {
    running = work().finally(() => {
      if (!over) timer = setTimeout(round, ms);
    });
  };
  let timer = setTimeout(round, firstMs);
  const end = (): void => {
    over = true;
    clearTimeout(timer);
  };
  return {
    /** No further round. */
    end,
    /** The same, and waits for the one in hand. */
    async stop() {
      end();
      await running;
    },
  };
}

function announce(settings: Settings, simulator: string | undefined): void {
  const api = `http://${settings.HOST}:${settings.PORT}`;
  jsonLog("info", { event: "started", api, simulator: simulator ?? null });
  if (simulator !== undefined) console.log(`\n  Hozur is running. Open ${simulator}\n`);
}

main().catch((error: unknown) => {
  if (error instanceof SettingsError) console.error(error.message);
  else if (error instanceof Error && error.message.includes("EADDRINUSE"))
    console.error(`${error.message}\nSet PORT, SIMULATOR_PORT or GATEWAYS_PORT to a free one.`);
  else if (error instanceof Error && /lock/i.test(error.message)) console.error(error.message);
  else {
    console.error(error);
    jsonLog("error", { event: "start_failed", ...errorFields(error) });
  }
  process.exit(1);
});
