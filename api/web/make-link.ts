import type { z } from "zod";
import { commit } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { selfPermit } from "../core/permissions.ts";
import { countTry, rates } from "../core/rate-limit.ts";
import { linkLife } from "./rules/session-life.ts";
import type { newLink } from "./schemas.ts";
import { hashOf, newToken } from "./session-row.ts";

/**
 * A link with which the caller signs in to the pages, once, within five minutes. The token is kept nowhere, so a repeated command
 * gives a fresh one.
 * @throws {Refusal} `rate_limited`
 */
export async function makeLink(ctx: MemberContext): Promise<z.infer<typeof newLink>> {
  const { deps, caller, member } = ctx;
  await countTry(deps, `sign-ins:${member.person.id}`, rates.signIns);
  const token = newToken();
  const now = deps.clock();
  const expiresAt = now + linkLife;
  await commit(
    { ...ctx, command: null },
    {
      permit: selfPermit(),
      statements: [
        {
          sql: "insert into web_links (token_hash, person_id, bot, created_at, expires_at) values (?, ?, ?, ?, ?)",
          params: [await hashOf(token), member.person.id, caller.bot, now, expiresAt],
        },
      ],
      audit: [
        {
          orgId: member.organisation.id,
          action: "session.link_made",
          subject: `person:${member.person.id}`,
        },
      ],
      answer: null,
    },
  );
  return { url: `${deps.config.pageOrigin}/web/enter/${token}`, expiresAt };
}
