import type { LocalDate } from "../../core/calendar/types.ts";
import { type HeldPlan, termOn } from "./current-plan.ts";
import type { Books } from "./types.ts";

/** Days on which one term is the plan: [from, to). */
export interface Stretch extends HeldPlan {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** Which term is the plan when, from today on; every day belongs to the newest term alone, so none is counted twice. */
export function planAhead(books: Pick<Books, "terms" | "plans" | "today">): Stretch[] {
  const edges = [books.today, ...books.terms.flatMap(({ startsOn, endsOn }) => [startsOn, endsOn])];
  const days = [...new Set(edges)].filter((day) => day >= books.today).toSorted();
  const ahead: Stretch[] = [];
  for (const [index, from] of days.entries()) {
    const held = termOn(books, from);
    const to = days[index + 1];
    if (!held || to === undefined) continue;
    const before = ahead.at(-1);
    if (before?.term.id === held.term.id) ahead[ahead.length - 1] = { ...before, to };
    else ahead.push({ from, to, ...held });
  }
  return ahead;
}
