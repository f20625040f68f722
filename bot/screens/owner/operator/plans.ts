import * as z from "zod";
import type { PlanVersionView, VersionPreview } from "../../../../api/operator/plans/schemas.ts";
import { ask, named } from "../../../core/api.ts";
import { parseDate } from "../../../core/date-input.ts";
import { problemText } from "../../../core/failure-reply.ts";
import { ApiProblem } from "../../../core/front-desk.ts";
import { bold, html, type Html, lines, name } from "../../../core/html.ts";
import { type Key, type Reply, to } from "../../../core/view.ts";
import { oncePerCard } from "../billing/desk.ts";
import { planName, unitPriceText } from "../../shared/billing-words.ts";
import { backKey, cancelKey } from "../../shared/steer.ts";
import { column, type Ctx, fact, label, operatorScreen, pairs } from "./desk.ts";
import {
  changes as changesShape,
  fieldText,
  type PlanField,
  planFields,
  toggled,
  typedField,
} from "./plan-fields.ts";

const readPlans = async ({ api }: Ctx) => (await ask(api.operator.plans.$get())).versions;

const screen = "operator-plan";
const draftShape = z.object({
  code: z.string(),
  changes: changesShape,
  validFrom: z.string().nullable(),
});
type Draft = z.infer<typeof draftShape>;

/** Every tariff as it is sold today. */
export const operatorPlans = operatorScreen({
  name: "operator-plans",
  code: "ot",
  async open(ctx) {
    const { t } = ctx;
    const current = (await readPlans(ctx)).filter(({ stands }) => stands === "current");
    return {
      body: lines(bold(t.th("operator.plan.list")), t.th("operator.plan.list_hint")),
      keys: [
        ...column(
          current.map((plan) => ({
            label: label(
              planName(t, plan.code),
              t.format.money(plan.unitPrice, plan.currency),
              ...(plan.offered ? [] : [t.tp("operator.plan.not_sold")]),
            ),
            go: to(screen, [plan.code]),
          })),
        ),
        [backKey(t, to("operator"))],
      ],
    };
  },
});

/** One tariff: its versions, and a new one, field by field, with a look at whom it touches before it is made. */
export const operatorPlan = operatorScreen({
  name: screen,
  code: "ov",
  async open(ctx, [code = "", action = "", value = ""]): Promise<Reply> {
    if (action === "") return planCard(ctx, code);
    if (action === "new") return form(ctx, { code, changes: {}, validFrom: null });
    const draft = draftOf(ctx);
    if (draft === null || draft.code !== code) return ctx.stale(to(screen, [code]));
    if (action === "field") return field(ctx, draft, value);
    if (action === "form") return form(ctx, draft);
    if (action === "date") return askDate(ctx, draft);
    if (action === "today") return preview(ctx, { ...draft, validFrom: today(ctx) });
    return action === "yes" ? confirmed(ctx, draft) : planCard(ctx, code);
  },
  async text(ctx, typed, part): Promise<Reply> {
    const draft = draftOf(ctx);
    if (draft === null) return { go: to("operator-plans"), dialog: "clear" };
    if (part === "date") {
      const read = parseDate(typed, { calendar: ctx.t.calendar, today: today(ctx) });
      return "date" in read
        ? preview(ctx, { ...draft, validFrom: read.date })
        : askDate(ctx, draft, ctx.t.th("common.input.date_invalid"));
    }
    const known = planFields.find((one) => one === part);
    if (known === undefined) return form(ctx, draft);
    const change = typedField(merged(await newest(ctx, draft.code), draft), known, typed);
    return change === null
      ? askField(ctx, draft, known, true)
      : form(ctx, { ...draft, changes: { ...draft.changes, ...change } });
  },
});

const today = ({ t, now }: Ctx): string => t.format.localDate(now);

const draftOf = ({ dialog }: Ctx): Draft | null =>
  dialog?.step.startsWith(screen) === true
    ? (draftShape.safeParse(dialog.draft).data ?? null)
    : null;

/** The version a new one begins from. */
async function newest(ctx: Ctx, code: string): Promise<PlanVersionView> {
  const found = (await readPlans(ctx)).find((plan) => plan.code === code);
  if (found === undefined) throw new ApiProblem(404, "not_found");
  return found;
}

const merged = (plan: PlanVersionView, { changes }: Draft): PlanVersionView => ({
  ...plan,
  ...(Object.fromEntries(
    Object.entries(changes).filter(([, value]) => value !== undefined),
  ) as Partial<PlanVersionView>),
});

async function planCard(ctx: Ctx, code: string): Promise<Reply> {
  const { t } = ctx;
  const versions = (await readPlans(ctx)).filter((plan) => plan.code === code);
  const [first] = versions;
  if (first === undefined) return ctx.stale(to("operator-plans"));
  const shown = versions.find(({ stands }) => stands === "current") ?? first;
  return {
    show: {
      body: lines(
        bold(html`${planName(t, code)} (${name(code)})`),
        unitPriceText(t, shown.meter, t.format.money(shown.unitPrice, shown.currency)),
        "",
        ...planFields.map((one) =>
          fact(t.tp(`operator.plan.field_${one}`), fieldText(t, shown, one)),
        ),
        "",
        t.th("operator.plan.versions"),
        ...versions
          .slice(0, 8)
          .map(
            (plan) =>
              html`${t.tp(`operator.plan.stands_${plan.stands}`)} ${t.format.date(plan.validFrom)}:
              ${t.format.money(plan.unitPrice, plan.currency)}`,
          ),
      ),
      keys: [
        [
          {
            label: t.tp("operator.plan.keys.new"),
            go: to(screen, [code, "new"]),
            style: "primary",
          },
        ],
        [backKey(t, to("operator-plans"))],
      ],
    },
    dialog: "clear",
  };
}

async function form(ctx: Ctx, draft: Draft): Promise<Reply> {
  const { t } = ctx;
  const plan = merged(await newest(ctx, draft.code), draft);
  const isChanged = Object.keys(draft.changes).length > 0;
  return {
    show: {
      body: lines(
        bold(t.th("operator.plan.new", { plan: planName(t, draft.code) })),
        t.th("operator.plan.new_hint"),
      ),
      keys: [
        ...pairs(
          planFields.map((one): Key => {
            const mark = one in draft.changes ? "✏️ " : "";
            return {
              label: label(`${mark}${t.tp(`operator.plan.field_${one}`)}`, fieldText(t, plan, one)),
              go: to(screen, [draft.code, "field", one]),
            };
          }),
        ),
        isChanged
          ? [
              {
                label: t.tp("common.actions.keys.next"),
                go: to(screen, [draft.code, "date"]),
                style: "primary",
              },
            ]
          : [],
        [cancelKey(t, to(screen, [draft.code]))],
      ],
    },
    dialog: { step: `${screen}/form`, draft },
  };
}

async function field(ctx: Ctx, draft: Draft, wanted: string): Promise<Reply> {
  const known = planFields.find((one) => one === wanted);
  if (known === undefined) return form(ctx, draft);
  const change = toggled(merged(await newest(ctx, draft.code), draft), known);
  return change === null
    ? askField(ctx, draft, known)
    : form(ctx, { ...draft, changes: { ...draft.changes, ...change } });
}

function askField({ t }: Ctx, draft: Draft, wanted: PlanField, isWrong = false): Reply {
  return {
    show: {
      body: lines(
        isWrong && bold(t.th("common.input.number_invalid")),
        bold(t.tp(`operator.plan.field_${wanted}`)),
        t.th(`operator.plan.ask_${askedAs(wanted)}`),
      ),
      keys: [[cancelKey(t, to(screen, [draft.code, "form"]))]],
    },
    dialog: { step: `${screen}/${wanted}`, draft },
  };
}

function askedAs(wanted: PlanField): "price" | "percent" | "devices" | "number" {
  if (wanted === "listPrice") return "price";
  if (wanted === "discountBp") return "percent";
  return wanted === "deviceLimit" ? "devices" : "number";
}

const askDate = ({ t }: Ctx, draft: Draft, problem?: Html): Reply => ({
  show: {
    body: lines(problem !== undefined && bold(problem), t.th("operator.plan.ask_date")),
    keys: [
      [{ label: t.tp("common.picker.keys.today"), go: to(screen, [draft.code, "today"]) }],
      [cancelKey(t, to(screen, [draft.code, "form"]))],
    ],
  },
  dialog: { step: `${screen}/date`, draft },
});

const inputOf = ({ changes, validFrom }: Draft) => ({ ...changes, validFrom: validFrom ?? "" });

async function preview(ctx: Ctx, draft: Draft): Promise<Reply> {
  const { code } = draft;
  try {
    const shown = await ask(
      ctx.api.operator.plans[":code"].preview.$post(
        { param: { code }, json: inputOf(draft) },
        named(ctx.idempotencyKey()),
      ),
    );
    return { show: previewView(ctx, draft, shown), dialog: { step: `${screen}/preview`, draft } };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
    const reason = problemText(ctx.t, error);
    return askDate(ctx, draft, reason === undefined ? undefined : html`${reason}`);
  }
}

function previewView({ t }: Ctx, { code }: Draft, shown: VersionPreview) {
  const { before, after, holders, holdersTotal } = shown;
  const changed = planFields.filter((one) => shown.changed.includes(one));
  return {
    body: lines(
      bold(
        t.th("operator.plan.preview", {
          plan: planName(t, code),
          date: t.format.date(after.validFrom),
        }),
      ),
      ...changed.map(
        (one) =>
          html`▫️ ${t.tp(`operator.plan.field_${one}`)}:
          ${t.tp("operator.plan.change", { before: fieldText(t, before, one), after: fieldText(t, after, one) })}`,
      ),
      "",
      t.th("operator.plan.holders", { count: t.format.number(holdersTotal) }),
      ...holders
        .slice(0, 10)
        .map(
          ({ organisation, touchedFrom }) =>
            html`🏢 ${name(organisation.name)}:
            ${t.tp("operator.plan.from", { date: t.format.date(touchedFrom) })}`,
        ),
      "",
      t.th("operator.plan.keeps"),
    ),
    keys: [
      [
        {
          label: t.tp("operator.plan.keys.make"),
          go: to(screen, [code, "yes"]),
          style: "primary" as const,
        },
      ],
      [cancelKey(t, to(screen, [code, "form"]))],
    ],
  };
}

async function confirmed(ctx: Ctx, draft: Draft): Promise<Reply> {
  const { code, validFrom } = draft;
  if (validFrom === null) return askDate(ctx, draft);
  await ask(
    ctx.api.operator.plans[":code"].versions.$post(
      { param: { code }, json: inputOf(draft) },
      oncePerCard(ctx, "version", code, validFrom),
    ),
  );
  return {
    toast: { text: ctx.t.tp("operator.act.done") },
    go: to(screen, [code]),
    dialog: "clear",
  };
}
