import { errorFields } from "../core/log.ts";
import type { House } from "../house.ts";

const job = "introduce_bots";

/** Tells Telegram the webhooks and commands, once per version and address. Without `publicUrl` the operator does it. */
export async function introduceOnce(
  { deps, frontEnd }: House,
  publicUrl: string | undefined,
): Promise<void> {
  if (publicUrl === undefined) return;
  const slot = `${deps.config.version} ${publicUrl}`;
  const [seen] = await deps.db.read([
    { sql: "select 1 from job_slots where job = ? and slot = ?", params: [job, slot] },
  ]);
  if ((seen?.rows.length ?? 0) > 0) return;
  try {
    await frontEnd.introduce(publicUrl);
  } catch (error) {
    deps.log("error", { event: "not_introduced", ...errorFields(error) });
    return;
  }
  await deps.db.write([
    {
      sql: "insert into job_slots (job, slot, finished_at) values (?, ?, ?) on conflict do nothing",
      params: [job, slot, deps.clock()],
    },
  ]);
}
