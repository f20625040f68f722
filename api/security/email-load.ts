import type { Context } from "../core/context.ts";
import { Refusal } from "../core/refusal.ts";
import type { CalendarName, Language } from "../core/words.ts";

export interface OwnEmail {
  readonly personId: string;
  readonly email: string | null;
  readonly language: Language | null;
  readonly calendar: CalendarName | null;
  /** Questions within the hour. */
  readonly askedLately: number;
  /** The open request to get rid of it. */
  readonly recovery: {
    readonly id: string;
    readonly state: "asked" | "waiting";
    readonly effectiveAt: number | null;
  } | null;
}

const hourMs = 60 * 60_000;

/** @throws {Refusal} `not_a_member` for somebody we have never seen */
export async function loadOwnEmail({ deps, caller }: Context): Promise<OwnEmail> {
  const [persons, open] = await deps.db.read([
    {
      sql: `select p.id, p.email, p.language, p.calendar,
          (select count(*) from confirmations c where c.person_id = p.id and c.created_at > ?)
        from persons p where p.telegram_user_id = ?`,
      params: [deps.clock() - hourMs, caller.telegramUserId],
    },
    {
      sql: `select r.id, r.state, r.effective_at from persons p join employees e on e.person_id = p.id
        join factor_recoveries r on r.org_id = e.org_id and r.employee_id = e.id and r.state in ('asked', 'waiting')
        where p.telegram_user_id = ? order by r.id limit 1`,
      params: [caller.telegramUserId],
    },
  ]);
  const person = persons?.rows[0];
  if (person === undefined) throw new Refusal("not_a_member");
  const asked = open?.rows[0];
  return {
    personId: String(person[0]),
    email: person[1] as string | null,
    language: person[2] as Language | null,
    calendar: person[3] as CalendarName | null,
    askedLately: Number(person[4]),
    recovery:
      asked === undefined
        ? null
        : {
            id: String(asked[0]),
            state: asked[1] === "waiting" ? "waiting" : "asked",
            effectiveAt: asked[2] as number | null,
          },
  };
}
