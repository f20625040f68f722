import * as z from "zod";
import { ask } from "../../../core/api.ts";
import { bold, html, type Html, lines, name } from "../../../core/html.ts";
import { type Key, type Reply, to } from "../../../core/view.ts";
import { oncePerCard } from "../billing/desk.ts";
import { backKey, cancelKey } from "../../shared/steer.ts";
import { type Ctx, operatorScreen } from "./desk.ts";
import {
  fieldProblem,
  fieldsOf,
  mayBeSkipped,
  type Profile,
  readField,
  type SellerField,
  sellerOf,
  type Typed,
  typedOf,
} from "./seller-fields.ts";

const screen = "operator-seller";
const draftShape = z.object({
  profile: z.enum(["ir", "ru"]),
  typed: z.record(z.string(), z.string()),
});
type Draft = z.infer<typeof draftShape>;

/** The company that sells in each country: asked for one by one, each checked at once, saved after a look at all of it. */
export const operatorSeller = operatorScreen({
  name: screen,
  code: "os",
  async open(ctx, [wanted = "", action = "", part = ""]): Promise<Reply> {
    if (wanted !== "ir" && wanted !== "ru") return choose(ctx);
    if (action === "") return shown(ctx, wanted);
    if (action === "edit") {
      const [first = "name"] = fieldsOf(wanted);
      return question(ctx, { profile: wanted, typed: await stored(ctx, wanted) }, first);
    }
    const draft = draftOf(ctx);
    if (draft === null || draft.profile !== wanted) return ctx.stale(to(screen, [wanted]));
    if (action === "yes") return save(ctx, draft);
    const field = fieldsOf(wanted).find((one) => one === part);
    if (field === undefined) return ctx.stale(to(screen, [wanted]));
    if (action === "keep") return next(ctx, draft, field);
    return next(ctx, { ...draft, typed: { ...draft.typed, [field]: "" } }, field);
  },
  text(ctx, text, part) {
    const draft = draftOf(ctx);
    const field = draft && fieldsOf(draft.profile).find((one) => one === part);
    if (draft === null || field === null || field === undefined)
      return { go: to(screen), dialog: "clear" };
    const typed = { ...draft.typed, [field]: readField(field, text) };
    const problem = fieldProblem(draft.profile, typed, field);
    if (problem !== null)
      return question(ctx, draft, field, ctx.t.th(`operator.seller.problem_${problem}`));
    return next(ctx, { ...draft, typed }, field);
  },
});

const draftOf = ({ dialog }: Ctx): Draft | null =>
  dialog?.step.startsWith(screen) === true
    ? (draftShape.safeParse(dialog.draft).data ?? null)
    : null;

const stored = async ({ api }: Ctx, profile: Profile): Promise<Typed> =>
  typedOf((await ask(api.operator.sellers[":profile"].$get({ param: { profile } }))).seller);

const choose = ({ t }: Ctx): Reply => ({
  show: {
    body: lines(bold(t.th("operator.seller.title")), t.th("operator.seller.hint")),
    keys: [
      (["ir", "ru"] as const).map((profile) => ({
        label: t.tp(`operator.import.keys.${profile}`),
        go: to(screen, [profile]),
      })),
      [backKey(t, to("operator"))],
    ],
  },
});

function rows({ t }: Ctx, profile: Profile, typed: Typed): Html[] {
  return fieldsOf(profile).flatMap((field) => {
    const value = typed[field] ?? "";
    return value === ""
      ? []
      : [html`▫️ ${t.tp(`operator.seller.field_${field}`)}: ${name(value, 250)}`];
  });
}

async function shown(ctx: Ctx, profile: Profile): Promise<Reply> {
  const { t } = ctx;
  const typed = await stored(ctx, profile);
  const isThere = Object.keys(typed).length > 0;
  return {
    show: {
      body: lines(
        bold(t.th(`operator.seller.title_${profile}`)),
        ...(isThere ? rows(ctx, profile, typed) : [t.th("operator.seller.missing")]),
      ),
      keys: [
        [
          {
            label: t.tp(isThere ? "common.actions.keys.edit" : "common.actions.keys.add"),
            go: to(screen, [profile, "edit"]),
          },
        ],
        [backKey(t, to(screen))],
      ],
    },
    dialog: "clear",
  };
}

function question(ctx: Ctx, draft: Draft, field: SellerField, problem?: Html): Reply {
  const { t } = ctx;
  const { profile, typed } = draft;
  const value = typed[field] ?? "";
  const fields = fieldsOf(profile);
  const key = (action: "keep" | "skip"): Key => ({
    label: t.tp(action === "keep" ? "operator.seller.keys.keep" : "common.actions.keys.skip"),
    go: to(screen, [profile, action, field]),
  });
  return {
    show: {
      body: lines(
        problem !== undefined && bold(problem),
        t.th("operator.seller.step", {
          step: t.format.number(fields.indexOf(field) + 1),
          total: t.format.number(fields.length),
        }),
        bold(t.tp(`operator.seller.field_${field}`)),
        value !== "" && t.th("operator.seller.now", { value: name(value, 250) }),
      ),
      keys: [
        [...(value === "" ? [] : [key("keep")]), ...(mayBeSkipped(field) ? [key("skip")] : [])],
        [cancelKey(t, to(screen, [profile]))],
      ],
    },
    dialog: { step: `${screen}/${field}`, draft },
  };
}

function next(ctx: Ctx, draft: Draft, field: SellerField): Reply {
  const fields = fieldsOf(draft.profile);
  const following = fields[fields.indexOf(field) + 1];
  if (following !== undefined) return question(ctx, draft, following);
  const { t } = ctx;
  const { profile, typed } = draft;
  const wrong = fields.find((one) => fieldProblem(profile, typed, one) !== null);
  if (wrong !== undefined)
    return question(ctx, draft, wrong, t.th("operator.seller.problem_wrong"));
  return {
    show: {
      body: lines(bold(t.th("operator.seller.review")), ...rows(ctx, profile, typed)),
      keys: [
        [
          {
            label: t.tp("common.actions.keys.save"),
            go: to(screen, [profile, "yes"]),
            style: "primary",
          },
        ],
        [cancelKey(t, to(screen, [profile]))],
      ],
    },
    dialog: { step: `${screen}/review`, draft },
  };
}

async function save(ctx: Ctx, { profile, typed }: Draft): Promise<Reply> {
  const seller = sellerOf(profile, typed);
  const json = {
    seller:
      seller.profile === "ru" ? { ...seller, signatories: [...seller.signatories] } : { ...seller },
  };
  await ask(
    ctx.api.operator.sellers[":profile"].$put(
      { param: { profile }, json },
      oncePerCard(ctx, "seller", profile, ctx.dialog?.version ?? 0),
    ),
  );
  return {
    toast: { text: ctx.t.tp("operator.act.done") },
    go: to(screen, [profile]),
    dialog: "clear",
  };
}
