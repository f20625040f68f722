import { rolePresets, presetPermissions, type Permission } from "../../../api/core/permissions.ts";
import type { RolePreview, RoleView } from "../../../api/people/roles/schemas.ts";
import type { Api } from "../../core/api.ts";
import { lines, plain } from "../../core/html.ts";
import { pageOf, pagingKeys } from "../../core/paging.ts";
import type { ScreenContext } from "../../core/screen.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { rightGroups, rightName, rightsBody } from "../shared/rights-text.ts";
import { roleName } from "../shared/role-name.ts";
import { backKey, cancelKey, homeKey } from "../shared/steer.ts";
import { ownRights, type RoleDraft } from "./role-draft.ts";
import { lacksSeats, rightsChange, roleSeatLines } from "./role-effect-text.ts";

type Ctx = ScreenContext<Api>;

/** Roles of the company's own before the eight of everybody's, which fill a page by themselves. */
export const ownFirst = (roles: readonly RoleView[]): RoleView[] =>
  roles.toSorted((a, b) => Number(a.preset !== null) - Number(b.preset !== null));

/** Every role with how many people have it. */
export function rolesView({ t }: Ctx, roles: readonly RoleView[], wanted: number): View {
  const shown = pageOf(ownFirst(roles), wanted, 8);
  return {
    body: t.th("people.role.list"),
    keys: [
      ...shown.items.map((role): Key[] => [
        {
          label: t.tp("people.role.keys.row", {
            role: roleName(t, role.preset, role.name),
            people: t.format.number(role.people),
          }),
          go: to("roles", ["show", role.id]),
        },
      ]),
      ...pagingKeys(t, shown, (page) => to("roles", ["list", page])),
      [{ label: t.tp("people.role.keys.new"), go: to("roles", ["new"]) }],
      [backKey(t, to("people")), homeKey(t)],
    ],
  };
}

/** One role: what it lets people do, who has it, whether it takes a seat. @param isOwn the reader's own role */
export function roleView({ t }: Ctx, role: RoleView, isOwn: boolean): View {
  const { id, preset, basedOn, people, invites, version } = role;
  const changes = preset === null && role.mayGive && !isOwn;
  return {
    body: lines(
      t.th("people.role.card", { name: roleName(t, preset, role.name) }),
      preset !== null && t.th("people.role.preset"),
      basedOn !== null && t.th("people.role.based_on", { role: roleName(t, basedOn) }),
      "",
      rightsBody(t, role.permissions),
      "",
      people === 0
        ? t.th("people.role.people_none")
        : t.th("people.role.people", { count: people }),
      invites > 0 && t.th("people.role.invites", { count: invites }),
      t.th(role.takesSeat ? "people.role.takes_seat" : "people.role.no_seat"),
      isOwn && preset === null && t.th("people.role.own"),
      !isOwn && !role.mayGive && t.th("people.role.above"),
    ),
    keys: [
      ...(preset === null
        ? []
        : [[{ label: t.tp("people.role.keys.from_this"), go: to("roles", ["base", preset]) }]]),
      ...(changes
        ? [
            [
              { label: t.tp("people.role.keys.edit"), go: to("roles", ["edit", id], version) },
              { label: t.tp("people.role.keys.rename"), go: to("roles", ["rename", id], version) },
            ],
            [
              {
                label: t.tp("people.role.keys.archive"),
                go: to("roles", ["ask-archive", id], version),
                style: "danger" as const,
              },
            ],
          ]
        : []),
      [backKey(t, to("roles"))],
    ],
  };
}

/** What a new role begins with. */
export const basesView = (ctx: Ctx): View => {
  const { t } = ctx;
  const own = ownRights(ctx);
  const bases = rolePresets
    .filter((preset) => presetPermissions[preset].some((right) => own.includes(right)))
    .toReversed();
  return {
    body: t.th("people.role.choose_base"),
    keys: [
      ...bases.map((preset): Key[] => [
        { label: roleName(t, preset), go: to("roles", ["base", preset]) },
      ]),
      [cancelKey(t, to("roles", ["cancel"]))],
    ],
  };
};

/** Rights with a mark each, a group of them at a time. */
export function rightsView(ctx: Ctx, draft: RoleDraft): View {
  const { t } = ctx;
  const own: readonly Permission[] = ownRights(ctx);
  const offered = rightGroups
    .map(({ name, rights }) => ({ name, rights: rights.filter((right) => own.includes(right)) }))
    .filter(({ rights }) => rights.length > 0);
  const { items, page, pages } = pageOf(offered, draft.page, 1);
  const [group] = items;
  return {
    body: t.th("people.role.choose_rights", {
      name: plain(draft.name ?? "", 60),
      group: group === undefined ? "" : t.tp(`people.right_groups.${group.name}`),
      count: draft.permissions.length,
    }),
    keys: [
      ...(group?.rights ?? []).map((right): Key[] => [
        {
          label: t.tp(
            draft.permissions.includes(right) ? "people.role.keys.on" : "people.role.keys.off",
            { right: rightName(t, right) },
          ),
          go: to("roles", ["right", right]),
        },
      ]),
      ...pagingKeys(t, { page, pages }, (other) => to("roles", ["rights", other])),
      [{ label: t.tp("people.role.keys.preview"), go: to("roles", ["preview"]), style: "primary" }],
      [
        backKey(t, draft.id === null ? to("roles", ["name"]) : to("roles", ["show", draft.id])),
        cancelKey(t, to("roles", ["cancel"])),
      ],
    ],
  };
}

/** What is about to be saved. @param preview null for a role that nobody has yet */
export function roleDraftView(ctx: Ctx, draft: RoleDraft, preview: RolePreview | null): View {
  const { t } = ctx;
  const name = plain(draft.name ?? "", 60);
  const seats = preview === null ? null : roleSeatLines(ctx, preview.seats);
  const pays = ctx.session.membership?.permissions.includes("billing.manage") === true;
  return {
    body:
      preview === null
        ? lines(t.th("people.role.preview_new", { name }), "", rightsBody(t, draft.permissions))
        : lines(
            t.th("people.role.preview_edit", { name }),
            "",
            rightsChange(ctx, preview),
            "",
            preview.people === 0
              ? t.th("people.role.people_none")
              : t.th("people.role.for_people", { count: preview.people }),
            seats,
          ),
    keys: [
      [
        preview !== null && lacksSeats(preview.seats) && pays
          ? { label: t.tp("people.seat.keys.add"), go: to("billing-add"), style: "primary" }
          : { label: t.tp("people.role.keys.save"), go: to("roles", ["save"]), style: "success" },
      ],
      [backKey(t, to("roles", ["rights", draft.page])), cancelKey(t, to("roles", ["cancel"]))],
    ],
  };
}

/** The safe key first (TG 6). */
export const askArchiveView = ({ t }: Ctx, { id, name, version }: RoleView): View => ({
  body: t.th("people.role.ask_archive", { name: plain(name, 60) }),
  keys: [
    [cancelKey(t, to("roles", ["show", id]))],
    [
      {
        label: t.tp("people.role.keys.archive_yes"),
        go: to("roles", ["archive", id], version),
        style: "danger",
      },
    ],
  ],
});
