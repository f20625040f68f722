import * as z from "zod";
import type { TextKey } from "../../../../locales/index.ts";
import { ask, named, type Api } from "../../../core/api.ts";
import { ApiProblem } from "../../../core/front-desk.ts";
import { bold, lines, plain } from "../../../core/html.ts";
import { parseDate } from "../../../core/date-input.ts";
import { problemText } from "../../../core/failure-reply.ts";
import type { Answer, Screen, ScreenContext } from "../../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../../core/view.ts";
import { orLockView } from "../or-lock-view.ts";
import { backKey, cancelKey } from "../../shared/steer.ts";
import { typedName } from "../../shared/typed-name.ts";

type Ctx = ScreenContext<Api>;

const draftShape = z.object({
  name: z.string(),
  phone: z.string().optional(),
  personnelNumber: z.string().optional(),
  groupId: z.string().optional(),
  groupName: z.string().optional(),
  startedOn: z.string().optional(),
});
type Draft = z.infer<typeof draftShape>;

const name = "people-add";
const cancel = to(name, ["cancel"]);
const fields = ["name", "phone", "number", "group", "start", "check"] as const;
type Field = (typeof fields)[number];

/** People come by a link, by a list, or are written down without Telegram; the last is asked for here, step by step. */
export const peopleAddScreen: Screen<Api> = {
  name,
  code: "pa",
  permission: "people.invite",
  open(ctx, [action = "", value = ""]) {
    const draft = draftOf(ctx);
    switch (action) {
      case "one":
        return question(ctx, "name", { name: "" });
      case "cancel":
        return { show: menuView(ctx), dialog: "clear" };
      case "resume":
        return draft === null ? menuView(ctx) : question(ctx, fieldOf(ctx), draft);
      case "skip":
        return draft === null ? ctx.stale(to(name)) : question(ctx, onTo[fieldOf(ctx)], draft);
      case "back":
        return draft === null ? ctx.stale(to(name)) : question(ctx, backTo[fieldOf(ctx)], draft);
      case "start":
        return draft === null ? ctx.stale(to(name)) : question(ctx, "start", draft);
      case "group":
        return draft === null ? ctx.stale(to(name)) : chooseGroup(ctx, draft, value);
      case "save":
        return draft === null ? ctx.stale(to(name)) : save(ctx, draft);
      default:
        return menuView(ctx);
    }
  },
  text: (ctx, text, part) => hear(ctx, text, fields.find((field) => field === part) ?? "name"),
};

const draftOf = ({ dialog }: Ctx): Draft | null => {
  const read = draftShape.safeParse(dialog?.draft);
  return dialog?.step.startsWith(`${name}/`) === true && read.success ? read.data : null;
};

const fieldOf = ({ dialog }: Ctx): Field =>
  fields.find((field) => dialog?.step === `${name}/${field}`) ?? "name";

/** The order of the questions; the first day is a side way of the check. */
const backTo: Readonly<Record<Field, Field>> = {
  name: "name",
  phone: "name",
  number: "phone",
  group: "number",
  start: "check",
  check: "group",
};
const onTo: Readonly<Record<Field, Field>> = {
  name: "phone",
  phone: "number",
  number: "group",
  group: "check",
  start: "check",
  check: "check",
};

function menuView({ t, session }: Ctx): View {
  const manages = session.membership?.permissions.includes("people.manage") === true;
  return {
    body: t.th("members.add.title"),
    keys: [
      [{ label: t.tp("members.add.keys.link"), go: to("invite") }],
      ...(manages
        ? ([
            [{ label: t.tp("members.add.keys.list"), go: to("people-list") }],
            [{ label: t.tp("members.add.keys.one"), go: to(name, ["one"]) }],
            [{ label: t.tp("members.add.keys.join_link"), go: to("join-link") }],
          ] satisfies Key[][])
        : []),
      [backKey(t, to("people"))],
    ],
  };
}

async function question(ctx: Ctx, field: Field, draft: Draft, problem?: TextKey): Promise<Reply> {
  const { t } = ctx;
  const steer: Key[] = [
    ...(field === "name" ? [] : [backKey(t, to(name, ["back"]))]),
    cancelKey(t, cancel),
  ];
  const skip: Key[][] =
    field === "phone" || field === "number"
      ? [[{ label: t.tp("members.add.keys.skip"), go: to(name, ["skip"]) }]]
      : [];
  const show = (body: View["body"], keys: Key[][]): Reply => ({
    show: {
      body: lines(problem !== undefined && bold(t.th(problem)), body),
      keys: [...keys, steer],
    },
    dialog: { step: `${name}/${field}`, draft },
  });
  switch (field) {
    case "name":
      return show(t.th("members.add.ask_name"), []);
    case "phone":
      return show(t.th("members.add.ask_phone", { name: draft.name }), skip);
    case "number":
      return show(t.th("members.add.ask_number"), skip);
    case "group":
      return groupQuestion(ctx, draft, show);
    case "start":
      return show(t.th("members.add.ask_start"), []);
    case "check":
      break;
  }
  return show(checkBody(ctx, draft), [
    [{ label: t.tp("members.add.keys.save"), go: to(name, ["save"]), style: "success" }],
    [{ label: t.tp("members.add.keys.start"), go: to(name, ["start"]) }],
  ]);
}

async function groupQuestion(
  ctx: Ctx,
  draft: Draft,
  show: (body: View["body"], keys: Key[][]) => Reply,
): Promise<Reply> {
  const { t, api } = ctx;
  const { items } = await ask(api.schedule.groups.$get());
  if (items.length === 0) return question(ctx, "check", draft);
  return show(t.th("members.add.ask_group", { name: draft.name }), [
    ...items
      .slice(0, 40)
      .map(({ id, name: group }): Key[] => [
        { label: plain(group, 48), go: to(name, ["group", id]) },
      ]),
    [{ label: t.tp("people.invite.keys.no_group"), go: to(name, ["group", ""]) }],
  ]);
}

async function chooseGroup(ctx: Ctx, draft: Draft, id: string): Promise<Reply> {
  const { items } = await ask(ctx.api.schedule.groups.$get());
  const group = items.find((known) => known.id === id);
  const { groupId: _id, groupName: _name, ...others } = draft;
  return question(
    ctx,
    "check",
    group === undefined ? others : { ...others, groupId: group.id, groupName: group.name },
  );
}

function checkBody({ t, now }: Ctx, draft: Draft): View["body"] {
  const { phone, personnelNumber, groupName } = draft;
  return lines(
    t.th("members.add.check", { name: draft.name }),
    phone !== undefined && t.th("members.add.phone", { phone }),
    personnelNumber !== undefined && t.th("members.add.number", { number: personnelNumber }),
    groupName === undefined
      ? t.th("people.person.no_group")
      : t.th("members.add.group", { group: groupName }),
    t.th("members.add.start", {
      date: t.format.date(draft.startedOn ?? t.format.localDate(now)),
    }),
    t.th("members.add.role"),
  );
}

function hear(ctx: Ctx, text: string, field: Field): Answer {
  const draft = draftOf(ctx) ?? { name: "" };
  const typed = typedName(text);
  switch (field) {
    case "name":
      return typed === null
        ? question(ctx, "name", draft, "people.found.name.invalid")
        : question(ctx, "phone", { ...draft, name: typed });
    case "phone":
      return /^\D*(?:\p{Nd}\D*){7,17}$/u.test(text)
        ? question(ctx, "number", { ...draft, phone: text.trim().slice(0, 64) })
        : question(ctx, "phone", draft, "errors.phone_invalid");
    case "number":
      return typed === null || typed.length > 32
        ? question(ctx, "number", draft, "members.add.number_invalid")
        : question(ctx, "group", { ...draft, personnelNumber: typed });
    case "start": {
      const today = ctx.t.format.localDate(ctx.now);
      const read = parseDate(text, { calendar: ctx.t.calendar, today });
      return "problem" in read
        ? question(ctx, "start", draft, `common.input.date_${read.problem}`)
        : question(ctx, "check", { ...draft, startedOn: read.date });
    }
    case "group":
    case "check":
      break;
  }
  return question(ctx, field, draft);
}

/** What is wrong with one answer is asked for again; the rest of what was typed stays. */
const wrongField: Readonly<Record<string, Field>> = {
  phone_invalid: "phone",
  phone_anonymous: "phone",
  phone_in_use: "phone",
  was_here: "phone",
  number_taken: "number",
  too_old: "start",
  in_the_future: "start",
};

function save(ctx: Ctx, draft: Draft): Answer {
  const { groupName: _name, ...json } = draft;
  const { t, api } = ctx;
  return orLockView(ctx, to("people"), async () => {
    try {
      const { employeeId } = await ask(
        api.members.employees.$post({ json }, named(ctx.idempotencyKey())),
      );
      return {
        show: {
          body: t.th("members.add.added", { name: draft.name }),
          keys: [
            [{ label: t.tp("members.add.keys.card"), go: to("person", [employeeId]) }],
            [{ label: t.tp("members.add.keys.more"), go: to(name, ["one"]) }],
            [backKey(t, to("people"))],
          ],
        },
        dialog: "clear",
      };
    } catch (error) {
      const field = error instanceof ApiProblem ? wrongField[error.code] : undefined;
      const why = error instanceof ApiProblem ? problemText(t, error) : undefined;
      if (field === undefined || why === undefined) throw error;
      return { ...(await question(ctx, field, draft)), toast: { text: why, alert: true } };
    }
  });
}
