import { answer, createRouter, describe, memberContextOf, validate } from "../../core/http.ts";
import { done, idParam } from "../schemas.ts";
import { archiveRole } from "./archive-role.ts";
import { changeRole } from "./change-role.ts";
import { createRole } from "./create-role.ts";
import { listRoles, showRole } from "./list-roles.ts";
import { previewPersonRole, previewRole } from "./preview-role.ts";
import * as schema from "./schemas.ts";

const tag = "People";

/** Below `/v1/people`. */
export const roleRoutes = createRouter()
  .get(
    "/roles",
    describe("listRoles", "Roles that can be given", schema.roleList, tag, "people.invite"),
    async (c) => {
      const ctx = await memberContextOf(c);
      return c.json(await listRoles(ctx));
    },
  )
  .post(
    "/roles",
    describe(
      "createRole",
      "Make a role of one's own from a preset",
      schema.createdRole,
      tag,
      "roles.manage",
    ),
    validate("json", schema.createRoleInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await createRole(ctx, c.req.valid("json")));
    },
  )
  .get(
    "/roles/:id",
    describe("showRole", "One role", schema.role, tag, "people.invite"),
    validate("param", idParam),
    async (c) => {
      const ctx = await memberContextOf(c);
      return c.json(await showRole(ctx, c.req.valid("param").id));
    },
  )
  .patch(
    "/roles/:id",
    describe("changeRole", "Rename a role or change its rights", done, tag, "roles.manage"),
    validate("param", idParam),
    validate("json", schema.changeRoleInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await changeRole(ctx, c.req.valid("param").id, c.req.valid("json")));
    },
  )
  .get(
    "/roles/:id/preview",
    describe(
      "previewRole",
      "What other rights of a role would do",
      schema.rolePreview,
      tag,
      "roles.manage",
    ),
    validate("param", idParam),
    validate("query", schema.roleRightsQuery),
    async (c) => {
      const ctx = await memberContextOf(c);
      return c.json(await previewRole(ctx, c.req.valid("param").id, c.req.valid("query")));
    },
  )
  .post(
    "/roles/:id/archive",
    describe("archiveRole", "Put a role away", done, tag, "roles.manage"),
    validate("param", idParam),
    validate("json", schema.archiveRoleInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await archiveRole(ctx, c.req.valid("param").id, c.req.valid("json")));
    },
  )
  .get(
    "/employees/:id/role",
    describe(
      "previewPersonRole",
      "What another role would give, take and cost",
      schema.personRolePreview,
      tag,
      "people.manage",
    ),
    validate("param", idParam),
    validate("query", schema.personRoleQuery),
    async (c) => {
      const ctx = await memberContextOf(c);
      return c.json(await previewPersonRole(ctx, c.req.valid("param").id, c.req.valid("query")));
    },
  );
