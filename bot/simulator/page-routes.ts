import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { sendJson, type RouteHandler } from "./http-server.ts";
import type { Place } from "./model.ts";
import { addPerson, carryOutAct, developerAct, type PageAct, type PageParts } from "./page-acts.ts";
import { createPageEvents } from "./page-events.ts";
import { stateView } from "./page-view.ts";
import { readBytes } from "./read-body.ts";

/** What the page shows of an e-mail. */
export type Letter = { readonly to: string; readonly subject: string; readonly text: string };

/**
 * The web page and what it talks to:
 * `GET /`, `GET /page/*`, `GET /simulator/state`, `GET /simulator/events`, `GET /simulator/files/<id>`,
 * `GET /simulator/mail`, `POST /simulator/{act,people,developer}`.
 */
export type PageRoutes = { route: RouteHandler; close: () => void };

const TYPES: Record<string, string> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
};
const POLICY =
  "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; object-src 'none'; base-uri 'none'";

export function createPageRoutes(
  parts: PageParts & { places: readonly Place[]; mail: readonly Letter[] },
): PageRoutes {
  const { world, places, mail } = parts;
  const events = createPageEvents(world);

  async function route(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ): Promise<boolean> {
    if (request.method === "POST") return answerPost(request, response, url.pathname);
    if (request.method !== "GET") return false;
    if (url.pathname === "/") return sendFile(response, "index.html");
    const asset = /^\/page\/([a-z-]+\.(?:js|css|svg))$/.exec(url.pathname)?.[1];
    if (asset) return sendFile(response, asset);
    const font = /^\/page\/fonts\/([a-z-]+)\.woff2$/.exec(url.pathname)?.[1];
    if (font) return sendFont(response, font);
    if (url.pathname === "/simulator/state")
      sendJson(response, 200, stateView(world, places, events.log));
    else if (url.pathname === "/simulator/mail") sendJson(response, 200, mail);
    else if (url.pathname === "/simulator/events") events.connect(response);
    else return sendStored(response, url.pathname);
    return true;
  }

  async function answerPost(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
  ): Promise<boolean> {
    if (!path.startsWith("/simulator/")) return false;
    if (!isOwnPage(request)) {
      sendJson(response, 403, { error: "only the page of this server may act" });
      return true;
    }
    try {
      const body = JSON.parse((await readBytes(request, 64 * 1024)).toString("utf8")) as Record<
        string,
        unknown
      >;
      sendJson(response, 200, (await act(path, body)) ?? {});
    } catch (error) {
      sendJson(response, 400, { error: error instanceof Error ? error.message : String(error) });
    }
    return true;
  }

  function act(path: string, body: Record<string, unknown>): unknown {
    if (path === "/simulator/act") return carryOutAct(parts, body as PageAct);
    if (path === "/simulator/people") return addPerson(parts, body);
    if (path === "/simulator/developer") return developerAct(parts, body);
    throw new Error(`nothing answers at ${path}`);
  }

  function sendStored(response: ServerResponse, path: string): boolean {
    const file = world.files.get(/^\/simulator\/files\/([\w-]+)$/.exec(path)?.[1] ?? "");
    if (!file) return false;
    response.writeHead(200, {
      "content-type": file.type || "application/octet-stream",
      "content-disposition": `inline; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      "content-security-policy": "sandbox",
    });
    response.end(file.bytes);
    return true;
  }

  return { route, close: events.close };
}

/** Another site open in the same browser must not press buttons here. */
function isOwnPage({ headers }: IncomingMessage): boolean {
  const isJson = headers["content-type"]?.startsWith("application/json") ?? false;
  return isJson && (headers.origin === undefined || headers.origin === `http://${headers.host}`);
}

/** Fonts come from packages; without them the page falls back to what the machine has. */
const FONTS: Record<string, () => string> = {
  vazirmatn: () =>
    import.meta.resolve("@fontsource-variable/vazirmatn/files/vazirmatn-arabic-wght-normal.woff2"),
  "inter-latin": () =>
    import.meta.resolve("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"),
  "inter-cyrillic": () =>
    import.meta.resolve("@fontsource-variable/inter/files/inter-cyrillic-wght-normal.woff2"),
  twemoji: () => import.meta.resolve("twemoji-colr-font/twemoji.woff2"),
};

async function sendFont(response: ServerResponse, name: string): Promise<boolean> {
  const locate = Object.hasOwn(FONTS, name) ? FONTS[name] : undefined;
  const content = locate && (await readFile(new URL(locate())).catch(() => undefined));
  if (!content) return false;
  response.writeHead(200, { "content-type": "font/woff2", "cache-control": "max-age=86400" });
  response.end(content);
  return true;
}

async function sendFile(response: ServerResponse, name: string): Promise<boolean> {
  const content = await readFile(new URL(`page/${name}`, import.meta.url)).catch(() => undefined);
  if (!content) return false;
  const type = TYPES[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream";
  response.writeHead(200, {
    "content-type": type,
    "cache-control": "no-cache",
    "content-security-policy": POLICY,
  });
  response.end(content);
  return true;
}
