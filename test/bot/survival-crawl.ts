import type { ActorChat } from "../../bot/simulator/actor.ts";
import type { Database } from "../../db/client/port.ts";

/**
 * Taps every key of a bot it can find, breadth first, and answers the callback data of all keys that were ever shown.
 * @param limit taps at most
 */
export async function harvest(
  chat: ActorChat,
  commands: readonly string[],
  limit: number,
): Promise<string[]> {
  const found = new Set<string>();
  const tapped = new Set<string>();
  const look = (): void => {
    for (const { buttons } of chat.messages())
      for (const { callback_data: data } of buttons.flat()) if (data !== undefined) found.add(data);
  };
  for (const command of commands) {
    await chat.send(command);
    look();
  }
  while (tapped.size < limit) {
    const next = [...found].find((data) => !tapped.has(data) && isNew(data, tapped));
    if (next === undefined) break;
    tapped.add(next);
    await chat.tapData(next, menuOf(chat));
    look();
  }
  return [...found];
}

/** The newest message a key can be tapped on. @throws Error when there is none */
export function menuOf(chat: ActorChat): number {
  const menu = chat.messages().findLast(({ buttons }) => buttons.length > 0);
  if (menu === undefined) throw new Error("nothing to tap on");
  return menu.id;
}

/** One day of a calendar is like another: of keys that differ in dates and numbers only, three are enough. */
function isNew(data: string, tapped: ReadonlySet<string>): boolean {
  const shape = shapeOf(data);
  return [...tapped].filter((other) => shapeOf(other) === shape).length < 3;
}

const shapeOf = (data: string): string => data.replace(/\.[dn][^.!]*/g, ".#").replace(/!.*/, "!");

/** Everything a company has, as text: equal before and after when nothing was changed. */
export async function belongingsOf(db: Database, orgId: string): Promise<string> {
  const [tables] = await db.read([
    {
      sql: `select m.name from sqlite_master m join pragma_table_info(m.name) c
        where m.type = 'table' and c.name = 'org_id' and m.name not in ('outbox') order by m.name`,
      params: [],
    },
  ]);
  const names = (tables?.rows ?? []).map(([name]) => String(name));
  const rows = await db.read(
    names.map((name) => ({
      sql: `select * from "${name}" where org_id = ? order by 2, 1`,
      params: [orgId],
    })),
  );
  return JSON.stringify(names.map((name, index) => [name, rows[index]?.rows]));
}
