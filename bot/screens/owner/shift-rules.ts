import * as z from "zod";
import type { Plain } from "../../../locales/text.ts";
import type { Api } from "../../core/api.ts";
import { bold, lines } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { normaliseText, parseNumber } from "../../core/text-input.ts";
import { type Key, type Reply, to } from "../../core/view.ts";
import type { Rules } from "../shared/pattern-text.ts";
import { parseSegments, segmentsText } from "../shared/segments.ts";
import { backKey, cancelKey } from "../shared/steer.ts";
import { proposeChange } from "./roster-change.ts";
import { readShifts } from "./shifts.ts";
import { readStartDate, startDateView } from "./start-date.ts";

type Ctx = ScreenContext<Api>;

const presets = {
  graceLateMinutes: [0, 5, 10, 15, 20, 30, 60],
  graceEarlyMinutes: [0, 5, 10, 15, 20, 30, 60],
  floatMinutes: [0, 15, 30, 60, 90, 120],
  earlyWindowMinutes: [30, 60, 120, 180, 240],
  lateWindowMinutes: [60, 120, 240, 360, 480],
  overtimeBufferMinutes: [0, 5, 10, 15, 30],
} as const;
type Amount = keyof typeof presets;
const amounts = Object.keys(presets) as Amount[];

const choices = {
  lateMode: ["whole", "excess"],
  overtimeBefore: ["approval", "automatic", "never"],
  overtimeAfter: ["approval", "automatic", "never"],
} as const;
type Choice = keyof typeof choices;
const choiceNames = Object.keys(choices) as Choice[];
const flags = ["worksOnHolidays", "shortDays"] as const;

const breakRule = z.looseObject({ mode: z.enum(["auto_deduct", "window", "punched"]) });
const rulesDraft = z.object({
  id: z.string(),
  /** Only what was changed. */
  rules: z.looseObject({ breaks: z.array(breakRule).optional() }),
  /** The number tapped last: a typed one goes there. */
  last: z.string().optional(),
});
type RulesDraft = z.infer<typeof rulesDraft>;

/** Everything a shift is reckoned by: each tap goes to the next usual value, a typed number to any other; saved from a date on. */
export const shiftRulesScreen: Screen<Api> = {
  name: "shift-rules",
  code: "sru",
  permission: "schedule.manage",
  async open(ctx, [act = "", value = ""]) {
    if (act === "open") return show(ctx, { id: value, rules: {} });
    const draft = draftOf(ctx);
    if (draft === null) return ctx.stale(to("shifts"));
    switch (act) {
      case "set":
        return set(ctx, draft, value);
      case "breaks":
        return breaksReply(ctx, draft);
      case "break":
        return takeBreak(ctx, draft, value);
      case "save":
        return askDate(ctx, draft);
      case "month":
        return askDate(ctx, draft, { month: value });
      case "date":
        return save(ctx, draft, value);
      case "cancel":
        return { go: to("shifts", ["show", draft.id]), dialog: "clear" };
      default:
        return resume(ctx, draft);
    }
  },
  async text(ctx, text, part) {
    const draft = draftOf(ctx);
    if (draft === null) return { go: to("shifts") };
    if (part === "date") return save(ctx, draft, text);
    if (part === "breaks") return typedBreak(ctx, draft, text);
    const name = amounts.find((one) => one === draft.last);
    const value = parseNumber(normaliseText(text));
    const isGood = value !== null && Number.isInteger(value) && value >= 0 && value <= 720;
    if (name === undefined || !isGood) return show(ctx, draft, true);
    return show(ctx, { ...draft, rules: { ...draft.rules, [name]: value } });
  },
};

function draftOf({ dialog }: Ctx): RulesDraft | null {
  const read = rulesDraft.safeParse(dialog?.draft);
  return dialog?.step.startsWith("shift-rules/") === true && read.success ? read.data : null;
}

const resume = (ctx: Ctx, draft: RulesDraft): Promise<Reply> | Reply => {
  if (ctx.dialog?.step === "shift-rules/date") return askDate(ctx, draft);
  return ctx.dialog?.step === "shift-rules/breaks" ? breaksReply(ctx, draft) : show(ctx, draft);
};

async function loaded(ctx: Ctx, { id, rules }: RulesDraft) {
  const shift = (await readShifts(ctx)).find((known) => known.id === id);
  const version = shift?.next ?? shift?.current ?? null;
  if (shift === undefined || version === null) return null;
  return { name: shift.name, rules: { ...version.rules, ...rules } as Rules };
}

async function show(ctx: Ctx, draft: RulesDraft, isWrong = false): Promise<Reply> {
  const { t } = ctx;
  const shift = await loaded(ctx, draft);
  if (shift === null) return ctx.stale(to("shifts"));
  const { rules, name } = shift;
  const row = (rule: string, value: Plain): Key[] => [
    {
      label: t.tp(`schedule.rules.keys.${rule}` as "schedule.rules.keys.breaks", { value }),
      go: rule === "breaks" ? to("shift-rules", ["breaks"]) : to("shift-rules", ["set", rule]),
    },
  ];
  const isChanged = Object.keys(draft.rules).length > 0;
  const last = amounts.find((one) => one === draft.last);
  return {
    show: {
      body: lines(
        isWrong && bold(t.th("schedule.shifts.number_invalid")),
        t.th("schedule.rules.title", { name }),
        last !== undefined && t.th("schedule.rules.or_type"),
      ),
      keys: [
        ...amounts.map((one) => row(one, t.format.duration(rules[one]))),
        row("lateMode", t.tp(`schedule.rules.late.${rules.lateMode}`)),
        row("breaks", breaksText(ctx, rules)),
        row("overtimeBefore", t.tp(`schedule.rules.mode.${rules.overtimeBefore}`)),
        row("overtimeAfter", t.tp(`schedule.rules.mode.${rules.overtimeAfter}`)),
        ...flags.map((flag) => row(flag, t.tp(rules[flag] ? "schedule.yes" : "schedule.no"))),
        ...(isChanged
          ? [
              [
                {
                  label: t.tp("schedule.rules.keys.save"),
                  go: to("shift-rules", ["save"]),
                  style: "primary" as const,
                },
              ],
            ]
          : []),
        [cancelKey(t, to("shift-rules", ["cancel"]))],
      ],
    },
    dialog: { step: "shift-rules/edit", draft },
  };
}

/** The next usual value of a number or a choice. */
async function set(ctx: Ctx, draft: RulesDraft, name: string): Promise<Reply> {
  const shift = await loaded(ctx, draft);
  if (shift === null) return ctx.stale(to("shifts"));
  const { rules } = shift;
  const changed = (value: unknown) =>
    show(ctx, { ...draft, last: name, rules: { ...draft.rules, [name]: value } });
  const amount = amounts.find((one) => one === name);
  if (amount !== undefined) {
    const next = presets[amount].find((value) => value > rules[amount]);
    return changed(next ?? presets[amount][0]);
  }
  const choice = choiceNames.find((one) => one === name);
  if (choice !== undefined) {
    const values: readonly string[] = choices[choice];
    return changed(values[(values.indexOf(rules[choice]) + 1) % values.length]);
  }
  const flag = flags.find((one) => one === name);
  return flag === undefined ? show(ctx, draft) : changed(!rules[flag]);
}

const readyBreaks = {
  none: [],
  auto30: [{ mode: "auto_deduct", paid: false, minutes: 30, afterMinutes: 240 }],
  auto60: [{ mode: "auto_deduct", paid: false, minutes: 60, afterMinutes: 240 }],
  punched: [{ mode: "punched", paid: false, minutes: 60 }],
  punched_paid: [{ mode: "punched", paid: true, minutes: 20 }],
} as const;

/** The usual breaks to tap; a window is typed. */
const breaksReply = ({ t }: Ctx, draft: RulesDraft, isWrong = false): Reply => ({
  show: {
    body: lines(
      isWrong && bold(t.th("people.found.hours.invalid")),
      t.th("schedule.rules.ask_breaks"),
    ),
    keys: [
      ...(Object.keys(readyBreaks) as (keyof typeof readyBreaks)[]).map((name): Key[] => [
        {
          label: t.tp(`schedule.rules.keys.break_${name}`),
          go: to("shift-rules", ["break", name]),
        },
      ]),
      [backKey(t, to("shift-rules", ["break", "back"]))],
    ],
  },
  dialog: { step: "shift-rules/breaks", draft },
});

function takeBreak(ctx: Ctx, draft: RulesDraft, name: string): Promise<Reply> {
  const ready = Object.entries(readyBreaks).find(([known]) => known === name)?.[1];
  if (ready === undefined) return show(ctx, draft);
  return show(ctx, {
    ...draft,
    rules: { ...draft.rules, breaks: ready.map((one) => ({ ...one })) },
  });
}

async function typedBreak(ctx: Ctx, draft: RulesDraft, text: string): Promise<Reply> {
  const segments = parseSegments(text);
  if (segments === null) return breaksReply(ctx, draft, true);
  const breaks = segments.map((segment) => ({ mode: "window" as const, paid: false, ...segment }));
  return show(ctx, { ...draft, rules: { ...draft.rules, breaks } });
}

function breaksText({ t }: Ctx, { breaks }: Rules): Plain {
  if (breaks.length === 0) return t.tp("schedule.no");
  const texts = breaks.map((rule) => {
    if (rule.mode === "window") return segmentsText(t, [rule]);
    const minutes = t.format.duration(rule.minutes);
    if (rule.mode === "auto_deduct") return t.tp("schedule.rules.break_auto", { minutes });
    return t.tp(rule.paid ? "schedule.rules.break_punched_paid" : "schedule.rules.break_punched", {
      minutes,
    });
  });
  return texts.join("، ") as Plain;
}

function askDate(
  ctx: Ctx,
  draft: RulesDraft,
  at: { readonly month?: string; readonly problem?: Parameters<Ctx["t"]["th"]>[0] } = {},
): Reply {
  return {
    show: startDateView(ctx.t, ctx.now, {
      screen: "shift-rules",
      asked: ctx.t.th("schedule.rules.ask_date"),
      cancel: to("shift-rules", ["cancel"]),
      ...at,
    }),
    dialog: { step: "shift-rules/date", draft },
  };
}

async function save(ctx: Ctx, draft: RulesDraft, given: string): Promise<Reply> {
  const read = readStartDate(ctx.t, ctx.now, given);
  if ("problem" in read) return askDate(ctx, draft, { problem: read.problem });
  const { id, rules } = draft;
  const wish = { kind: "shift" as const, shiftId: id, validFrom: read.date, rules };
  return proposeChange(ctx, wish as never, to("shifts", ["show", id]));
}
