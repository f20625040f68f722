import * as z from "zod";
import { ask, named, type Api } from "../../../core/api.ts";
import { bold, type Html, lines, name } from "../../../core/html.ts";
import type { Screen } from "../../../core/screen.ts";
import { type Key, type Reply, to } from "../../../core/view.ts";
import { backKey, cancelKey } from "../../shared/steer.ts";
import type { Ctx } from "./desk.ts";
import {
  type DetailField,
  detailProblem,
  type Details,
  fieldsOf,
  mayBeSkipped,
  type Profile,
  readDetail,
  tidy,
} from "./details-fields.ts";
import { orBillingRefusal } from "./refusal.ts";

const draftOf = z.record(z.string(), z.string());
const reviewStep = "billing-details/review";

/** Who the papers are made out to: asked one by one, each checked at once, saved after a look at all of it. */
export const detailsScreen: Screen<Api> = {
  name: "billing-details",
  code: "bd",
  permission: "billing.manage",
  open: (ctx, [action = "", field = ""]) =>
    orBillingRefusal(ctx, () => act(ctx, action, field), to("billing")),
  text(ctx, text, part) {
    const field = knownField(ctx, part);
    if (field === null) return askAgain(ctx);
    const details = { ...draft(ctx), [field]: readDetail(field, text) };
    const problem = detailProblem(profileOf(ctx), details, field);
    if (problem !== null)
      return question(ctx, draft(ctx), field, ctx.t.th(`billing.details.problem_${problem}`));
    return next(ctx, details, field);
  },
};

async function act(ctx: Ctx, action: string, part: string): Promise<Reply> {
  const field = knownField(ctx, part);
  const details = draft(ctx);
  switch (action) {
    case "edit":
      return question(ctx, await stored(ctx), "name");
    case "keep":
      return field === null ? askAgain(ctx) : next(ctx, details, field);
    case "skip":
      return field === null ? askAgain(ctx) : next(ctx, { ...details, [field]: "" }, field);
    case "before":
      return field === null ? askAgain(ctx) : before(ctx, details, field);
    case "resume":
      return askAgain(ctx);
    case "save":
      return save(ctx);
    default:
      return { show: shownView(ctx, await stored(ctx)), dialog: "clear" };
  }
}

const profileOf = ({ session }: Ctx): Profile => session.membership?.profile ?? "ir";

const isOurs = ({ dialog }: Ctx): boolean => dialog?.step.startsWith("billing-details/") === true;

const draft = (ctx: Ctx): Details =>
  (isOurs(ctx) ? draftOf.safeParse(ctx.dialog?.draft).data : undefined) ?? {};

/** A field of this company's form, while the form is open. */
function knownField(ctx: Ctx, part: string): DetailField | null {
  if (!isOurs(ctx)) return null;
  return fieldsOf(profileOf(ctx), draft(ctx)).find((known) => known === part) ?? null;
}

/** What is kept, or the name of the company to begin with. */
async function stored({ api, session }: Ctx): Promise<Details> {
  const { requisites } = await ask(api.billing.requisites.$get());
  return requisites ?? { name: session.membership?.organisationName ?? "" };
}

/** The waiting question once more; without one, the form from its beginning. */
function askAgain(ctx: Ctx): Reply {
  if (!isOurs(ctx)) return { go: to("billing-details") };
  if (ctx.dialog?.step === reviewStep) return review(ctx, draft(ctx));
  const field = knownField(ctx, ctx.dialog?.step.split("/")[1] ?? "") ?? "name";
  return question(ctx, draft(ctx), field);
}

function question(ctx: Ctx, details: Details, field: DetailField, problem?: Html): Reply {
  const { t } = ctx;
  const value = details[field] ?? "";
  const fields = fieldsOf(profileOf(ctx), details);
  const key = (label: "keep" | "before"): Key => ({
    label: t.tp(`billing.details.keys.${label}`),
    go: to("billing-details", [label, field]),
  });
  const skip: Key = {
    label: t.tp("common.actions.keys.skip"),
    go: to("billing-details", ["skip", field]),
  };
  return {
    show: {
      body: lines(
        problem !== undefined && bold(problem),
        t.th("billing.details.step", {
          step: t.format.number(fields.indexOf(field) + 1),
          total: t.format.number(fields.length),
        }),
        t.th(`billing.details.ask_${field}`),
        value !== "" && t.th("billing.details.now", { value: name(value, 250) }),
      ),
      keys: [
        [...(value === "" ? [] : [key("keep")]), ...(mayBeSkipped(field) ? [skip] : [])],
        [
          ...(fields.indexOf(field) > 0 ? [key("before")] : []),
          cancelKey(t, to("billing-details")),
        ],
      ],
    },
    dialog: { step: `billing-details/${field}`, draft: details },
  };
}

function next(ctx: Ctx, details: Details, field: DetailField): Reply {
  const fields = fieldsOf(profileOf(ctx), details);
  const following = fields[fields.indexOf(field) + 1];
  return following === undefined ? review(ctx, details) : question(ctx, details, following);
}

function before(ctx: Ctx, details: Details, field: DetailField): Reply {
  const fields = fieldsOf(profileOf(ctx), details);
  return question(ctx, details, fields[fields.indexOf(field) - 1] ?? "name");
}

function review(ctx: Ctx, given: Details): Reply {
  const { t } = ctx;
  const details = tidy(profileOf(ctx), given);
  return {
    show: {
      body: lines(bold(t.th("billing.details.review")), "", ...rows(ctx, details)),
      keys: [
        [
          {
            label: t.tp("common.actions.keys.save"),
            go: to("billing-details", ["save"]),
            style: "primary",
          },
        ],
        [
          {
            label: t.tp("billing.details.keys.before"),
            go: to("billing-details", [
              "before",
              fieldsOf(profileOf(ctx), details).at(-1) ?? "name",
            ]),
          },
          cancelKey(t, to("billing-details")),
        ],
      ],
    },
    dialog: { step: reviewStep, draft: details },
  };
}

const rows = ({ t, session }: Ctx, details: Details): Html[] =>
  fieldsOf(session.membership?.profile ?? "ir", details).flatMap((field) => {
    const value = details[field] ?? "";
    return value === ""
      ? []
      : [
          t.th("billing.details.row", {
            label: t.tp(`billing.details.field_${field}`),
            value: name(value, 250),
          }),
        ];
  });

function shownView(ctx: Ctx, details: Details) {
  const { t } = ctx;
  return {
    body: lines(
      bold(t.th("billing.details.title")),
      t.th("billing.details.hint"),
      "",
      ...rows(ctx, details),
    ),
    keys: [
      [{ label: t.tp("common.actions.keys.edit"), go: to("billing-details", ["edit"]) }],
      [backKey(t, to("billing"))],
    ],
  };
}

/** A second tap finds no draft and shows what the first has saved. */
async function save(ctx: Ctx): Promise<Reply> {
  const requisites = { ...tidy(profileOf(ctx), draft(ctx)) };
  if (Object.keys(requisites).length > 0)
    await ask(
      ctx.api.billing.requisites.$put({ json: { requisites } }, named(ctx.idempotencyKey())),
    );
  return {
    toast: { text: ctx.t.tp("billing.details.saved") },
    show: shownView(ctx, await stored(ctx)),
    dialog: "clear",
  };
}
