import type { Close } from "./billing-company.ts";

interface PersonMonth {
  punches: number;
  /** Kinds of activity that no close has looked at. */
  open: Set<"punch" | "request">;
  seen: Set<"punch" | "request">;
  charged: boolean;
}

/** The rules of the month close in a few lines, without any of the product's code. */
export interface CloseModel {
  punch(person: string, at: number): void;
  undo(person: string, at: number): void;
  request(person: string, at: number): void;
  /** Closes every month up to and with `period`. */
  closeThrough(period: string): void;
  readonly closes: readonly Close[];
  readonly closedThrough: string | null;
}

const jalali = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", {
  timeZone: "Asia/Tehran",
  year: "numeric",
  month: "2-digit",
});

/** `1404-01`, by the platform's calendar. */
export function labelOf(at: number): string {
  const parts = new Map(jalali.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts.get("year")}-${parts.get("month")}`;
}

export function createCloseModel(openedAt: number, credit: number): CloseModel {
  const months = new Map<string, Map<string, PersonMonth>>();
  const closes: Close[] = [];
  let left = credit;

  function of(person: string, at: number): PersonMonth {
    const label = labelOf(at);
    const month = months.get(label) ?? new Map<string, PersonMonth>();
    months.set(label, month);
    const known = month.get(person);
    if (known !== undefined) return known;
    const made = { punches: 0, open: new Set<never>(), seen: new Set<never>(), charged: false };
    month.set(person, made);
    return made;
  }

  function act(month: PersonMonth, kind: "punch" | "request"): void {
    if (!month.seen.has(kind)) month.open.add(kind);
  }

  function close(period: string): void {
    let [charged, late] = [0, 0];
    for (const [label, people] of months) {
      if (label > period) continue;
      for (const month of people.values()) {
        if (month.open.size > 0 && !month.charged) {
          month.charged = true;
          charged += 1;
          if (label < period) late += 1;
        }
        for (const kind of month.open) month.seen.add(kind);
        month.open.clear();
      }
    }
    left -= charged;
    closes.push({ period, charged, late, creditAfter: left });
  }

  return {
    punch(person, at) {
      const month = of(person, at);
      month.punches += 1;
      act(month, "punch");
    },
    undo(person, at) {
      const month = of(person, at);
      month.punches -= 1;
      if (month.punches === 0) month.open.delete("punch");
    },
    request: (person, at) => act(of(person, at), "request"),
    closeThrough(period) {
      let next = closes.at(-1) === undefined ? labelOf(openedAt) : after(closes.at(-1)?.period);
      for (; next <= period; next = after(next)) close(next);
    },
    closes,
    get closedThrough() {
      return closes.at(-1)?.period ?? null;
    },
  };
}

function after(period = ""): string {
  const [year = 0, month = 0] = period.split("-").map(Number);
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, "0")}`;
}
