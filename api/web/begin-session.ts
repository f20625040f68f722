import { guardChanged } from "../../db/client/guard.ts";
import type { Statement } from "../../db/client/port.ts";
import { networkOf } from "../core/client-address.ts";
import { commit } from "../core/commit.ts";
import type { Caller, MemberContext } from "../core/context.ts";
import { sha256 } from "../core/gatekeeper.ts";
import { activeMember, memberStatement } from "../core/member.ts";
import { selfPermit } from "../core/permissions.ts";
import { countTry, rates } from "../core/rate-limit.ts";
import { Refusal } from "../core/refusal.ts";
import { toldAs } from "../core/told-as.ts";
import type { Deps } from "../deps.ts";
import { confirmed } from "../security/confirm.ts";
import type { BotName } from "../core/words.ts";
import { readInitData, type InitData } from "./rules/init-data.ts";
import { longestLife } from "./rules/init-data.ts";
import { waitingLife } from "./rules/session-life.ts";
import { hashOf, isToken, newToken } from "./session-row.ts";

/** What a browser says of itself, and where it is. */
export interface Browser {
  readonly device: string;
  readonly address: string | null;
}

interface Arrival {
  readonly bot: BotName;
  readonly telegramUserId: number;
  readonly method: "link" | "init_data";
  /** Uses up what was shown: it opens one session and no other. */
  readonly uses: readonly Statement[];
}

export interface Begun {
  /** For the cookie. */
  readonly token: string;
}

/**
 * Signs a browser in with a link from a bot; the session waits for the second confirmation.
 * @throws {Refusal} `link_unknown`, `rate_limited`, `not_a_member`, `employment_ended`, `access_paused`
 */
export async function beginByLink(
  at: { readonly deps: Deps; readonly requestId: string },
  token: string,
  browser: Browser,
): Promise<Begun> {
  const { deps } = at;
  await countTry(deps, await doorKey(browser, token), rates.doors);
  if (!isToken(token)) throw new Refusal("link_unknown");
  const tokenHash = await hashOf(token);
  const now = deps.clock();
  const [found] = await deps.db.read([
    {
      sql: `select l.bot, p.telegram_user_id from web_links l join persons p on p.id = l.person_id
        where l.token_hash = ? and l.used_at is null and l.expires_at > ?`,
      params: [tokenHash, now],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("link_unknown");
  return begin(
    at,
    {
      bot: row[0] as BotName,
      telegramUserId: Number(row[1]),
      method: "link",
      uses: [
        {
          sql: "update web_links set used_at = ? where token_hash = ? and used_at is null and expires_at > ?",
          params: [now, tokenHash, now],
        },
        guardChanged(),
      ],
    },
    browser,
  );
}

/**
 * The same with what Telegram hands to a Mini App.
 * @throws {Refusal} `link_unknown` for what Telegram did not seal, seals older than five minutes and used ones, and as above
 */
export async function beginByInitData(
  at: { readonly deps: Deps; readonly requestId: string },
  initData: string,
  browser: Browser,
): Promise<Begun> {
  const { deps } = at;
  await countTry(deps, await doorKey(browser, initData), rates.doors);
  const now = deps.clock();
  const tokens = deps.config.botTokens ?? [];
  const read = await readInitData(initData, { tokens, now });
  if (read === null) throw new Refusal("link_unknown");
  return begin(
    at,
    {
      bot: "owner",
      telegramUserId: read.telegramUserId,
      method: "init_data",
      uses: [await useOnce(read, now)],
    },
    browser,
  );
}

/** By address, or where it is unknown by what was shown: nobody can shut the door for everybody else. */
const doorKey = async ({ address }: Browser, shown: string): Promise<string> =>
  `sign-ins:${address === null ? await sha256(shown) : networkOf(address)}`;

/** An opening of the Mini App signs in once: its name is kept as a used link, which fails on the second. */
const useOnce = async ({ hash, telegramUserId }: InitData, now: number): Promise<Statement> => ({
  sql: `insert into web_links (token_hash, person_id, bot, created_at, expires_at, used_at)
    select ?, id, 'owner', ?, ?, ? from persons where telegram_user_id = ?`,
  params: [await hashOf(`init ${hash}`), now, now + longestLife, now, telegramUserId],
});

async function begin(
  { deps, requestId }: { readonly deps: Deps; readonly requestId: string },
  { bot, telegramUserId, method, uses }: Arrival,
  browser: Browser,
): Promise<Begun> {
  const [found] = await deps.db.read([memberStatement(telegramUserId)]);
  const member = activeMember(found?.rows[0]);
  await countTry(deps, `sign-ins:${member.person.id}`, rates.signIns);
  const now = deps.clock();
  const [token, sessionId] = [newToken(), deps.ids()];
  const caller: Caller = { bot, telegramUserId, web: { sessionId, ...browser } };
  const ctx: MemberContext = { deps, requestId, caller, command: null, member };
  const begun = commit(ctx, {
    permit: selfPermit(),
    statements: [
      ...uses,
      {
        sql: `insert into web_sessions (id, person_id, token_hash, bot, method, state, device, address, created_at, seen_at,
              expires_at) values (?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?)`,
        params: [
          sessionId,
          member.person.id,
          await hashOf(token),
          bot,
          method,
          browser.device,
          browser.address,
          now,
          now,
          now + waitingLife,
        ],
      },
    ],
    audit: [
      {
        orgId: member.organisation.id,
        action: "session.asked",
        subject: `session:${sessionId}`,
        after: { device: browser.device },
      },
    ],
    answer: { token },
  });
  const answer = await toldAs(begun, { guard: "link_unknown", unique: "link_unknown" });
  await askSecond(ctx, sessionId, browser);
  return answer;
}

/** What the second confirmation is about. */
export const signInAct = (sessionId: string, { device, address }: Browser) => ({
  action: "web.sign_in" as const,
  subject: `session:${sessionId}`,
  facts: { device, address },
});

/** Asks, and remembers the question with the session. */
async function askSecond(
  ctx: Parameters<typeof confirmed>[0],
  sessionId: string,
  browser: Browser,
): Promise<void> {
  try {
    await confirmed(ctx, signInAct(sessionId, browser));
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "confirmation_needed") throw error;
    await ctx.deps.db.write([
      {
        sql: "update web_sessions set confirmation_id = ? where id = ?",
        params: [String(error.params["id"]), sessionId],
      },
    ]);
  }
}
