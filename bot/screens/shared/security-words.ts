import type { SecurityEventView } from "../../../api/security/log/schemas.ts";
import { rolePresets } from "../../../api/core/permissions.ts";
import type { TextKey, Translator } from "../../../locales/index.ts";
import type { Html, Plain } from "../../../locales/text.ts";
import { lines, plain } from "../../core/html.ts";
import { isUuid } from "../../core/arguments.ts";
import { roleName } from "./role-name.ts";
import { whatOf } from "./two-step-view.ts";

type Event = Omit<SecurityEventView, "before" | "after"> & {
  readonly before: unknown;
  readonly after: unknown;
};

/** What was done, in a few words. */
export const securityAction = (t: Translator, { action }: Pick<Event, "action">): Plain =>
  t.tp(`security.log.actions.${action.replace(".", "_")}` as TextKey);

const others = {
  operator: "security.log.who_operator",
  person: "security.log.who_person",
  system: "security.log.who_system",
} as const satisfies Record<string, TextKey>;

export const whoDid = (t: Translator, { actor }: Event): Plain =>
  actor.kind === "employee" ? plain(actor.name ?? "", 40) : t.tp(others[actor.kind]);

const origins: Readonly<Record<string, TextKey>> = {
  "bot:staff": "security.log.origins.staff",
  "bot:owner": "security.log.origins.owner",
  web: "security.log.origins.web",
  job: "security.log.origins.job",
  gateway: "security.log.origins.gateway",
};

/** An entry with all that is known of it. */
export function eventBody(t: Translator, event: Event): Html {
  const { actor, subject, device, address } = event;
  const origin = origins[event.origin];
  return lines(
    t.th("security.log.one.who", { who: whoDid(t, event) }),
    actor.role !== null && actor.kind === "employee"
      ? t.th("security.log.one.role", { role: roleThen(t, actor.role) })
      : null,
    t.th("security.log.one.when", { when: t.format.dateTime(event.at) }),
    origin !== undefined && t.th("security.log.one.where", { where: t.tp(origin) }),
    device !== null && t.th("security.log.one.device", { device: plain(device, 80) }),
    address !== null && t.th("security.log.one.address", { address: plain(address, 45) }),
    subject.name !== null && t.th("security.log.one.what", { what: plain(subject.name, 60) }),
    ...changes(t, event),
    "",
    t.th("security.log.one.number", {
      seq: t.format.digits(event.seq),
      code: plain(event.code),
    }),
  );
}

const roleThen = (t: Translator, role: string): Plain => {
  const preset = rolePresets.find((known) => known === role);
  return preset === undefined ? plain(role, 40) : roleName(t, preset);
};

const fields = [
  "name",
  "rolePreset",
  "roleName",
  "personnelNumber",
  "position",
  "locationPolicy",
  "startedOn",
  "on",
  "period",
  "reason",
  "minutes",
  "worked",
  "rows",
  "count",
  "quantity",
  "total",
  "fileName",
  "area",
  "email",
  "device",
  "action",
  "attempts",
] as const;

/** What people have a word for; ids and the rest are in the file. */
function changes(t: Translator, { before, after }: Event): Html[] {
  const [was, is] = [withOneRole(asRecord(before)), withOneRole(asRecord(after))];
  const told = fields.flatMap((field) => {
    const [old, now] = [shown(t, field, was[field]), shown(t, field, is[field])];
    if (old === now || (old === null && now === null)) return [];
    const name = t.tp(`security.log.fields.${field}`);
    const none = t.tp("security.log.nothing");
    return field in was && field in is
      ? [t.th("security.log.one.change", { field: name, before: old ?? none, after: now ?? none })]
      : [t.th("security.log.one.field", { field: name, value: now ?? old ?? none })];
  });
  return [...told, ...rightChanges(t, was["permissions"], is["permissions"])];
}

/** A role is told by its preset or else by its own name, once. */
function withOneRole(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!("rolePreset" in record)) return record;
  const { rolePreset, roleName: own, ...rest } = record;
  return { ...rest, rolePreset: rolePreset ?? own };
}

const asRecord = (json: unknown): Readonly<Record<string, unknown>> =>
  typeof json === "object" && json !== null && !Array.isArray(json)
    ? (json as Record<string, unknown>)
    : {};

function shown(t: Translator, field: string, value: unknown): Plain | null {
  if (field === "rolePreset" && typeof value === "string") return roleThen(t, value);
  if (field === "action" && typeof value === "string") return plain(whatOf(t, value));
  if (typeof value === "number") return t.format.number(value);
  if (typeof value === "boolean") return t.tp(value ? "security.log.yes" : "security.log.no");
  if (typeof value !== "string" || isUuid(value)) return null;
  if (field === "period") return t.format.month(value);
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? t.format.numericDate(value) : plain(value, 60);
}

function rightChanges(t: Translator, was: unknown, is: unknown): Html[] {
  const [old, now] = [asList(was), asList(is)];
  const names = (rights: readonly string[]) =>
    plain(
      rights
        .map((right) => t.tp(`people.rights.${right.replace(".", "_")}` as TextKey))
        .join(t.language === "fa" ? "، " : ", "),
      300,
    );
  const added = now.filter((right) => !old.includes(right));
  const removed = old.filter((right) => !now.includes(right));
  return [
    ...(added.length === 0 ? [] : [t.th("security.log.rights.added", { rights: names(added) })]),
    ...(removed.length === 0
      ? []
      : [t.th("security.log.rights.removed", { rights: names(removed) })]),
  ];
}

const asList = (json: unknown): string[] => (Array.isArray(json) ? json.map(String) : []);
