import { type Access, permissionsOf } from "../../api/core/access.ts";
import {
  type Permission,
  permissions,
  presetPermissions,
  rolePresets,
} from "../../api/core/permissions.ts";

interface Route {
  readonly method: string;
  readonly path: string;
  readonly access: Access;
}

export const accessMarkers = ["<!-- access:begin -->", "<!-- access:end -->"] as const;

const audiences = {
  public: "anybody with Telegram",
  former: "who works or worked here",
  self: "who works here",
  bot: "the bots",
  operator: "the operator",
} as const;

/** Permission × preset role × routes, as Markdown. */
export function accessTable(routes: readonly Route[]): string {
  const opened = (key: string) => pathsOf(routes, (route) => keysOf(route.access).includes(key));
  return [
    row([
      "permission",
      ...rolePresets.map((preset) => preset.replace("_", " ")),
      "routes under /v1",
    ]),
    row(["---", ...rolePresets.map(() => "---"), "---"]),
    ...Object.entries(audiences).map(([key, words]) =>
      row([
        `_${words}_`,
        ...rolePresets.map(() =>
          key === "public" || key === "self" || key === "former" ? "✓" : "",
        ),
        opened(key),
      ]),
    ),
    ...permissions.map((one) => row([`\`${one}\``, ...rolePresets.map(isGiven(one)), opened(one)])),
  ].join("\n");
}

const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

const isGiven = (permission: Permission) => (preset: (typeof rolePresets)[number]) =>
  presetPermissions[preset].includes(permission) ? "✓" : "";

const keysOf = (access: Access): readonly string[] =>
  typeof access === "string" ? [access] : permissionsOf(access);

/** A branch of which every route is meant is said by its stem; `*` stands for what is under it. */
function pathsOf(routes: readonly Route[], isMeant: (route: Route) => boolean): string {
  const split = routes.map((route) => ({
    route,
    parts: route.path.replace("/v1/", "").split("/"),
  }));
  const said: string[] = [];
  const visit = (those: typeof split, depth: number): void => {
    const meant = those.filter(({ route }) => isMeant(route));
    if (meant.length === 0) return;
    const stem = meant[0]?.parts.slice(0, depth).join("/") ?? "";
    if (depth > 0 && meant.length === those.length) {
      said.push(meant.length === 1 ? nameOf(meant[0]?.route) : `${shortOf(stem)}/\\*`);
      return;
    }
    for (const { route, parts } of meant) if (parts.length === depth) said.push(nameOf(route));
    const deeper = those.filter(({ parts }) => parts.length > depth);
    for (const branch of Map.groupBy(deeper, ({ parts }) => parts[depth]).values())
      visit(branch, depth + 1);
  };
  visit(split, 0);
  return said.join(", ");
}

const shortOf = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ":$1");

const nameOf = (route: Route | undefined): string =>
  `${route?.method} ${shortOf(route?.path.replace("/v1/", "") ?? "")}`;
