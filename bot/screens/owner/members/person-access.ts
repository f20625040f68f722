import * as z from "zod";
import { ask, named, type Api } from "../../../core/api.ts";
import { ApiProblem } from "../../../core/front-desk.ts";
import { html, lines } from "../../../core/html.ts";
import { problemText } from "../../../core/failure-reply.ts";
import type { Answer, Screen, ScreenContext } from "../../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../../core/view.ts";
import { latinDigits } from "../../../../api/documents/rules/calm-text.ts";
import { backKey, cancelKey } from "../../shared/steer.ts";
import { historyView } from "./history-view.ts";

type Ctx = ScreenContext<Api>;

const name = "person-access";
const pinDraft = z.object({ id: z.string(), number: z.string().optional() });

/** How somebody comes in: account, pause, PIN; what happened to them; the way to deletion and to handing over. */
export const personAccessScreen: Screen<Api> = {
  name,
  code: "px",
  permission: "people.manage",
  async open(ctx, [id = "", action = ""]) {
    if (id === "resume") return resume(ctx);
    switch (action) {
      case "ask-pause":
        return confirmPause(ctx, id);
      case "pause":
      case "resume":
        return switchAccess(ctx, id, action);
      case "pin":
        return askPin(ctx, id);
      case "new-pin":
        return setPin(ctx, id, {});
      case "drop-pin":
        return dropPin(ctx, id);
      case "link":
        return makeLink(ctx, id);
      case "history":
        return historyView(
          ctx.t,
          id,
          await ask(ctx.api.members.employees[":id"].history.$get({ param: { id } })),
        );
      case "cancel":
        return { show: await accessView(ctx, id), dialog: "clear" };
      default:
        return accessView(ctx, id);
    }
  },
  text: (ctx, text, part) => hear(ctx, latinDigits(text).trim(), part),
};

const readAccess = ({ api }: Ctx, id: string) =>
  ask(api.members.employees[":id"].access.$get({ param: { id } }));

async function accessView(ctx: Ctx, id: string): Promise<View> {
  const { t, session } = ctx;
  const access = await readAccess(ctx, id);
  const { telegram, pausedAt, hasPin, personnelNumber, erasedAt } = access;
  return {
    body: lines(
      t.th("members.access.title", { name: access.name }),
      "",
      t.th(telegram ? "members.access.telegram" : "members.access.no_telegram"),
      hasPin
        ? t.th("members.access.pin", { number: personnelNumber ?? "" })
        : t.th("members.access.no_pin"),
      pausedAt !== null && t.th("members.access.paused", { date: t.format.dateTime(pausedAt) }),
      erasedAt !== null && t.th("members.access.erased", { date: t.format.dateTime(erasedAt) }),
    ),
    keys: [
      ...(access.accountChangeId === null
        ? []
        : [
            [
              {
                label: t.tp("members.access.keys.asked"),
                go: to("account-change", [access.accountChangeId]),
              },
            ],
          ]),
      ...(access.state === "active" ? activeKeys(ctx, id, access) : endedKeys(ctx, id, erasedAt)),
      [{ label: t.tp("members.access.keys.history"), go: to(name, [id, "history"]) }],
      ...(access.state === "active" &&
      session.membership?.permissions.includes("organisation.manage") === true &&
      telegram
        ? [[{ label: t.tp("members.access.keys.own"), go: to("ownership", ["choose", id]) }]]
        : []),
      [backKey(t, to("person", [id]))],
    ],
  };
}

function activeKeys(
  { t }: Ctx,
  id: string,
  { pausedAt, hasPin }: { readonly pausedAt: number | null; readonly hasPin: boolean },
): Key[][] {
  const key = (label: Key["label"], ...action: string[]): Key => ({
    label,
    go: to(name, [id, ...action]),
  });
  return [
    [
      key(t.tp("members.access.keys.pin"), "pin"),
      ...(hasPin ? [key(t.tp("members.access.keys.pin_remove"), "drop-pin")] : []),
    ],
    [key(t.tp("members.access.keys.account"), "link")],
    [
      pausedAt === null
        ? key(t.tp("members.access.keys.pause"), "ask-pause")
        : key(t.tp("members.access.keys.resume"), "resume"),
    ],
  ];
}

const endedKeys = ({ t }: Ctx, id: string, erasedAt: number | null): Key[][] =>
  erasedAt === null
    ? [
        [
          {
            label: t.tp("members.access.keys.data"),
            go: to("personal-data", ["of", id]),
            style: "danger",
          },
        ],
      ]
    : [];

/** The safe key first (TG 6). */
async function confirmPause(ctx: Ctx, id: string): Promise<View> {
  const { t } = ctx;
  const access = await readAccess(ctx, id);
  return {
    body: t.th("members.access.confirm_pause", { name: access.name }),
    keys: [
      [cancelKey(t, to(name, [id]))],
      [
        {
          label: t.tp("members.access.keys.pause_yes"),
          go: to(name, [id, "pause"]),
          style: "danger",
        },
      ],
    ],
  };
}

async function switchAccess(ctx: Ctx, id: string, what: "pause" | "resume"): Promise<Reply> {
  const { t, api } = ctx;
  await ask(
    api.members.employees[":id"][what].$post(
      { param: { id }, json: {} },
      named(ctx.idempotencyKey()),
    ),
  );
  const said = what === "pause" ? "members.access.paused_toast" : "members.access.resumed";
  return { toast: { text: t.tp(said) }, show: await accessView(ctx, id) };
}

function pinQuestion({ t }: Ctx, draft: z.infer<typeof pinDraft>): Reply {
  return {
    show: {
      body: t.th("members.access.ask_pin"),
      keys: [
        ...(draft.number === undefined
          ? [[{ label: t.tp("members.access.keys.pin_new"), go: to(name, [draft.id, "new-pin"]) }]]
          : []),
        [cancelKey(t, to(name, [draft.id, "cancel"]))],
      ],
    },
    dialog: { step: `${name}/pin`, draft },
  };
}

const numberQuestion = ({ t }: Ctx, id: string): Reply => ({
  show: {
    body: t.th("members.access.ask_number"),
    keys: [[cancelKey(t, to(name, [id, "cancel"]))]],
  },
  dialog: { step: `${name}/number`, draft: { id } },
});

async function askPin(ctx: Ctx, id: string): Promise<Reply> {
  const { personnelNumber } = await readAccess(ctx, id);
  return personnelNumber === null || !/^\d{1,12}$/.test(personnelNumber)
    ? numberQuestion(ctx, id)
    : pinQuestion(ctx, { id });
}

function resume(ctx: Ctx): Answer {
  const read = pinDraft.safeParse(ctx.dialog?.draft);
  if (!read.success) return { go: to("people"), dialog: "clear" };
  return ctx.dialog?.step === `${name}/number`
    ? numberQuestion(ctx, read.data.id)
    : pinQuestion(ctx, read.data);
}

function hear(ctx: Ctx, typed: string, part: string): Answer {
  const read = pinDraft.safeParse(ctx.dialog?.draft);
  if (!read.success) return { go: to("people"), dialog: "clear" };
  const { id, number } = read.data;
  if (part === "number")
    return /^\d{1,12}$/.test(typed)
      ? setPin(ctx, id, { personnelNumber: typed })
      : numberQuestion(ctx, id);
  if (!/^\d{4,6}$/.test(typed)) return pinQuestion(ctx, read.data);
  return setPin(ctx, id, {
    pin: typed,
    ...(number === undefined ? {} : { personnelNumber: number }),
  });
}

/** A PIN is shown once; what cannot be one is asked for again. */
async function setPin(
  ctx: Ctx,
  id: string,
  json: { readonly pin?: string; readonly personnelNumber?: string },
): Promise<Reply> {
  const { t, api } = ctx;
  try {
    const { pin, personnelNumber } = await ask(
      api.members.employees[":id"].pin.$post({ param: { id }, json }, named(ctx.idempotencyKey())),
    );
    const access = await readAccess(ctx, id);
    return {
      show: {
        body: t.th("members.access.pin_made", { name: access.name, number: personnelNumber, pin }),
        keys: [[backKey(t, to(name, [id]))]],
      },
      dialog: "clear",
    };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
    const why = problemText(t, error);
    const asked =
      error.code === "number_taken" || error.code === "number_needed"
        ? numberQuestion(ctx, id)
        : error.code === "pin_weak"
          ? pinQuestion(ctx, { id })
          : null;
    if (asked === null || why === undefined) throw error;
    const { show } = asked;
    return show === undefined
      ? asked
      : { ...asked, show: { ...show, body: lines(html`<b>${why}</b>`, show.body) } };
  }
}

async function dropPin(ctx: Ctx, id: string): Promise<Reply> {
  await ask(
    ctx.api.members.employees[":id"].pin.$delete(
      { param: { id }, json: {} },
      named(ctx.idempotencyKey()),
    ),
  );
  return {
    toast: { text: ctx.t.tp("members.access.pin_removed") },
    show: await accessView(ctx, id),
  };
}

async function makeLink(ctx: Ctx, id: string): Promise<View> {
  const { t, api } = ctx;
  const { link, expiresAt } = await ask(
    api.accounts.employees[":id"]["account-link"].$post(
      { param: { id }, json: {} },
      named(ctx.idempotencyKey()),
    ),
  );
  const access = await readAccess(ctx, id);
  return {
    body: t.th("members.access.link", {
      name: access.name,
      link,
      date: t.format.dateTime(expiresAt),
    }),
    keys: [[{ label: t.tp("members.link.keys.copy"), copy: link }], [backKey(t, to(name, [id]))]],
  };
}
