import type { ConfirmationView } from "../security/schemas.ts";
import { escapeHtml } from "./escape-html.ts";
import { card, formWith, type PageFrame, paragraph, webPage, wordsFor } from "./web-page.ts";

/** Nobody is signed in: how to come in. @param problem a text of `security.web.problems` */
export function signedOutPage(
  frame: PageFrame,
  bots: { readonly staff: string; readonly owner: string },
  problem: "unknown" | "over" | "limited" | "no_company" | null,
): string {
  const t = wordsFor(frame.reader);
  const title = t.tp("security.web.title");
  return webPage(
    frame,
    title,
    card(
      title,
      problem === null ? "" : paragraph(t.tp(`security.web.problems.${problem}`), "hot"),
      paragraph(t.tp("security.web.how")),
      `<p><a href="${escapeHtml(bots.owner)}">${escapeHtml(t.tp("security.web.keys.owner"))}</a></p>`,
      `<p><a href="${escapeHtml(bots.staff)}">${escapeHtml(t.tp("security.web.keys.staff"))}</a></p>`,
    ),
  );
}

/** Opened from the link of a bot: one press, so that no preview of the link uses it up. */
export function enterPage(frame: PageFrame, token: string): string {
  const t = wordsFor(frame.reader);
  const title = t.tp("security.web.enter.title");
  return webPage(
    frame,
    title,
    card(
      title,
      paragraph(t.tp("security.web.enter.text")),
      `<form method="post" action="/web/sign-in"><input type="hidden" name="token" value="${escapeHtml(token)}"><button>${escapeHtml(t.tp("security.web.keys.enter"))}</button></form>`,
    ),
  );
}

/** The Mini App's first page: a script takes what Telegram put behind the address and sends it as a form. */
export function miniAppPage(frame: PageFrame, scriptPath: string): string {
  const t = wordsFor(frame.reader);
  const title = t.tp("security.web.enter.title");
  return webPage(
    frame,
    title,
    card(
      title,
      `<form id="enter" method="post" action="/web/sign-in"><input type="hidden" name="initData"></form>`,
      paragraph(t.tp("security.web.how"), "calm"),
      `<script src="${scriptPath}"></script>`,
    ),
  );
}

interface WaitingFacts extends Pick<ConfirmationView, "waitsFor" | "pushBot"> {
  readonly formKey: string;
  /** Where the form goes on, with these fields. */
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly isWrong: boolean;
}

/** Waits for the second confirmation; the form carries the code, or only looks again. */
export function waitingPage(frame: PageFrame, facts: WaitingFacts): string {
  const { waitsFor, pushBot, formKey, action, fields, isWrong } = facts;
  const t = wordsFor(frame.reader);
  const title = t.tp("security.web.wait.title");
  const withCode = waitsFor.includes("email");
  const bot = pushBot === null ? null : t.tp(`security.web.bots.${pushBot}`);
  const hidden = Object.entries(fields).map(
    ([name, value]) =>
      `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  const code = withCode
    ? `<label>${escapeHtml(t.tp("security.web.wait.code"))}<input name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="16" required></label>`
    : "";
  const go = escapeHtml(t.tp(`security.web.keys.${withCode ? "send" : "again"}`));
  return webPage(
    frame,
    title,
    card(
      title,
      waitsFor.includes("push") && bot !== null
        ? paragraph(t.tp("security.web.wait.push", { bot }))
        : "",
      withCode ? paragraph(t.tp("security.web.wait.email")) : "",
      isWrong ? paragraph(t.tp("security.web.wait.wrong"), "hot") : "",
      formWith(
        action,
        formKey,
        `${hidden.join("")}<div class="row">${code}<button>${go}</button></div>`,
      ),
    ),
  );
}
