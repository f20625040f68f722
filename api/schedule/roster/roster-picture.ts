import type { z } from "zod";
import { localDateOf } from "../../core/calendar/zone.ts";
import type { MemberContext } from "../../core/context.ts";
import { readRoster } from "./read-roster.ts";
import type { rosterQuery } from "./schemas.ts";

/** Sharp on a phone, and far below what Telegram takes. */
const scale = 1.6;

/** A page of the roster as a picture (PNG), in the reader's language. @throws {Refusal} as `readRoster` */
export async function rosterPicture(
  ctx: MemberContext,
  query: z.infer<typeof rosterQuery>,
): Promise<Uint8Array> {
  const { organisation, person } = ctx.member;
  const { items } = await readRoster(ctx, query);
  const groupName = query.groupId === undefined ? null : await nameOf(ctx, query.groupId);
  const { rosterSvg, rosterWidth } = await import("../paper/roster-svg.ts");
  const { svgToPng } = await import("../../timesheets/paper/picture/svg-to-png.ts");
  const language = person.language ?? organisation.language;
  const svg = rosterSvg(
    {
      language,
      calendar: person.calendar ?? organisation.calendar,
      timeZone: organisation.timeZone,
      organisation: organisation.name,
      groupName,
      from: query.from,
      to: query.to,
      today: localDateOf(ctx.deps.clock(), organisation.timeZone),
    },
    items,
  );
  const dates = items[0]?.days.length ?? 0;
  return svgToPng(svg, Math.round(rosterWidth(dates) * scale));
}

async function nameOf(ctx: MemberContext, groupId: string): Promise<string | null> {
  const [found] = await ctx.deps.db.read([
    {
      sql: "select name from groups where org_id = ? and id = ?",
      params: [ctx.member.organisation.id, groupId],
    },
  ]);
  const name = found?.rows[0]?.[0];
  return name === undefined ? null : String(name);
}
