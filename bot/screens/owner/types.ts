import * as z from "zod";
import { type Api, ask, named } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import { lines, plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { normaliseText } from "../../core/text-input.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import type { TextKey, Translator } from "../../../locales/index.ts";
import type { Html, Plain } from "../../../locales/text.ts";
import { backKey, cancelKey } from "../shared/steer.ts";
import { typedName } from "../shared/typed-name.ts";

type Ctx = ScreenContext<Api>;
type OwnType = Awaited<ReturnType<typeof loadOwn>>[number];

const unitChoices = {
  days: ["day"],
  hours: ["day", "hour"],
  all: ["day", "half_day", "hour"],
} as const;

/** An own kind of absence being made; kept in the dialog's row. */
const typeDraft = z.object({
  name: z.string().optional(),
  paid: z.boolean().optional(),
  daysAYear: z.int().nullable().optional(),
  units: z.enum(["days", "hours", "all"]).optional(),
  paper: z.boolean().optional(),
});
type TypeDraft = z.infer<typeof typeDraft>;

/** The organisation's own kinds of absence: what there is, one more, one less. */
export const typesScreen: Screen<Api> = {
  name: "types",
  code: "ty",
  permission: "organisation.manage",
  async open(ctx, [act = "", value = ""]) {
    if (act === "resume") return next(ctx, draftOf(ctx) ?? {});
    if (act === "new") return next(ctx, {});
    if (act === "ask" || act === "yes") return archive(ctx, value, act === "yes");
    const draft = draftOf(ctx);
    if (act === "") return list(ctx);
    return draft === null ? ctx.stale(to("types")) : answered(ctx, draft, act, value);
  },
  text(ctx, text) {
    const draft = draftOf(ctx);
    return draft === null ? { go: to("types"), dialog: "clear" } : typed(ctx, draft, text);
  },
};

function draftOf({ dialog }: Ctx): TypeDraft | null {
  const read = typeDraft.safeParse(dialog?.draft ?? {});
  return dialog?.step === "types/new" && read.success ? read.data : null;
}

const loadOwn = async ({ api }: Pick<Ctx, "api">) =>
  (await ask(api.requests.types.$get())).items.flatMap((type) =>
    type.id === null || type.name === null ? [] : [{ ...type, id: type.id, name: type.name }],
  );

async function list(ctx: Ctx): Promise<View> {
  const { t } = ctx;
  const own = await loadOwn(ctx);
  return {
    body: lines(
      t.th("requests.types_screen.title"),
      t.th("requests.types_screen.intro"),
      "",
      own.length === 0 && t.th("requests.types_screen.none"),
      ...own.map((type) => row(t, type)),
    ),
    keys: [
      [{ label: t.tp("requests.types_screen.keys.add"), go: to("types", ["new"]) }],
      ...own.slice(0, 12).map((type): Key[] => [
        {
          label: plain(t.tp("requests.types_screen.keys.remove", { name: type.name }), 40),
          go: to("types", ["ask", type.id]),
        },
      ]),
      [backKey(t, to("inbox"))],
    ],
  };
}

function row(t: Translator, { name, paid, grant, paper, breaksVacation }: OwnType): Html {
  const facts = [
    t.tp(paid ? "requests.types_screen.paid" : "requests.types_screen.unpaid"),
    grant === null
      ? t.tp("requests.types_screen.no_balance")
      : t.tp("requests.types_screen.days_a_year", { count: grant.days }),
    ...(paper ? [t.tp("requests.types_screen.paper")] : []),
    ...(breaksVacation ? [t.tp("requests.types_screen.breaks")] : []),
  ];
  return t.th("requests.types_screen.row", {
    name: plain(name, 40),
    facts: facts.join(t.language === "fa" ? "، " : ", "),
  });
}

/** The first question that is open. */
function next({ t }: Ctx, draft: TypeDraft, problem?: TextKey): Reply {
  const name = plain(draft.name ?? "", 40);
  const choice = (label: TextKey, act: string, value: string): Key => ({
    label: t.tp(label),
    go: to("types", [act, value]),
  });
  const [asks, keys]: readonly [Html, readonly Key[]] =
    draft.name === undefined
      ? [t.th("requests.types_screen.ask_name"), []]
      : draft.paid === undefined
        ? [
            t.th("requests.types_screen.ask_paid", { name }),
            [
              choice("requests.types_screen.keys.paid", "paid", "yes"),
              choice("requests.types_screen.keys.unpaid", "paid", "no"),
            ],
          ]
        : draft.daysAYear === undefined
          ? [
              t.th("requests.types_screen.ask_days"),
              [choice("requests.types_screen.keys.no_balance", "days", "none")],
            ]
          : draft.units === undefined
            ? [
                t.th("requests.types_screen.ask_units"),
                [
                  choice("requests.types_screen.keys.days", "units", "days"),
                  choice("requests.types_screen.keys.days_hours", "units", "hours"),
                  choice("requests.types_screen.keys.all", "units", "all"),
                ],
              ]
            : draft.paper === undefined
              ? [
                  t.th("requests.types_screen.ask_paper"),
                  [
                    choice("requests.types_screen.keys.paper", "paper", "yes"),
                    choice("requests.types_screen.keys.no_paper", "paper", "no"),
                  ],
                ]
              : [
                  t.th("requests.types_screen.ask_breaks"),
                  [
                    choice("requests.types_screen.keys.breaks", "breaks", "yes"),
                    choice("requests.types_screen.keys.no_breaks", "breaks", "no"),
                  ],
                ];
  return {
    show: {
      body: lines(problem !== undefined && t.th(problem), asks),
      keys: [...keys.map((key) => [key]), [cancelKey(t, to("types"))]],
    },
    dialog: { step: "types/new", draft },
  };
}

function answered(ctx: Ctx, draft: TypeDraft, act: string, value: string): Reply | Promise<Reply> {
  if (act === "paid") return next(ctx, { ...draft, paid: value === "yes" });
  if (act === "days") return next(ctx, { ...draft, daysAYear: null });
  if (act === "units" && (value === "days" || value === "hours" || value === "all"))
    return next(ctx, { ...draft, units: value });
  if (act === "paper") return papered(ctx, { ...draft, paper: value === "yes" });
  if (act === "breaks") return save(ctx, draft, value === "yes");
  return next(ctx, draft);
}

/** Only what costs no balance can take the place of what does, as sickness does. */
const papered = (ctx: Ctx, draft: TypeDraft): Reply | Promise<Reply> =>
  draft.daysAYear === null ? next(ctx, draft) : save(ctx, draft, false);

function typed(ctx: Ctx, draft: TypeDraft, text: string): Reply {
  if (draft.name === undefined) {
    const name = typedName(text);
    return name === null || name.length > 40
      ? next(ctx, draft, "people.found.name.invalid")
      : next(ctx, { ...draft, name });
  }
  if (draft.paid !== undefined && draft.daysAYear === undefined) {
    const days = Number(normaliseText(text));
    return Number.isInteger(days) && days >= 1 && days <= 366
      ? next(ctx, { ...draft, daysAYear: days })
      : next(ctx, draft, "common.input.number_invalid");
  }
  return next(ctx, draft, "requests.leave.choose");
}

async function save(ctx: Ctx, draft: TypeDraft, breaksVacation: boolean): Promise<Reply> {
  const { t, api } = ctx;
  const { name, paid, daysAYear, units, paper } = draft;
  if (name === undefined || paid === undefined || daysAYear === undefined) return next(ctx, draft);
  if (units === undefined || paper === undefined) return next(ctx, draft);
  const json = { name, paid, daysAYear, units: [...unitChoices[units]], paper, breaksVacation };
  try {
    await ask(api.requests.types.$post({ json }, named(ctx.idempotencyKey())));
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== "name_taken") throw error;
    const { name: _taken, ...rest } = draft;
    return next(ctx, rest, "requests.types_screen.taken");
  }
  return done(t.tp("requests.types_screen.saved"));
}

const done = (text: Plain): Reply => ({ toast: { text }, go: to("types"), dialog: "clear" });

async function archive(ctx: Ctx, id: string, sure: boolean): Promise<Reply> {
  const { t, api } = ctx;
  const type = (await loadOwn(ctx)).find((one) => one.id === id);
  if (type === undefined) return ctx.stale(to("types"));
  if (!sure)
    return {
      show: {
        body: t.th("requests.types_screen.archive_ask", { name: plain(type.name, 40) }),
        keys: [
          [backKey(t, to("types"))],
          [
            {
              label: t.tp("requests.types_screen.keys.archive_yes"),
              go: to("types", ["yes", id]),
              style: "danger",
            },
          ],
        ],
      },
    };
  const call = api.requests.types[":id"].archive.$post(
    { param: { id }, json: {} },
    named(`type:${id}`),
  );
  await ask(call);
  return done(t.tp("requests.types_screen.archived"));
}
