import type { RequestView } from "../../../api/requests/schemas.ts";
import type { Html, Translator } from "../../../locales/index.ts";
import { type Api, ask } from "../../core/api.ts";
import { lines } from "../../core/html.ts";
import { beforeAfterLines } from "../shared/change-text.ts";
import type { Day } from "../shared/day-data.ts";
import { unlessRefused } from "../shared/unless-refused.ts";
import { lawLines, readLawWarnings } from "./law-lines.ts";

/**
 * What approving would do, told before anybody approves: a corrected day before and after, and what the law says. Null when
 * there is nothing to tell or nothing to decide.
 */
export async function foreseenLines(
  t: Translator,
  api: Api,
  { id, kind, mayDecide }: RequestView,
): Promise<Html | null> {
  if (!mayDecide) return null;
  const [warnings, day] = await Promise.all([
    readLawWarnings(api, id),
    kind === "correction" ? readCorrectedDay(api, id) : null,
  ]);
  const law = lawLines(t, warnings);
  if (day === null) return law;
  return lines(
    ...beforeAfterLines(t, briefOf(day.before), briefOf(day.after)),
    law !== null && "",
    law,
  );
}

const briefOf = ({ status, totals }: Day) => ({ status, worked: totals.worked });

const readCorrectedDay = (api: Api, id: string) =>
  unlessRefused(ask(api.corrections.requests[":id"].$get({ param: { id } })));
