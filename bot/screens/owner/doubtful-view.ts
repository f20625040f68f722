import type { DoubtfulPunch } from "../../../api/trust/schemas.ts";
import type { Html, Translator } from "../../../locales/index.ts";
import { html, lines, plain } from "../../core/html.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { inZone } from "../shared/in-zone.ts";

/** Persons on one message: three keys each. */
const peopleShown = 8;
const punchesShown = 5;

interface DoubtfulPerson {
  readonly employeeId: string;
  readonly name: string;
  readonly punches: readonly DoubtfulPunch[];
}

const byPerson = (items: readonly DoubtfulPunch[]): DoubtfulPerson[] =>
  [...Map.groupBy(items, ({ employeeId }) => employeeId)].map(([employeeId, punches]) => ({
    employeeId,
    name: punches[0]?.name ?? "",
    punches,
  }));

/**
 * Doubtful punches by person with three keys each: believe, ask for a live location, see the day. The digest and the screen it
 * turns into at the first tap.
 */
export function doubtfulView(
  t: Translator,
  list: { readonly items: readonly DoubtfulPunch[]; readonly more: number },
  { title, last }: { readonly title: Html; readonly last: readonly Key[] },
): View {
  const people = byPerson(list.items);
  const shown = people.slice(0, peopleShown);
  const more = list.more + people.slice(peopleShown).flatMap(({ punches }) => punches).length;
  return {
    body: lines(
      title,
      ...shown.flatMap((person, index) => personLines(t, person, index + 1)),
      more > 0 && lines("", t.th("trust.doubtful.more", { count: more })),
      "",
      t.th("trust.doubtful.legend"),
      t.th("trust.doubtful.help"),
    ),
    keys: [...shown.map((person, index) => personKeys(t, person, index + 1)), last],
  };
}

function personLines(t: Translator, { name, punches }: DoubtfulPerson, number: number): Html[] {
  return [
    html``,
    t.th("trust.doubtful.person", { number: t.format.digits(number), name: plain(name) }),
    ...punches.slice(0, punchesShown).map((punch) => punchLine(t, punch)),
    ...(punches.length > punchesShown
      ? [t.th("trust.doubtful.more", { count: punches.length - punchesShown })]
      : []),
  ];
}

/** «ورود ۸:۰۲، ۱ آذر: خارج از محل کار، ۹۰۰ متر دور …» and what the person said of it. */
export function punchLine(t: Translator, punch: DoubtfulPunch): Html {
  const { format } = inZone(t, punch.timeZone);
  const { distanceM, reason, live } = punch;
  const isOut = punch.doubts.includes("field") && distanceM !== null;
  const why = [
    ...punch.doubts.map((doubt) => t.tp(`trust.doubtful.why.${doubt}`)),
    ...(isOut ? [t.tp("trust.doubtful.distance", { distance: format.distance(distanceM) })] : []),
    ...(live === null ? [] : [t.tp(`trust.doubtful.live.${live}`)]),
  ].join(t.language === "fa" ? "، " : ", ");
  return lines(
    t.th("trust.doubtful.line", {
      direction: t.tp(punch.direction === "out" ? "trust.doubtful.out" : "trust.doubtful.in"),
      time: format.time(punch.at),
      date: format.shortDate(punch.date),
      why,
    }),
    reason !== null && t.th("trust.doubtful.reason", { reason: plain(reason, 120) }),
  );
}

function personKeys(t: Translator, { employeeId, punches }: DoubtfulPerson, index: number): Key[] {
  const number = t.format.digits(index);
  const act = (action: string) => to("doubtful", [action, employeeId]);
  const own = punches.every((punch) => punch.own);
  const keys: Key[] = [
    ...(own
      ? []
      : [
          { label: t.tp("trust.doubtful.keys.trust", { number }), go: act("trust") },
          { label: t.tp("trust.doubtful.keys.ask", { number }), go: act("live") },
        ]),
    { label: t.tp("trust.doubtful.keys.day", { number }), go: act("person") },
  ];
  return t.language === "fa" ? keys.toReversed() : keys;
}
