import * as z from "zod";
import type { ListView } from "../../../../api/people/imports/schemas.ts";
import type { Translator } from "../../../../locales/index.ts";
import { ask, named, type Api } from "../../../core/api.ts";
import { ApiProblem } from "../../../core/front-desk.ts";
import { html, lines, plain } from "../../../core/html.ts";
import { problemText } from "../../../core/failure-reply.ts";
import type { DocumentIncoming } from "../../../core/incoming.ts";
import type { Answer, Screen, ScreenContext } from "../../../core/screen.ts";
import { type Key, type Reply, type SentFile, to, type View } from "../../../core/view.ts";
import { orLockView } from "../or-lock-view.ts";
import { backKey, cancelKey } from "../../shared/steer.ts";

type Ctx = ScreenContext<Api>;
type Content =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "base64"; readonly base64: string };

const name = "people-list";
const mostBytes = 2_000_000;
const errorsShown = 6;

/** A list of people, pasted or as a file: what it would bring, then all of it by one tap. */
export const peopleListScreen: Screen<Api> = {
  name,
  code: "pl",
  permission: "people.manage",
  open(ctx, [action = "", id = "", count = ""]) {
    switch (action) {
      case "sample":
        return {
          send: [{ document: sampleFile(ctx.t), caption: ctx.t.th("members.list.sample") }],
          dialog: "keep",
        };
      case "errors":
        return sendErrors(ctx, id);
      case "apply":
        return apply(ctx, id, Number(count));
      case "discard":
        return discard(ctx, id);
      case "show":
        return again(ctx, id);
      case "cancel":
        return { go: to("people-add"), dialog: "clear" };
      default:
        return askList(ctx);
    }
  },
  text: (ctx, text) => read(ctx, "", { kind: "text", text }),
  document: (ctx, document) => readFile(ctx, document),
};

const askList = ({ t }: Ctx): Reply => ({
  show: {
    body: t.th("members.list.ask"),
    keys: [
      [{ label: t.tp("members.list.keys.sample"), go: to(name, ["sample"]) }],
      [backKey(t, to("people-add")), cancelKey(t, to(name, ["cancel"]))],
    ],
  },
  dialog: { step: name },
});

async function readFile(ctx: Ctx, { fileId, fileName, size }: DocumentIncoming): Promise<Reply> {
  if (size > mostBytes)
    return { send: [{ body: ctx.t.th("members.list.too_big") }], dialog: "keep" };
  const bytes = await ctx.readFile(fileId);
  if (bytes.length > mostBytes)
    return { send: [{ body: ctx.t.th("members.list.too_big") }], dialog: "keep" };
  return read(ctx, fileName.slice(0, 120), { kind: "base64", base64: base64Of(bytes) });
}

function base64Of(bytes: Uint8Array): string {
  let binary = "";
  const chunk = 0x8000;
  for (let at = 0; at < bytes.length; at += chunk)
    binary += String.fromCharCode(...bytes.subarray(at, at + chunk));
  return btoa(binary);
}

/** What is no list says so, and another one is waited for. */
async function read(ctx: Ctx, fileName: string, content: Content): Promise<Reply> {
  try {
    const view = await ask(
      ctx.api.lists.lists.$post({ json: { name: fileName, content } }, named(ctx.idempotencyKey())),
    );
    return { show: previewView(ctx.t, view), dialog: { step: name } };
  } catch (error) {
    const why =
      error instanceof ApiProblem && error.status < 500 ? problemText(ctx.t, error) : undefined;
    if (why === undefined) throw error;
    return {
      show: { body: html`${why}`, keys: [[cancelKey(ctx.t, to(name, ["cancel"]))]] },
      dialog: { step: name },
    };
  }
}

const readDraft = ({ api }: Ctx, id: string): Promise<ListView> =>
  ask(api.lists.lists[":id"].$get({ param: { id } }));

async function again(ctx: Ctx, id: string): Promise<View | Reply> {
  if (!z.uuid().safeParse(id).success) return ctx.stale(to(name));
  return { show: previewView(ctx.t, await readDraft(ctx, id)), dialog: "keep" };
}

function previewView(t: Translator, view: ListView): View {
  const { id, count, sample, errors, newGroups, withoutPhone, seats } = view;
  const missing = seats?.missing ?? 0;
  const comma = t.language === "fa" ? "، " : ", ";
  const applyKey: Key = {
    label: t.tp("members.list.keys.apply", { count: t.format.number(count) }),
    go: to(name, ["apply", id, count]),
    style: "success",
  };
  return {
    body: lines(
      t.th("members.list.preview"),
      t.th("members.list.fine", { count }),
      ...sample.map((one) =>
        t.th("members.list.row", {
          name: [one.name, one.phone, one.groupName].filter(Boolean).join(" · "),
        }),
      ),
      count > sample.length && html`…`,
      newGroups.length > 0 &&
        t.th("members.list.new_groups", { groups: plain(newGroups.join(comma), 300) }),
      withoutPhone > 0 && t.th("members.list.without_phone", { count: withoutPhone }),
      errors.length > 0 && lines("", t.th("members.list.bad", { count: errors.length })),
      ...errors.slice(0, errorsShown).map((error) => errorLine(t, error)),
      errors.length > errorsShown && html`…`,
      seats !== null &&
        count > 0 &&
        lines("", t.th("members.list.seats", { needed: seats.needed, free: seats.free })),
      missing > 0 && t.th("members.list.seats_missing", { missing }),
    ),
    keys: [
      ...(count > 0 && missing === 0 ? [[applyKey]] : []),
      ...(missing > 0
        ? ([
            [{ label: t.tp("people.seat.keys.add"), go: to("billing-add"), style: "primary" }],
          ] satisfies Key[][])
        : []),
      ...(errors.length > 0
        ? [[{ label: t.tp("members.list.keys.errors"), go: to(name, ["errors", id]) }]]
        : []),
      [cancelKey(t, to(name, ["discard", id]))],
    ],
  };
}

const whyOf = (t: Translator, { code, about }: ListView["errors"][number]) =>
  t.tp(`members.list.why.${code}`, { about: about === "" ? "—" : plain(about, 60) });

const errorLine = (t: Translator, error: ListView["errors"][number]) =>
  t.th("members.list.error", { line: t.format.number(error.line), why: whyOf(t, error) });

async function sendErrors(ctx: Ctx, id: string): Promise<Reply> {
  const { errors } = await readDraft(ctx, id);
  const { t } = ctx;
  const rows = errors.map((error) => [String(error.line), whyOf(t, error), error.text]);
  const header = (["line", "why", "text"] as const).map((key) => t.tp(`members.list.file.${key}`));
  return {
    send: [
      {
        document: csvFile("errors.csv", [header, ...rows]),
        caption: t.th("members.list.bad", { count: errors.length }),
      },
    ],
    dialog: "keep",
  };
}

/** A cell that no spreadsheet takes for a formula. */
const quoted = (text: string) => `"${text.replaceAll('"', '""').replace(/^[=+@-]/, "'$&")}"`;

const csvFile = (file: string, rows: readonly (readonly string[])[]): SentFile => ({
  name: file,
  mime: "text/csv",
  bytes: new TextEncoder().encode(
    `\ufeff${rows.map((row) => row.map(quoted).join(";")).join("\r\n")}\r\n`,
  ),
});

/** A file to fill in: headers in the reader's language and one line that shows how. */
function sampleFile(t: Translator): SentFile {
  const header = (
    ["name", "phone", "number", "group", "shift", "role", "start", "position"] as const
  ).map((key) => t.tp(`members.list.file.${key}`));
  const row =
    t.language === "fa"
      ? ["سارا محمدی", "09121234567", "101", "", "", "", "1405/09/01", "فروشنده"]
      : ["Иванова Анна Сергеевна", "89161234567", "101", "", "", "", "01.12.2026", "Бариста"];
  return csvFile("people.csv", [header, row]);
}

const apply = (ctx: Ctx, id: string, count: number): Answer =>
  orLockView(ctx, to(name, ["show", id]), async () => {
    const { t, api } = ctx;
    const { added } = await ask(
      api.lists.lists[":id"].apply.$post(
        { param: { id }, json: { count } },
        named(ctx.idempotencyKey()),
      ),
    );
    return {
      show: {
        body: t.th("members.list.applied", { count: added }),
        keys: [
          [{ label: t.tp("members.add.keys.join_link"), go: to("join-link") }],
          [backKey(t, to("people"))],
        ],
      },
      dialog: "clear",
    };
  });

async function discard(ctx: Ctx, id: string): Promise<Reply> {
  await ask(
    ctx.api.lists.lists[":id"].$delete({ param: { id }, json: {} }, named(ctx.idempotencyKey())),
  ).catch((error: unknown) => {
    if (!(error instanceof ApiProblem) || error.code !== "not_found") throw error;
  });
  return {
    toast: { text: ctx.t.tp("members.list.discarded") },
    go: to("people-add"),
    dialog: "clear",
  };
}
