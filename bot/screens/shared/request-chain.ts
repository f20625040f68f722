import type { RequestStepView, RequestView } from "../../../api/requests/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Html, Plain } from "../../../locales/text.ts";
import { html, lines, plain } from "../../core/html.ts";
import { moment } from "./moment.ts";

const namesShown = 3;

/** Who is asked at a level: names while they are few, else what they are. */
export function whoText(
  t: Translator,
  { by, names }: Pick<RequestStepView, "by" | "names">,
): Plain {
  if (names.length === 0 || names.length > namesShown || by === "anybody")
    return t.tp(`requests.chain.${by}`);
  return plain(names.join(t.language === "fa" ? "، " : ", "), 120);
}

const marks = { waiting: "▫️", open: "⏳", approved: "✅", rejected: "❌", skipped: "▫️" } as const;

/** The levels of a chain with who decided; nothing for a single level of all who may. */
export function chainLines(t: Translator, { steps }: RequestView, now: number): Html | false {
  const shown = steps.filter(({ state }) => state !== "skipped");
  if (shown.length === 0 || (shown.length === 1 && shown[0]?.by === "anybody")) return false;
  return lines(
    "",
    t.th("requests.chain.title"),
    ...shown.map((step, index) =>
      t.th("requests.chain.line", {
        stage: index + 1,
        mark: marks[step.state],
        who: decidedText(t, step, now),
      }),
    ),
    shown.some(({ escalated, state }) => escalated && state === "open") &&
      t.th("requests.chain.escalated"),
  );
}

function decidedText(t: Translator, step: RequestStepView, now: number): Html {
  const { decidedByName, decidedAt, onBehalfOfName } = step;
  if (decidedByName === null) return html`${whoText(t, step)}`;
  const who =
    onBehalfOfName === null
      ? plain(decidedByName, 40)
      : t.tp("requests.chain.behalf", {
          name: plain(decidedByName, 40),
          other: plain(onBehalfOfName, 40),
        });
  return html`${who} · ${moment(t, decidedAt ?? now, now)}`;
}
