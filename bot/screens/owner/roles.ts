import * as z from "zod";
import { presetPermissions, rolePresets } from "../../../api/core/permissions.ts";
import { maxRoleName, type RoleView } from "../../../api/people/roles/schemas.ts";
import { ask, named, type Api } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import { lines, plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { asReply, type Reply, to, type View } from "../../core/view.ts";
import type { TextKey } from "../../../locales/index.ts";
import { cancelKey } from "../shared/steer.ts";
import { typedName } from "../shared/typed-name.ts";
import { toggled } from "./group-choice.ts";
import { orLockView } from "./or-lock-view.ts";
import { draftOf, ownRights, rightsStep, type RoleDraft } from "./role-draft.ts";
import {
  askArchiveView,
  basesView,
  rightsView,
  roleDraftView,
  rolesView,
  roleView,
} from "./roles-views.ts";

type Ctx = ScreenContext<Api>;

const renameShape = z.object({ id: z.string(), version: z.int(), name: z.string() });
const renameStep = "roles/rename";

/** Roles: what each lets people do, and those the company makes itself. */
export const rolesScreen: Screen<Api> = {
  name: "roles",
  code: "rl",
  permission: "roles.manage",
  async open(ctx, [action = "", value = ""]) {
    switch (action) {
      case "new":
        return basesView(ctx);
      case "base":
        return begin(ctx, value);
      case "cancel":
        return { show: await listView(ctx, 1), dialog: "clear" };
      case "resume":
        return resume(ctx);
      case "show":
      case "edit":
      case "rename":
      case "ask-archive":
      case "archive":
        return ofRole(ctx, action, value);
      case "name":
      case "right":
      case "rights":
      case "preview":
      case "save":
        return ofDraft(ctx, action, value);
      default:
        return listView(ctx, Number(value) || 1);
    }
  },
  text(ctx, text) {
    const name = typedName(text);
    const isName = name !== null && name.length <= maxRoleName;
    const renamed = renamedOf(ctx);
    if (renamed !== null)
      return isName
        ? rename(ctx, renamed, name)
        : askRename(ctx, renamed, "people.role.name_invalid");
    const draft = draftOf(ctx);
    if (draft === null) return { go: to("roles"), dialog: "clear" };
    if (draft.name !== null) return rights(ctx, draft);
    return isName
      ? rights(ctx, { ...draft, name })
      : askName(ctx, draft, "people.role.name_invalid");
  },
};

const readRole = ({ api }: Ctx, id: string): Promise<RoleView> =>
  ask(api.people.roles[":id"].$get({ param: { id } }));

const listView = async (ctx: Ctx, page: number): Promise<View> =>
  rolesView(ctx, (await ask(ctx.api.people.roles.$get())).items, page);

async function card(ctx: Ctx, role: RoleView): Promise<View> {
  const me = await ask(ctx.api.people.me.$get());
  return roleView(ctx, role, me.employee?.roleId === role.id);
}

const renamedOf = ({ dialog }: Ctx) => {
  const read = renameShape.safeParse(dialog?.draft);
  return dialog?.step === renameStep && read.success ? read.data : null;
};

async function ofRole(ctx: Ctx, action: string, id: string): Promise<View | Reply> {
  const role = await readRole(ctx, id);
  if (ctx.rev !== undefined && ctx.rev !== role.version) return ctx.stale(await card(ctx, role));
  if (action === "rename") return askRename(ctx, { id, version: role.version, name: role.name });
  if (action === "ask-archive") return askArchiveView(ctx, role);
  if (action === "archive") return archive(ctx, role);
  if (action === "edit")
    return rights(ctx, { ...role, permissions: [...role.permissions], page: 1 });
  return { show: await card(ctx, role), dialog: "clear" };
}

/** A new role begins with those rights of the preset that its maker has. */
function begin(ctx: Ctx, preset: string): Reply {
  const basedOn = rolePresets.find((known) => known === preset);
  if (basedOn === undefined) return ctx.stale(to("roles"));
  const own = ownRights(ctx);
  const permissions = presetPermissions[basedOn].filter((right) => own.includes(right));
  return askName(ctx, { id: null, version: 0, basedOn, name: null, permissions, page: 1 });
}

const askName = ({ t }: Ctx, draft: RoleDraft, problem?: TextKey): Reply => ({
  show: {
    body: lines(problem !== undefined && t.th(problem), t.th("people.role.ask_name")),
    keys: [
      [
        { label: t.tp("common.actions.keys.back"), go: to("roles", ["new"]) },
        cancelKey(t, to("roles", ["cancel"])),
      ],
    ],
  },
  dialog: { step: rightsStep, draft: { ...draft, name: null } },
});

const askRename = ({ t }: Ctx, draft: z.infer<typeof renameShape>, problem?: TextKey): Reply => ({
  show: {
    body: lines(
      problem !== undefined && t.th(problem),
      t.th("people.role.ask_new_name", { name: plain(draft.name, 60) }),
    ),
    keys: [[cancelKey(t, to("roles", ["show", draft.id]))]],
  },
  dialog: { step: renameStep, draft },
});

const rights = (ctx: Ctx, draft: RoleDraft): Reply => ({
  show: rightsView(ctx, draft),
  dialog: { step: rightsStep, draft: draftFields(draft) },
});

const draftFields = ({ id, version, basedOn, name, permissions, page }: RoleDraft): RoleDraft => ({
  id,
  version,
  basedOn,
  name,
  permissions,
  page,
});

async function resume(ctx: Ctx): Promise<View | Reply> {
  const renamed = renamedOf(ctx);
  if (renamed !== null) return askRename(ctx, renamed);
  const draft = draftOf(ctx);
  if (draft === null) return listView(ctx, 1);
  return draft.name === null ? askName(ctx, draft) : rights(ctx, draft);
}

function ofDraft(ctx: Ctx, action: string, value: string): Reply | Promise<Reply> {
  const draft = draftOf(ctx);
  if (draft === null) return ctx.stale(to("roles"));
  if (action === "name" || draft.name === null) return askName(ctx, draft);
  if (action === "rights") return rights(ctx, { ...draft, page: Number(value) || 1 });
  if (action === "preview") return preview(ctx, draft);
  if (action === "save") return save(ctx, draft, draft.name);
  const right = ownRights(ctx).find((known) => known === value);
  return right === undefined
    ? rights(ctx, draft)
    : rights(ctx, { ...draft, permissions: toggled(draft.permissions, right) });
}

async function preview(ctx: Ctx, draft: RoleDraft): Promise<Reply> {
  const { id, permissions } = draft;
  const effect =
    id === null
      ? null
      : await ask(
          ctx.api.people.roles[":id"].preview.$get({
            param: { id },
            query: { permissions: permissions.join(",") },
          }),
        );
  return { show: roleDraftView(ctx, draft, effect), dialog: "keep" };
}

async function save(ctx: Ctx, draft: RoleDraft, name: string): Promise<Reply> {
  const { id, basedOn, permissions, version } = draft;
  const { roles } = ctx.api.people;
  const key = named(ctx.idempotencyKey());
  if (id !== null) {
    const call = roles[":id"].$patch({ param: { id }, json: { permissions, version } }, key);
    const act = () => ask(call).then(() => saved(ctx, id));
    return asReply(await orLockView(ctx, to("roles", ["show", id]), act));
  }
  try {
    const json = { basedOn: basedOn ?? "employee", name, permissions };
    const created = await ask(roles.$post({ json }, key));
    return await saved(ctx, created.id);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== "name_taken") throw error;
    return askName(ctx, draft, "people.role.name_taken");
  }
}

async function rename(
  ctx: Ctx,
  renamed: z.infer<typeof renameShape>,
  name: string,
): Promise<Reply> {
  const { id, version } = renamed;
  const { roles } = ctx.api.people;
  try {
    await ask(
      roles[":id"].$patch({ param: { id }, json: { name, version } }, named(ctx.idempotencyKey())),
    );
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== "name_taken") throw error;
    return askRename(ctx, renamed, "people.role.name_taken");
  }
  return saved(ctx, id);
}

async function saved(ctx: Ctx, id: string): Promise<Reply> {
  return {
    toast: { text: ctx.t.tp("people.role.saved") },
    show: await card(ctx, await readRole(ctx, id)),
    dialog: "clear",
  };
}

async function archive(ctx: Ctx, { id, version }: RoleView): Promise<Reply> {
  await ask(
    ctx.api.people.roles[":id"].archive.$post(
      { param: { id }, json: { version } },
      named(ctx.idempotencyKey()),
    ),
  );
  return { toast: { text: ctx.t.tp("people.role.archived") }, show: await listView(ctx, 1) };
}
