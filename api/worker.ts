import type { Gate } from "../db/client/gated.ts";
import { gatedDatabase } from "../db/client/gated.ts";
import { openRemote } from "../db/client/remote.ts";
import { schemaVersion } from "../db/migrate.ts";
import { newestSchema } from "../db/schema-version.ts";
import version from "../package.json" with { type: "json" };
import { SettingsError } from "./config.ts";
import { errorFields, jsonLog } from "./core/log.ts";
import { introduceOnce } from "./edge/introduce-once.ts";
import { inScope, type RequestScope, scoped } from "./edge/request-scope.ts";
import { type EdgeSettings, readEdgeSettings } from "./edge/settings.ts";
import { createHouse, type House } from "./house.ts";
import { httpMailerOf } from "./http-mailer.ts";
import { botsOf } from "./identities.ts";
import { tick } from "./operations/tick.ts";

export { WriteGate } from "./edge/write-gate.ts";

interface Env {
  readonly WRITE_GATE: { getByName(name: string): Gate };
}

interface ExecutionContext {
  waitUntil(work: Promise<unknown>): void;
}

/** One house an isolate, because it costs milliseconds to build; what belongs to a request comes from its scope. */
let kept: { readonly house: House; readonly settings: EdgeSettings } | undefined;
let schemaIsThere = false;

export default {
  /** Webhooks and the API. 503 while a secret is missing or the schema is behind: Telegram then delivers again. */
  async fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
    const served = await serve(env, ctx, async ({ house }) => house.root.fetch(request));
    return served ?? new Response(null, { status: 503, headers: { "retry-after": "30" } });
  },

  /** Every minute: tells Telegram about this deployment once, then does what is due. */
  async scheduled(_event: unknown, env: Env, ctx: ExecutionContext): Promise<void> {
    await serve(env, ctx, async ({ house, settings }) => {
      await introduceOnce(house, settings.PUBLIC_URL);
      await tick(house.deps);
    });
  },
};

/** Runs `work` in the scope of this event. @returns null when this Worker must not serve; the log says why */
async function serve<T>(
  env: Env,
  ctx: ExecutionContext,
  work: (at: { house: House; settings: EdgeSettings }) => Promise<T>,
): Promise<T | null> {
  try {
    const at = kept ?? (await build(env));
    kept = at;
    return await inScope(scopeOf(env, at.settings, ctx), async () => {
      schemaIsThere ||= (await schemaVersion(scoped.db)) >= newestSchema;
      if (schemaIsThere) return work(at);
      jsonLog("error", { event: "schema_behind", needed: newestSchema });
      return null;
    });
  } catch (error) {
    const settings = error instanceof SettingsError ? error.message : undefined;
    jsonLog("error", { event: "not_served", settings, ...errorFields(error) });
    return null;
  }
}

async function build(env: Env): Promise<NonNullable<typeof kept>> {
  const settings = readEdgeSettings(env);
  const house = createHouse({
    ...scoped,
    log: jsonLog,
    mailer: httpMailerOf(settings),
    ...(await botsOf(settings, version.version)),
    // Cloudflare writes it itself, over whatever a client sent.
    clientAddress: (headers) => headers.get("cf-connecting-ip"),
    writeSoon: async (statements) => {
      await scoped.db
        .write(statements)
        .catch((error: unknown) =>
          jsonLog("error", { event: "mark_failed", ...errorFields(error) }),
        );
    },
  });
  return { house, settings };
}

function scopeOf(env: Env, settings: EdgeSettings, ctx: ExecutionContext): RequestScope {
  const { DATABASE_URL: url, DATABASE_TOKEN: authToken } = settings;
  return {
    db: gatedDatabase({
      reader: openRemote({ url, ...(authToken !== undefined && { authToken }) }),
      gate: env.WRITE_GATE.getByName("cell-1"),
    }),
    defer: (work) => ctx.waitUntil(work),
  };
}
