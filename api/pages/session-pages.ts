import type { SessionList } from "../web/schemas.ts";
import { escapeHtml } from "./escape-html.ts";
import { card, formWith, type PageFrame, paragraph, webPage, wordsFor } from "./web-page.ts";

/** Browsers one is signed in with. */
export function sessionsPage(
  frame: PageFrame,
  { items }: SessionList,
  organisationName: string,
): string {
  const t = wordsFor(frame.reader);
  const title = t.tp("security.web.sessions.title");
  const formKey = frame.signedIn?.formKey ?? "";
  const rows = items.map(({ id, device, address, createdAt, seenAt, isThis, state }) => {
    const since = t.tp("security.web.sessions.since", { at: t.format.dateTime(createdAt) });
    const seen = t.tp("security.web.sessions.seen", { at: t.format.dateTime(seenAt) });
    const note = isThis
      ? t.tp("security.web.sessions.this")
      : state === "waiting"
        ? t.tp("security.web.sessions.waiting")
        : "";
    const end = isThis
      ? ""
      : formWith(
          `/web/sessions/${id}/end`,
          formKey,
          `<button class="plain">${escapeHtml(t.tp("security.web.keys.end"))}</button>`,
        );
    return `<li><div class="head"><strong><bdi>${escapeHtml(device)}</bdi></strong><span class="calm">${escapeHtml(note)}</span></div>
${paragraph(`${since} · ${seen}`, "calm")}${address === null ? "" : `<p class="calm"><bdi>${escapeHtml(address)}</bdi></p>`}${end}</li>`;
  });
  return webPage(
    frame,
    title,
    card(title, paragraph(organisationName, "calm"), `<ul>${rows.join("\n")}</ul>`),
  );
}
