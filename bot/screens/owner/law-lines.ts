import type { LawWarningView } from "../../../api/law/schemas.ts";
import type { Html, Plain, Translator } from "../../../locales/index.ts";
import type { Api } from "../../core/api.ts";
import { ask } from "../../core/api.ts";
import { lines } from "../../core/html.ts";
import { daysText } from "../shared/days-text.ts";
import { unlessRefused } from "../shared/unless-refused.ts";

/** More than so many make a card nobody reads. */
const mostShown = 5;

/** What approving a request would break; nothing when it is not to be seen. */
export async function readLawWarnings(api: Api, requestId: string): Promise<LawWarningView[]> {
  const found = await unlessRefused(ask(api.law.warnings.$get({ query: { requestId } })));
  return found?.items ?? [];
}

/** Warnings of the law with article and number, what it forbids first; null when there are none. */
export function lawLines(t: Translator, warnings: readonly LawWarningView[]): Html | null {
  if (warnings.length === 0) return null;
  const sorted = [
    ...warnings.filter(({ severity }) => severity === "breach"),
    ...warnings.filter(({ severity }) => severity === "advice"),
  ];
  const hidden = sorted.length - mostShown;
  return lines(
    t.th("law.warnings.breach"),
    ...sorted.slice(0, mostShown).map((warning) => lawLine(t, warning)),
    hidden > 0 && t.th("law.warnings.more", { count: hidden }),
  );
}

/** One warning: what, when, how much against what, and where it stands. */
function lawLine(t: Translator, warning: LawWarningView): Html {
  const text = t.th(`law.warnings.${warning.code}`, {
    when: daysText(t, warning.from, warning.to),
    amount: amountOf(t, warning.unit, warning.amount),
    limit: amountOf(t, warning.unit, warning.limit),
    source: lawSource(t, warning),
  });
  return t.th(`law.warnings.${warning.severity}_line`, { text });
}

function amountOf(t: Translator, unit: LawWarningView["unit"], amount: number): Plain {
  if (unit === "minutes") return t.format.duration(amount);
  return t.tp(unit === "days" ? "law.warnings.days" : "law.warnings.months", { count: amount });
}

/** `62.1` is note 1 to article 62. */
function lawSource(
  t: Translator,
  { document, article }: Pick<LawWarningView, "document" | "article">,
): Plain {
  const [number = "", note] = article.split(".");
  const digits = { article: t.format.digits(number) };
  if (document === "ir_labour_code" && note !== undefined)
    return t.tp("law.source.ir_labour_code_note", { ...digits, note: t.format.digits(note) });
  return document === "ir_labour_code" || document === "ru_labour_code"
    ? t.tp(`law.source.${document}`, digits)
    : t.tp(`law.source.${document}`);
}
