import { createRouter, type Request } from "../core/http.ts";
import { Refusal } from "../core/refusal.ts";
import type { Language } from "../core/words.ts";
import {
  kioskGonePage,
  kioskPage,
  kioskSlice,
  pinRefusalOf,
  pinToldOf,
} from "../pages/kiosk-page.ts";
import { kioskScript } from "../pages/kiosk-script.ts";
import { pinPunchInput, punchByPin } from "./punch-by-pin.ts";
import { nextCodes, noteSeen, openKiosk } from "./kiosk-page-data.ts";

const scriptPath = "/kiosk/kiosk.js";

/** The page that an old tablet or TV shows: whoever has its address sees it, and nobody can sign in through it. */
export const kioskDoors = createRouter()
  .get("/kiosk.js", (c) => {
    c.header("content-type", "text/javascript; charset=utf-8");
    c.header("cache-control", "no-cache");
    return c.body(kioskScript);
  })
  .get("/:token", async (c) => {
    secure(c);
    const deps = c.get("deps");
    const kiosk = await openKiosk(deps, c.req.param("token"));
    if (kiosk === null) return c.html(kioskGonePage(languageAsked(c)), 404);
    await noteSeen(deps, kiosk);
    const stepsPath = `/kiosk/${c.req.param("token")}/steps`;
    const punchPath = `/kiosk/${c.req.param("token")}/punch`;
    return c.html(
      kioskPage({
        ...kiosk,
        stepsPath,
        punchPath,
        scriptPath,
        slice: await nextCodes(deps, kiosk, null),
      }),
    );
  })
  .get("/:token/steps", async (c) => {
    secure(c);
    const deps = c.get("deps");
    const kiosk = await openKiosk(deps, c.req.param("token"));
    if (kiosk === null) return c.json({ gone: true }, 404);
    await noteSeen(deps, kiosk);
    const after = Number(c.req.query("after"));
    const slice = await nextCodes(deps, kiosk, Number.isSafeInteger(after) ? after : null);
    return c.json(kioskSlice(slice, kiosk.language, kiosk.calendar));
  })
  .post("/:token/punch", async (c) => {
    secure(c);
    const deps = c.get("deps");
    const kiosk = await openKiosk(deps, c.req.param("token"));
    if (kiosk === null) return c.json({ gone: true }, 404);
    if (!(c.req.header("content-type") ?? "").startsWith("application/json"))
      return c.json(pinRefusalOf("failed", kiosk), 415);
    const input = pinPunchInput.safeParse(await c.req.json().catch(() => null));
    if (!input.success) return c.json(pinRefusalOf("wrong", kiosk), 403);
    try {
      const told = await punchByPin(deps, kiosk, input.data, c.get("requestId"));
      return c.json(pinToldOf(told, kiosk));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === "rate_limited") return c.json(pinRefusalOf("many", kiosk), 429);
      if (error.code === "kiosk_unknown") return c.json({ gone: true }, 404);
      return c.json(pinRefusalOf("wrong", kiosk), 403);
    }
  });

const languageAsked = (c: Request): Language =>
  /^ru\b/i.test(c.req.header("accept-language") ?? "") ? "ru" : "fa";

function secure(c: Request): void {
  c.header(
    "content-security-policy",
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
  c.header("cache-control", "no-store");
  c.header("referrer-policy", "no-referrer");
}
