import type { MemberContext } from "../core/context.ts";

/** Names of groups somebody leads, for people to read; `*` stays. */
export async function groupNames(
  { deps, member }: MemberContext,
  groupIds: readonly string[],
): Promise<readonly string[]> {
  if (groupIds.length === 0 || groupIds.includes("*")) return groupIds;
  const [found] = await deps.db.read([
    {
      sql: `select name from groups where org_id = ? and id in (select value from json_each(?)) order by name, id`,
      params: [member.organisation.id, JSON.stringify(groupIds)],
    },
  ]);
  return (found?.rows ?? []).map(([name]) => String(name));
}
