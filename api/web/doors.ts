import {
  forgetSessionToken,
  formKey,
  formOf,
  isFormKey,
  keepSessionToken,
  lockPage,
  ownFormsOnly,
  sessionToken,
} from "../core/browser.ts";
import { addressOf } from "../core/client-address.ts";
import { addDays } from "../core/calendar/local-date.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import type { MemberContext } from "../core/context.ts";
import { createRouter, limitOrganisation, type Request } from "../core/http.ts";
import { Refusal } from "../core/refusal.ts";
import type { Language } from "../core/words.ts";
import { logPage, type LogSpan, logSpans } from "../pages/log-page.ts";
import { miniAppScript } from "../pages/mini-app-script.ts";
import { sessionsPage } from "../pages/session-pages.ts";
import { enterPage, miniAppPage, signedOutPage, waitingPage } from "../pages/sign-in-pages.ts";
import type { PageFrame } from "../pages/web-page.ts";
import { enterCode } from "../security/confirm-code.ts";
import { showConfirmation } from "../security/confirm-show.ts";
import { exportLog } from "../security/log/export-log.ts";
import { listEvents } from "../security/log/list-events.ts";
import { logFilter, logQuery } from "../security/log/schemas.ts";
import { beginByInitData, beginByLink, type Browser } from "./begin-session.ts";
import {
  endSessionOf,
  memberOfSession,
  type Opened,
  openSession,
  stepWaiting,
} from "./open-session.ts";
import { deviceName, waitingLife, wholeLife } from "./rules/session-life.ts";
import { isToken } from "./session-row.ts";
import { endSession, listSessions } from "./sessions.ts";

const scriptPath = "/web/app.js";

/** Pages for a browser: the way in with a link or as a Mini App, the browsers that are in, the security log (ASVS level 2). */
export const webDoors = createRouter()
  .use(ownFormsOnly)
  .get("/app.js", (c) => {
    c.header("content-type", "text/javascript; charset=utf-8");
    c.header("cache-control", "no-cache");
    return c.body(miniAppScript);
  })
  .get("/app", (c) => c.html(miniAppPage(frameOf(c), scriptPath)))
  .get("/enter/:token", (c) => {
    const token = c.req.param("token");
    return isToken(token) ? c.html(enterPage(frameOf(c), token)) : signedOut(c, "unknown");
  })
  .post("/sign-in", (c) => answered(c, () => signIn(c)))
  .get("/", (c) => withSession(c, home))
  .post("/wait", (c) => withForm(c, (opened, form) => wait(c, opened, form)))
  .post("/sign-out", (c) =>
    withForm(c, async (opened) => {
      await endSessionOf(await memberOfSession(opened), opened.session.id);
      forgetSessionToken(c);
      return signedOut(c, null);
    }),
  )
  .post("/sessions/:id/end", (c) =>
    withForm(c, async (opened) => {
      await endSession(await activeMemberOf(c, opened), c.req.param("id")).catch(unlessGone);
      return c.redirect("/web", 303);
    }),
  )
  .get("/log", (c) => withSession(c, showLog))
  .post("/log/export", (c) => withForm(c, (opened, form) => takeOut(c, opened, form)));

const unlessGone = (error: unknown): void => {
  if (!(error instanceof Refusal) || error.code !== "not_found") throw error;
};

const browserOf = (c: Request): Browser => ({
  device: deviceName(c.req.header("user-agent") ?? ""),
  address: addressOf(c),
});

async function signIn(c: Request): Promise<Response> {
  const at = { deps: c.get("deps"), requestId: c.get("requestId") };
  const { token = "", initData } = await formOf(c);
  const begun =
    initData === undefined
      ? await beginByLink(at, token, browserOf(c))
      : await beginByInitData(at, initData, browserOf(c));
  keepSessionToken(c, begun.token, waitingLife);
  return c.redirect("/web", 303);
}

async function home(c: Request, opened: Opened): Promise<Response> {
  if (opened.session.state === "waiting") return wait(c, opened, {});
  const ctx = await memberOfSession(opened);
  const sessions = await listSessions(ctx);
  return c.html(
    sessionsPage(await memberFrame(c, ctx, opened), sessions, ctx.member.organisation.name),
  );
}

/** Goes on as soon as the person has confirmed; a code typed here counts as theirs. */
async function wait(
  c: Request,
  opened: Opened,
  { code }: Readonly<Record<string, string>>,
): Promise<Response> {
  const { session, ctx } = opened;
  if (session.state === "active") return c.redirect("/web", 303);
  const isWrong = code !== undefined && !(await isRightCode(ctx, session.confirmationId, code));
  const stands = await stepWaiting(opened);
  if (stands.kind === "over") {
    forgetSessionToken(c);
    return signedOut(c, "over");
  }
  if (stands.kind === "active") {
    keepSessionToken(c, stands.token, wholeLife);
    return c.redirect("/web", 303);
  }
  // Whoever has to type a code is not interrupted.
  const isTyping = stands.confirmation.waitsFor.includes("email");
  return c.html(
    waitingPage(isTyping ? frameOf(c, opened) : { ...frameOf(c, opened), refreshS: 4 }, {
      ...stands.confirmation,
      formKey: await formKey(c, session.id),
      action: "/web/wait",
      fields: {},
      isWrong,
    }),
  );
}

async function isRightCode(ctx: Opened["ctx"], id: string | null, code: string): Promise<boolean> {
  if (id === null) return false;
  try {
    await enterCode(ctx, id, { code });
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

async function showLog(c: Request, opened: Opened): Promise<Response> {
  const ctx = await activeMemberOf(c, opened);
  const asked = Object.fromEntries(
    Object.entries(c.req.query()).filter(([, value]) => value !== ""),
  );
  const span = logSpans.find((known) => known === asked["span"]) ?? "all";
  const query = logQuery.safeParse({ ...asked, ...sinceOf(ctx, span), limit: 50 });
  if (!query.success) return c.redirect("/web/log", 303);
  const { before: _before, limit: _limit, ...filter } = query.data;
  const page = await listEvents(ctx, query.data);
  const mayExport = ctx.member.permissions.has("documents.export");
  return c.html(logPage(await memberFrame(c, ctx, opened), { ...page, filter, span, mayExport }));
}

const daysOf = { all: null, week: 7, month: 30 } as const;

function sinceOf({ deps, member }: MemberContext, span: LogSpan): { readonly from?: LocalDate } {
  const days = daysOf[span];
  if (days === null) return {};
  return { from: addDays(localDateOf(deps.clock(), member.organisation.timeZone), 1 - days) };
}

/** The log as a file, once it is confirmed. */
async function takeOut(
  c: Request,
  opened: Opened,
  { key: _key, code, confirmation, ...asked }: Readonly<Record<string, string>>,
): Promise<Response> {
  const ctx = await activeMemberOf(c, opened);
  const filter = logFilter.safeParse(asked);
  if (!filter.success) return c.redirect("/web/log", 303);
  const isWrong = code !== undefined && !(await isRightCode(ctx, confirmation ?? null, code));
  try {
    const { fileName, csv } = await exportLog(ctx, filter.data);
    c.header("content-type", "text/csv; charset=utf-8");
    c.header("content-disposition", `attachment; filename="${fileName}"`);
    return c.body(csv);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "confirmation_needed") throw error;
    const id = String(error.params["id"]);
    return c.html(
      waitingPage(await memberFrame(c, ctx, opened), {
        ...(await showConfirmation(ctx, id)),
        formKey: await formKey(c, opened.session.id),
        action: "/web/log/export",
        fields: { ...asked, confirmation: id },
        isWrong,
      }),
    );
  }
}

/** A page of a browser that is signed in; else the way in. */
const withSession = (
  c: Request,
  page: (c: Request, opened: Opened) => Promise<Response>,
): Promise<Response> =>
  answered(c, async () => {
    const opened = await openSession(c.get("deps"), c.get("requestId"), sessionToken(c));
    return opened === null ? signedOut(c, null) : page(c, opened);
  });

/** The same for what a form does. @throws {Refusal} `forbidden` when the form is not one of this session */
const withForm = (
  c: Request,
  act: (opened: Opened, form: Readonly<Record<string, string>>) => Promise<Response>,
): Promise<Response> =>
  withSession(c, async (_, opened) => {
    const form = await formOf(c);
    if (!(await isFormKey(c, opened.session.id, form["key"] ?? ""))) throw new Refusal("forbidden");
    return act(opened, form);
  });

/** @throws {Refusal} `forbidden` while the second confirmation is missing */
async function activeMemberOf(c: Request, opened: Opened): Promise<MemberContext> {
  if (opened.session.state !== "active") throw new Refusal("forbidden");
  const ctx = await memberOfSession(opened);
  limitOrganisation(c, ctx.member);
  return ctx;
}

const problems = {
  link_unknown: "unknown",
  rate_limited: "limited",
  not_a_member: "no_company",
  employment_ended: "no_company",
  access_paused: "no_company",
} as const;

/** What a person can do something about is said on a page; the rest is the app's to answer. */
async function answered(c: Request, run: () => Promise<Response>): Promise<Response> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Refusal && error.code in problems)
      return signedOut(c, problems[error.code as keyof typeof problems]);
    throw error;
  }
}

function signedOut(
  c: Request,
  problem: Parameters<typeof signedOutPage>[2],
): Response | Promise<Response> {
  const { linkOrigin, botNames, ownerChat } = c.get("deps").config;
  const bots = { staff: `${linkOrigin}/${botNames.staff}`, owner: ownerChat };
  return c.html(signedOutPage(frameOf(c), bots, problem), problem === null ? 200 : 403);
}

function frameOf(c: Request, opened: Opened | null = null): PageFrame {
  const asked: Language = /^ru\b/i.test(c.req.header("accept-language") ?? "") ? "ru" : "fa";
  const { language = null, calendar = null } = opened?.session ?? {};
  return {
    reader: { language: language ?? asked, calendar, timeZone: "UTC" },
    nonce: lockPage(c),
    signedIn: null,
  };
}

async function memberFrame(
  c: Request,
  { member }: MemberContext,
  opened: Opened,
): Promise<PageFrame> {
  const { person, organisation } = member;
  return {
    reader: {
      language: person.language ?? organisation.language,
      calendar: person.calendar ?? organisation.calendar,
      timeZone: organisation.timeZone,
    },
    nonce: lockPage(c),
    signedIn: {
      name: member.employeeName,
      formKey: await formKey(c, opened.session.id),
      mayLog: member.permissions.has("security.view"),
    },
  };
}
