import type { Employee } from "../../../api/people/schemas.ts";
import type { Api } from "../../core/api.ts";
import { bold, lines, plain } from "../../core/html.ts";
import type { ScreenContext } from "../../core/screen.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { roleName } from "../shared/role-name.ts";
import { backKey, cancelKey } from "../shared/steer.ts";
import { type ExitLeave, exitLines } from "../shared/leave-exit.ts";
import { type PersonSeat, seatLine, waitingKeys } from "./person-seat.ts";

type Ctx = ScreenContext<Api>;

/** Keys that change a person name the version they were shown with. */
const act = (person: Employee, ...args: readonly string[]) =>
  to("person", [person.id, ...args], person.version);

export interface PersonFacts {
  /** Null where no seats are sold, or the reader does not pay. */
  readonly seat: PersonSeat | null;
  /** The groups they lead besides their own, by name; null: none. */
  readonly leads: string | null;
}

export function personView(ctx: Ctx, person: Employee, { seat, leads }: PersonFacts): View {
  const { t, session } = ctx;
  const manages = session.membership?.permissions.includes("people.manage") === true;
  const decides = session.membership?.permissions.includes("requests.decide") === true;
  const leaveKey = {
    label: t.tp("leave.account.keys.leave"),
    go: to("leave-account", [person.id]),
  };
  const { name, groupName, phone, startedOn, endedOn } = person;
  return {
    body: lines(
      bold(plain(name)),
      t.th("people.person.role", { role: roleName(t, person.rolePreset, person.roleName) }),
      groupName === null
        ? t.th("people.person.no_group")
        : t.th("people.person.group", { name: groupName }),
      leads !== null && t.th("people.role.leads", { groups: leads }),
      person.position !== null &&
        t.th("timesheets.record.position", { value: plain(person.position) }),
      phone !== null && t.th("people.person.phone", { phone }),
      t.th("people.person.since", { date: t.format.date(startedOn) }),
      endedOn !== null && t.th("people.person.until", { date: t.format.date(endedOn) }),
      seat !== null && seatLine(ctx, seat),
      !person.hasTelegram && person.erasedAt === null && t.th("members.access.no_telegram"),
      person.pausedAt !== null &&
        t.th("members.access.paused", { date: t.format.dateTime(person.pausedAt) }),
      person.erasedAt !== null &&
        t.th("members.access.erased", { date: t.format.dateTime(person.erasedAt) }),
      !person.reachable && person.hasTelegram && lines("", t.th("people.person.unreachable")),
    ),
    keys: [
      [
        {
          label: t.tp("people.person.keys.day"),
          go: to("person-day", [person.id, t.format.localDate(ctx.now)]),
        },
      ],
      decides ? [leaveKey] : [],
      ...(seat === null ? [] : waitingKeys(ctx, seat)),
      ...(manages ? manageKeys(ctx, person) : []),
      [backKey(t, to("people"))],
    ],
  };
}

function manageKeys({ t }: Ctx, person: Employee): Key[][] {
  if (person.state === "ended")
    return [
      [
        { label: t.tp("people.person.keys.return"), go: act(person, "return") },
        { label: t.tp("members.access.keys.open"), go: to("person-access", [person.id]) },
      ],
    ];
  return [
    [
      { label: t.tp("people.person.keys.role"), go: to("person-role", [person.id]) },
      { label: t.tp("people.person.keys.group"), go: act(person, "groups") },
      { label: t.tp("people.person.keys.rename"), go: act(person, "rename") },
    ],
    [
      { label: t.tp("timesheets.record.keys.record"), go: to("person-record", [person.id]) },
      { label: t.tp("members.access.keys.open"), go: to("person-access", [person.id]) },
    ],
    [{ label: t.tp("people.person.keys.end"), go: act(person, "ask-end"), style: "danger" }],
  ];
}

export const groupsView = (
  { t }: Ctx,
  person: Employee,
  groups: readonly { readonly id: string; readonly name: string }[],
): View => ({
  body: t.th("people.person.choose_group", { name: person.name }),
  keys: [
    ...groups
      .filter(({ id }) => id !== person.groupId)
      .map(({ id, name }): Key[] => [{ label: plain(name), go: act(person, "group", id) }]),
    ...(person.groupId === null
      ? []
      : [[{ label: t.tp("people.invite.keys.no_group"), go: act(person, "group") }]]),
    [backKey(t, to("person", [person.id]))],
  ],
});

export const askNameView = ({ t }: Ctx, person: Employee): View => ({
  body: t.th("people.person.ask_name", { name: person.name }),
  keys: [[cancelKey(t, to("people"))]],
});

/** The safe key first (TG 6). @param leave what is owed for leave if they go today */
export const confirmEndView = ({ t }: Ctx, person: Employee, leave: ExitLeave): View => ({
  body: lines(t.th("people.person.confirm_end", { name: person.name }), "", ...exitLines(t, leave)),
  keys: [
    [cancelKey(t, to("person", [person.id]))],
    [{ label: t.tp("people.person.keys.end_yes"), go: act(person, "end"), style: "danger" }],
  ],
});
