import type { TextKey } from "../../../locales/index.ts";
import type { Api } from "../../core/api.ts";
import { bold, lines } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { parseNumber } from "../../core/text-input.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { changeChoices, readChoices } from "../shared/company-notices.ts";
import { backKey, cancelKey } from "../shared/steer.ts";

type Ctx = ScreenContext<Api>;

/** What can be chosen about the close, what is offered to tap, and how far one may go; the API holds the same bounds. */
const choices = {
  people: { name: "closePeopleDays", offered: [1, 2, 3, 5, 7], from: 1, to: 14 },
  managers: { name: "closeManagersDays", offered: [1, 2, 3, 5, 7], from: 1, to: 14 },
  ask: { name: "closeAskMinutes", offered: [1, 5, 10, 15, 30, 60], from: 1, to: 120 },
} as const;
type Choice = keyof typeof choices;

const isChoice = (text: string): text is Choice => Object.hasOwn(choices, text);

/** How long people and managers have before a month goes on without them, and from how many minutes on somebody is asked. */
export const closeSettings: Screen<Api> = {
  name: "close-settings",
  code: "cls",
  permission: "organisation.manage",
  async open(ctx, [act = "", value = ""]) {
    if (act === "resume") return resume(ctx);
    if (act === "cancel") return { show: await view(ctx), dialog: "clear" };
    if (!isChoice(act)) return view(ctx);
    return value === "" ? askValue(ctx, act) : save(ctx, act, Number(value));
  },
  text(ctx, text, part) {
    if (!isChoice(part)) return { go: to("close-settings"), dialog: "clear" };
    return save(ctx, part, parseNumber(text) ?? Number.NaN);
  },
};

function resume(ctx: Ctx): Reply {
  const part = ctx.dialog?.step.split("/")[1] ?? "";
  return isChoice(part) ? askValue(ctx, part) : { go: to("close-settings") };
}

async function save(ctx: Ctx, choice: Choice, value: number): Promise<Reply> {
  const { name, from, to: most } = choices[choice];
  if (!Number.isInteger(value) || value < from || value > most)
    return askValue(ctx, choice, "periods.settings.invalid");
  await changeChoices(ctx, { [name]: value });
  return {
    toast: { text: ctx.t.tp("trust.settings.saved") },
    show: await view(ctx),
    dialog: "clear",
  };
}

async function view(ctx: Ctx): Promise<View> {
  const { t } = ctx;
  const chosen = await readChoices(ctx);
  const names = Object.keys(choices).filter(isChoice);
  return {
    body: lines(
      t.th("periods.settings.title"),
      "",
      ...names.map((one) => t.th(`periods.settings.${one}`, { count: chosen[choices[one].name] })),
      "",
      t.th("periods.settings.what"),
    ),
    keys: [
      ...names.map((one): Key[] => [
        { label: t.tp(`periods.settings.keys.${one}`), go: to("close-settings", [one]) },
      ]),
      [backKey(t, to("close"))],
    ],
  };
}

function askValue({ t }: Ctx, choice: Choice, problem?: TextKey): Reply {
  const { offered, from, to: most } = choices[choice];
  const keys = offered.map((value): Key => ({
    label: t.format.digits(value),
    go: to("close-settings", [choice, value]),
  }));
  return {
    show: {
      body: lines(
        problem !== undefined && bold(t.th(problem, { from, to: most })),
        t.th(`periods.settings.ask_${choice}`, { from, to: most }),
      ),
      keys: [
        t.language === "fa" ? keys.toReversed() : keys,
        [cancelKey(t, to("close-settings", ["cancel"]))],
      ],
    },
    dialog: { step: `close-settings/${choice}`, minutes: 15 },
  };
}
