import { securityAreas } from "../core/words.ts";
import type { LogFilter, SecurityEventView } from "../security/log/schemas.ts";
import type { TextKey, Translator } from "../../locales/index.ts";
import { escapeHtml } from "./escape-html.ts";
import { card, formWith, type PageFrame, paragraph, webPage, wordsFor } from "./web-page.ts";

/** How far back one looks; the same in every calendar. */
export const logSpans = ["all", "week", "month"] as const;
export type LogSpan = (typeof logSpans)[number];

interface LogFacts {
  readonly span: LogSpan;
  readonly items: readonly SecurityEventView[];
  readonly next: number | null;
  readonly total: number;
  readonly filter: LogFilter;
  readonly mayExport: boolean;
}

/** The security log on a screen wide enough to read it. */
export function logPage(frame: PageFrame, facts: LogFacts): string {
  const t = wordsFor(frame.reader);
  const title = t.tp("security.log.title");
  const formKey = frame.signedIn?.formKey ?? "";
  const query = new URLSearchParams(
    Object.entries(facts.filter).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  const older =
    facts.next === null
      ? ""
      : `<p><a href="/web/log?${escapeHtml(`${query}&span=${facts.span}&before=${facts.next}`)}">${escapeHtml(t.tp("security.log.keys.older"))}</a></p>`;
  const hidden = [...query]
    .map(
      ([name, value]) =>
        `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
    )
    .join("");
  const exporting =
    facts.mayExport && facts.total > 0
      ? formWith(
          "/web/log/export",
          formKey,
          `${hidden}<button class="plain">${escapeHtml(t.tp("security.log.keys.export"))}</button>`,
        )
      : "";
  return webPage(
    frame,
    title,
    card(title, filterForm(t, facts.filter, facts.span)) +
      card(
        t.tp("security.log.total", { count: facts.total }),
        facts.total === 0 ? paragraph(t.tp("security.log.none_here")) : "",
        `<ul>${facts.items.map((event) => row(t, event)).join("\n")}</ul>`,
        older,
        exporting,
      ),
  );
}

function filterForm(t: Translator, { area, critical }: LogFilter, span: LogSpan): string {
  const options = ["", ...securityAreas].map((name) => {
    const label = t.tp(`security.log.areas.${name === "" ? "all" : name}` as TextKey);
    return `<option value="${name}"${name === (area ?? "") ? " selected" : ""}>${escapeHtml(label)}</option>`;
  });
  const times = logSpans.map(
    (name) =>
      `<option value="${name}"${name === span ? " selected" : ""}>${escapeHtml(t.tp(`security.log.spans.${name}`))}</option>`,
  );
  return `<form class="row" method="get" action="/web/log">
<label>${escapeHtml(t.tp("security.web.log.area"))}<select name="area">${options.join("")}</select></label>
<label>${escapeHtml(t.tp("security.web.log.span"))}<select name="span">${times.join("")}</select></label>
<label>${escapeHtml(t.tp("security.log.critical"))}<input type="checkbox" name="critical" value="yes"${critical === undefined ? "" : " checked"}></label>
<button>${escapeHtml(t.tp("security.web.keys.show"))}</button></form>`;
}

function row(t: Translator, event: SecurityEventView): string {
  const action = t.tp(`security.log.actions.${event.action.replace(".", "_")}` as TextKey);
  const { kind } = event.actor;
  const nameless = kind === "operator" || kind === "person" ? kind : "system";
  const who = event.actor.name ?? t.tp(`security.log.who_${nameless}`);
  const about = [who, event.subject.name, event.device, event.address]
    .filter((part) => part !== null)
    .map((part) => `<bdi>${escapeHtml(part)}</bdi>`)
    .join(" · ");
  return `<li><div class="head"><strong${event.isCritical ? ' class="hot"' : ""}>${escapeHtml(action)}</strong><span class="calm">${escapeHtml(t.format.dateTime(event.at))}</span></div>
<p>${about}</p><p class="calm">${escapeHtml(t.tp("security.log.one.number", { seq: t.format.digits(event.seq), code: event.code }))}</p></li>`;
}
