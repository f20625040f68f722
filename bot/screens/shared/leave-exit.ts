import type { Html, Translator } from "../../../locales/index.ts";
import { balanceText } from "./leave-amount.ts";

/** What is owed for leave when somebody leaves, minutes. */
export interface ExitLeave {
  readonly dayMinutes: number;
  readonly minutes: number;
  readonly lastMonth: number;
  readonly cancelled: readonly unknown[];
}

/** What is to be paid or was taken in advance, and what is cancelled (IR art. 71, RU art. 127). */
export function exitLines(
  t: Translator,
  { dayMinutes, minutes, lastMonth, cancelled }: ExitLeave,
): (Html | false)[] {
  const amount = (of: number) => balanceText(t, of, dayMinutes);
  return [
    minutes < 0
      ? t.th("leave.exit.owes", { balance: amount(-minutes) })
      : t.th("leave.exit.left", { balance: amount(minutes) }),
    lastMonth > 0 && t.th("leave.exit.last_month", { minutes: amount(lastMonth) }),
    cancelled.length > 0 && t.th("leave.exit.cancelled", { count: cancelled.length }),
  ];
}
