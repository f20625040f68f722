import type { Permission } from "../../../api/core/permissions.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Html, Plain } from "../../../locales/text.ts";
import { lines } from "../../core/html.ts";

/** Rights as people read them: what belongs together stands together. */
export const rightGroups = [
  { name: "own", rights: ["punch.self", "requests.self", "support.request"] },
  {
    name: "team",
    rights: [
      "attendance.view_team",
      "attendance.view_all",
      "attendance.record_for_others",
      "requests.decide",
      "schedule.manage",
      "period.close",
    ],
  },
  { name: "desk", rights: ["clients.view", "bookings.create", "payments.take"] },
  { name: "papers", rights: ["documents.export", "documents.view"] },
  { name: "people", rights: ["people.invite", "people.manage", "roles.manage"] },
  {
    name: "company",
    rights: ["organisation.manage", "billing.manage", "devices.manage", "security.view"],
  },
] as const satisfies readonly { readonly name: string; readonly rights: readonly Permission[] }[];

type KeyOf<Right extends string> = Right extends `${infer Area}.${infer Act}`
  ? `people.rights.${Area}_${Act}`
  : never;

/** What a right is called. */
export const rightName = (t: Translator, right: Permission): Plain =>
  t.tp(`people.rights.${right.replace(".", "_")}` as KeyOf<Permission>);

/** Several rights in one line, in the order of the groups. */
export const rightsLine = (t: Translator, rights: readonly Permission[]): string =>
  rightGroups
    .flatMap((group) => group.rights.filter((right) => rights.includes(right)))
    .map((right) => rightName(t, right))
    .join(t.language === "fa" ? "، " : ", ");

/** All rights of a role, a line for each group that has any. */
export const rightsBody = (t: Translator, rights: readonly Permission[]): Html =>
  rights.length === 0
    ? t.th("people.role.no_rights")
    : lines(
        ...rightGroups.map(({ name, rights: known }) => {
          const held = known.filter((right) => rights.includes(right));
          return held.length === 0
            ? null
            : t.th("people.role.group_line", {
                group: t.tp(`people.right_groups.${name}`),
                rights: rightsLine(t, held),
              });
        }),
      );
