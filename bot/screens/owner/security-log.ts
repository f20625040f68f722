import { type SecurityArea, securityAreas } from "../../../api/core/words.ts";
import type { Plain } from "../../../locales/text.ts";
import { ask, named, type Api } from "../../core/api.ts";
import { isUuid } from "../../core/arguments.ts";
import { bold, lines, plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { capital } from "../shared/capital.ts";
import { eventBody, securityAction, whoDid } from "../shared/security-words.ts";
import { backKey, cancelKey, homeKey } from "../shared/steer.ts";
import { verifiedView } from "./security-verify.ts";

type Ctx = ScreenContext<Api>;

const spans = { all: null, week: 7, month: 30 } as const;
type Span = keyof typeof spans;

/** What is shown; travels in keys as one word: `two_step-week-c`. */
interface Filter {
  readonly area: SecurityArea | "all";
  readonly span: Span;
  readonly critical: boolean;
}

/** Who did what, when and from where: filters, single entries, the proof that nothing is missing, the file (P 7.4). */
export const securityLogScreen: Screen<Api> = {
  name: "security-log",
  code: "sl",
  permission: "security.view",
  commands: ["security"],
  open(ctx, [action = "", second = "", third = "", fourth = ""]) {
    const filter = readFilter(second);
    switch (action) {
      case "one":
        return one(ctx, third, filter);
      case "filter":
        return filterView(ctx, filter, third);
      case "verify":
        return verifiedView(ctx);
      case "noted":
        return askNoted(ctx);
      case "export":
        return askExport(ctx, filter, third);
      case "export-yes":
        return exportFile(ctx, filter, third);
      default:
        return list(ctx, filter, third, fourth);
    }
  },
  async text(ctx, text) {
    const [, seq, code] =
      /^(\d{1,9})\s+([0-9a-f]{16})$/.exec(latin(text.trim().toLowerCase())) ?? [];
    if (seq === undefined || code === undefined)
      return {
        send: [{ body: ctx.t.th("security.log.verify.invalid", { example }) }],
        dialog: "keep",
      };
    return { show: await verifiedView(ctx, { seq, code }) };
  },
};

/** Shows the shape of what is asked for. */
const example = plain("120 ab12cd34ef56ab12");

const latin = (text: string): string =>
  text.replace(/[۰-۹٠-٩]/g, (digit) => String(digit.charCodeAt(0) % 16));

function readFilter(word: string): Filter {
  const [area, span, critical] = word.split("-");
  return {
    area: securityAreas.find((known) => known === area) ?? "all",
    span: span === "week" || span === "month" ? span : "all",
    critical: critical === "c",
  };
}

const wordOf = ({ area, span, critical }: Filter): string =>
  `${area}-${span}-${critical ? "c" : "n"}`;

function queryOf({ t, now }: Ctx, { area, span, critical }: Filter, employeeId: string) {
  const days = spans[span];
  return {
    ...(area === "all" ? {} : { area }),
    ...(days === null ? {} : { from: t.format.localDate(now - (days - 1) * 86_400_000) }),
    ...(critical ? { critical: "yes" as const } : {}),
    ...(isUuid(employeeId) ? { employeeId } : {}),
  };
}

async function list(ctx: Ctx, filter: Filter, person: string, before: string): Promise<View> {
  const { t, api } = ctx;
  const query = { ...queryOf(ctx, filter, person), ...(before === "" ? {} : { before }) };
  const { items, next, total } = await ask(api.securityLog.events.$get({ query }));
  const word = wordOf(filter);
  const at = (...place: readonly (string | number)[]) =>
    to("security-log", ["list", word, ...place]);
  const isFiltered = word !== wordOf(readFilter("")) || isUuid(person);
  const turn: Key[] = [];
  if (before !== "") turn.push({ label: t.tp("security.log.keys.newest"), go: at(person) });
  if (next !== null) turn.push({ label: t.tp("security.log.keys.older"), go: at(person, next) });
  return {
    body: lines(
      bold(t.tp("security.log.title")),
      isFiltered && t.th("security.log.filtered", { filter: filterName(ctx, filter) }),
      await personLine(ctx, person),
      total > 0
        ? t.th("security.log.total", { count: total })
        : t.th(isFiltered ? "security.log.none_here" : "security.log.empty"),
    ),
    keys: [
      ...items.map((event) => [rowKey(ctx, event, word)]),
      turn,
      [
        {
          label: t.tp("security.log.keys.filter"),
          go: to("security-log", ["filter", word, person]),
        },
        { label: t.tp("security.log.keys.verify"), go: to("security-log", ["verify"]) },
      ],
      total > 0 && ctx.session.membership?.permissions.includes("documents.export") === true
        ? [
            {
              label: t.tp("security.log.keys.export"),
              go: to("security-log", ["export", word, person]),
            },
          ]
        : [],
      [
        isUuid(person) ? backKey(t, to("person", [person])) : backKey(t, to("settings")),
        homeKey(t),
      ],
    ],
  };
}

async function personLine({ t, api }: Ctx, person: string) {
  if (!isUuid(person)) return null;
  const { name } = await ask(api.people.employees[":id"].$get({ param: { id: person } }));
  return t.th("security.log.of_person", { name: plain(name, 40) });
}

function rowKey({ t, now }: Ctx, event: Parameters<typeof whoDid>[1], word: string): Key {
  const mark = event.isCritical ? "🔴" : "▫️";
  const day = t.format.localDate(event.at);
  const at = t.format.time(event.at);
  const when = day === t.format.localDate(now) ? at : `${t.format.numericDate(day)} ${at}`;
  return {
    label: plain(`${mark} ${when} · ${securityAction(t, event)} · ${whoDid(t, event)}`, 60),
    go: to("security-log", ["one", word, event.id]),
  };
}

function filterName({ t }: Ctx, { area, span, critical }: Filter): Plain {
  const parts = [
    ...(area === "all" ? [] : [t.tp(`security.log.areas.${area}`)]),
    ...(span === "all" ? [] : [t.tp(`security.log.spans.${span}`)]),
    ...(critical ? [t.tp("security.log.critical")] : []),
  ];
  return plain(parts.join(" · ") || t.tp("security.log.areas.all"));
}

async function one(ctx: Ctx, id: string, filter: Filter): Promise<View> {
  const { t, api } = ctx;
  const event = await ask(api.securityLog.events[":id"].$get({ param: { id } }));
  return {
    body: lines(bold(capital(securityAction(t, event))), "", eventBody(t, event)),
    keys: [[backKey(t, to("security-log", ["list", wordOf(filter)])), homeKey(t)]],
  };
}

function filterView({ t }: Ctx, filter: Filter, person: string): View {
  const key = (label: Plain, changed: Partial<Filter>, isOn: boolean): Key => ({
    label: plain(`${isOn ? "✅ " : ""}${capital(label)}`),
    go: to("security-log", ["filter", wordOf({ ...filter, ...changed }), person]),
  });
  const areas = (["all", ...securityAreas] as const).map((area) =>
    key(t.tp(`security.log.areas.${area}`), { area }, filter.area === area),
  );
  const rows = Array.from({ length: Math.ceil(areas.length / 2) }, (_, row) =>
    areas.slice(row * 2, row * 2 + 2),
  );
  return {
    body: lines(bold(t.tp("security.log.title")), t.th("security.log.keys.filter")),
    keys: [
      ...rows,
      (Object.keys(spans) as Span[]).map((span) =>
        key(t.tp(`security.log.spans.${span}`), { span }, filter.span === span),
      ),
      [
        {
          label: t.tp(`security.log.keys.critical_${filter.critical ? "on" : "off"}`),
          go: to("security-log", [
            "filter",
            wordOf({ ...filter, critical: !filter.critical }),
            person,
          ]),
        },
      ],
      [backKey(t, to("security-log", ["list", wordOf(filter), person]))],
    ],
  };
}

const askNoted = ({ t }: Ctx): Reply => ({
  show: {
    body: t.th("security.log.verify.ask", { example }),
    keys: [[cancelKey(t, to("security-log", ["verify"]))]],
  },
  dialog: { step: "security-log", minutes: 10 },
});

async function askExport(ctx: Ctx, filter: Filter, person: string): Promise<View> {
  const { t, api } = ctx;
  const { total } = await ask(api.securityLog.events.$get({ query: queryOf(ctx, filter, person) }));
  return {
    body: t.th("security.log.export.ask", { count: total }),
    keys: [
      [
        {
          label: t.tp("security.log.keys.yes"),
          go: to("security-log", ["export-yes", wordOf(filter), person]),
          style: "primary",
        },
      ],
      [cancelKey(t, to("security-log", ["list", wordOf(filter), person]))],
    ],
  };
}

async function exportFile(ctx: Ctx, filter: Filter, person: string): Promise<Reply> {
  const { t, api } = ctx;
  const { fileName, rows, csv } = await ask(
    api.securityLog.exports.$post(
      { json: queryOf(ctx, filter, person) },
      named(ctx.idempotencyKey()),
    ),
  );
  return {
    send: [
      {
        document: { name: fileName, mime: "text/csv", bytes: new TextEncoder().encode(csv) },
        caption: t.th("security.log.export.done", { count: rows }),
      },
    ],
    show: await list(ctx, filter, person, ""),
  };
}
