import { addDays } from "../../../api/core/calendar/local-date.ts";
import type { LocalDate } from "../../../api/core/calendar/types.ts";
import type { TextKey, Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import { ask, named, type Api } from "../../core/api.ts";
import { lines } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { backKey, cancelKey } from "../shared/steer.ts";

type Ctx = ScreenContext<Api>;
const readRules = ({ api }: Ctx) => ask(api.attendance.rules.$get());
type Rules = Awaited<ReturnType<typeof readRules>>;
type Settings = Rules["current"]["settings"];

/** A rule that can be chosen here: its values as arguments of a key, and what each of them changes. */
interface Rule {
  readonly values: readonly string[];
  current(settings: Settings): string;
  changes(value: string): Partial<Settings>;
  /** The value in words. */
  text(t: Translator, value: string): Plain;
}

const minutesOrNone =
  (name: string): Rule["text"] =>
  (t, value) =>
    value === "none"
      ? t.tp(`attendance.rules.${name}.none` as TextKey)
      : t.tp(`attendance.rules.${name}.value` as TextKey, {
          duration: t.format.duration(Number(value)),
        });

const rules = {
  rounding: {
    values: ["none", "5", "10", "15", "30"],
    current: ({ rounding }) => (rounding.minutes === 1 ? "none" : String(rounding.minutes)),
    changes: (value) => ({
      rounding: {
        minutes: value === "none" ? 1 : Number(value),
        mode: "nearest",
      },
    }),
    text: minutesOrNone("rounding"),
  },
  autoout: {
    values: ["none", "60", "120", "240"],
    current: ({ autoOutAfterMinutes }) =>
      autoOutAfterMinutes === null ? "none" : String(autoOutAfterMinutes),
    changes: (value) => ({ autoOutAfterMinutes: value === "none" ? null : Number(value) }),
    text: minutesOrNone("autoout"),
  },
  restday: {
    values: ["automatic", "approval", "never"],
    current: ({ restDayWork }) => restDayWork,
    changes: (value) => ({ restDayWork: value as Settings["restDayWork"] }),
    text: (t, value) => t.tp(`attendance.rules.restday.${value}` as TextKey),
  },
  lates: {
    values: ["none", "1", "2", "3", "5"],
    current: ({ freeLatesPerMonth }) =>
      freeLatesPerMonth === null ? "none" : String(freeLatesPerMonth),
    changes: (value) => ({ freeLatesPerMonth: value === "none" ? null : Number(value) }),
    text: (t, value) =>
      value === "none"
        ? t.tp("attendance.rules.lates.none")
        : t.tp("attendance.rules.lates.value", { count: Number(value) }),
  },
} as const satisfies Record<string, Rule>;
type RuleName = keyof typeof rules;

const ruleOf = (name: string): Rule | undefined =>
  Object.hasOwn(rules, name) ? rules[name as RuleName] : undefined;

/** By what the days of the company are reckoned, and the change of it from a date on. */
export const workRules: Screen<Api> = {
  name: "work-rules",
  code: "wr",
  args: ["word", "word", "date"],
  permission: "organisation.manage",
  async open(ctx, [name = "", value, from]) {
    const rule = ruleOf(name);
    const known = await readRules(ctx);
    if (rule === undefined) return listView(ctx.t, known);
    if (value === undefined) return ruleView(ctx.t, name, rule, known);
    if (!rule.values.includes(value)) return ctx.stale(listView(ctx.t, known));
    return from === undefined
      ? fromView(ctx.t, name, rule, value, known)
      : save(ctx, rule, value, from);
  },
};

function listView(t: Translator, { current, coming }: Rules): View {
  const offered = (Object.keys(rules) as RuleName[]).map((name) => [name, rules[name]] as const);
  const told = (settings: Settings) =>
    offered.map(([name, rule]) =>
      t.th("attendance.rules.line", {
        title: t.tp(`attendance.rules.${name}.title`),
        value: rule.text(t, rule.current(settings)),
      }),
    );
  return {
    body: lines(
      t.th("attendance.rules.title"),
      ...told(current.settings),
      ...coming.flatMap(({ validFrom, settings }) => [
        "",
        t.th("attendance.rules.coming", { date: t.format.date(validFrom) }),
        ...told(settings),
      ]),
      "",
      t.th("attendance.rules.pick"),
    ),
    keys: [
      ...offered.map(([name]): Key[] => [
        { label: t.tp(`attendance.rules.${name}.title`), go: to("work-rules", [name]) },
      ]),
      [backKey(t, to("settings"))],
    ],
  };
}

function ruleView(t: Translator, name: string, rule: Rule, { current }: Rules): View {
  const chosen = rule.current(current.settings);
  return {
    body: lines(
      t.th(`attendance.rules.${name}.about` as TextKey),
      t.th("attendance.rules.now", { value: rule.text(t, chosen) }),
    ),
    keys: [
      ...rule.values
        .filter((value) => value !== chosen)
        .map((value): Key[] => [
          { label: rule.text(t, value), go: to("work-rules", [name, value]) },
        ]),
      [backKey(t, to("work-rules"))],
    ],
  };
}

/** From when: days before it keep the rules they were worked under. */
function fromView(t: Translator, name: string, rule: Rule, value: string, { today }: Rules): View {
  const tomorrow = addDays(today as LocalDate, 1);
  const week = addDays(today as LocalDate, 7);
  const key = (label: Plain, date: string): Key[] => [
    { label, go: to("work-rules", [name, value, date]) },
  ];
  return {
    body: lines(
      t.th("attendance.rules.from", {
        title: t.tp(`attendance.rules.${name}.title` as TextKey),
        value: rule.text(t, value),
      }),
      t.th("attendance.rules.kept"),
    ),
    keys: [
      key(t.tp("attendance.rules.keys.today"), today),
      key(t.tp("attendance.rules.keys.tomorrow"), tomorrow),
      key(t.tp("attendance.rules.keys.week", { date: t.format.dayMonth(week) }), week),
      [cancelKey(t, to("work-rules"))],
    ],
  };
}

async function save(ctx: Ctx, rule: Rule, value: string, validFrom: string): Promise<Reply> {
  const after = await ask(
    ctx.api.attendance.rules.$put(
      { json: { validFrom, changes: rule.changes(value) } },
      named(ctx.idempotencyKey()),
    ),
  );
  return {
    toast: { text: ctx.t.tp("attendance.rules.saved") },
    show: listView(ctx.t, after),
  };
}
