import {
  answer,
  contextOf,
  createRouter,
  describe,
  memberContextOf,
  validate,
} from "../core/http.ts";
import { acceptInvite } from "./accept-invite.ts";
import { changeEmployee } from "./change-employee.ts";
import { changeOrganisation } from "./change-organisation.ts";
import { chooseCalendar } from "./choose-calendar.ts";
import { chooseLanguage } from "./choose-language.ts";
import { createInvite } from "./create-invite.ts";
import { endEmployment } from "./end-employment.ts";
import { foundOrganisation } from "./found-organisation.ts";
import { listEmployees } from "./list-employees.ts";
import { listInvites } from "./list-invites.ts";
import { lookAtInvite } from "./look-at-invite.ts";
import { openOrganisation } from "./open-organisation.ts";
import { returnEmployee } from "./return-employee.ts";
import { revokeInvite } from "./revoke-invite.ts";
import { roleRoutes } from "./roles/routes.ts";
import { showEmployee } from "./show-employee.ts";
import { showMe } from "./show-me.ts";
import { showOrganisation } from "./show-organisation.ts";
import * as schema from "./schemas.ts";

const tag = "People";

export const peopleRoutes = createRouter()
  .get(
    "/me",
    describe("showMe", "Who I am and where I work", schema.me, tag, "public"),
    async (c) => {
      const ctx = contextOf(c);
      return c.json(await showMe(ctx));
    },
  )
  .put(
    "/me/language",
    describe("chooseLanguage", "Choose my language", schema.done, tag, "public"),
    validate("json", schema.languageInput),
    async (c) => {
      const ctx = contextOf(c);
      return answer(c, ctx, await chooseLanguage(ctx, c.req.valid("json")));
    },
  )
  .put(
    "/me/calendar",
    describe("chooseCalendar", "Choose my calendar", schema.done, tag, "public"),
    validate("json", schema.calendarInput),
    async (c) => {
      const ctx = contextOf(c);
      return answer(c, ctx, await chooseCalendar(ctx, c.req.valid("json")));
    },
  )
  .put(
    "/me/organisation",
    describe(
      "openOrganisation",
      "Go on in another organisation of mine",
      schema.done,
      tag,
      "public",
    ),
    validate("json", schema.openOrganisationInput),
    async (c) => {
      const ctx = contextOf(c);
      return answer(c, ctx, await openOrganisation(ctx, c.req.valid("json")));
    },
  )
  .post(
    "/organisations",
    describe(
      "foundOrganisation",
      "Found an organisation and become its owner",
      schema.founded,
      tag,
      "public",
    ),
    validate("json", schema.foundInput),
    async (c) => {
      const ctx = contextOf(c);
      return answer(c, ctx, await foundOrganisation(ctx, c.req.valid("json")));
    },
  )
  .get(
    "/organisation",
    describe(
      "showOrganisation",
      "The open organisation",
      schema.organisationSummary,
      tag,
      "attendance.view_team",
    ),
    async (c) => {
      const ctx = await memberContextOf(c);
      return c.json(await showOrganisation(ctx));
    },
  )
  .patch(
    "/organisation",
    describe(
      "changeOrganisation",
      "Rename it or change when it asks for locations",
      schema.done,
      tag,
      "organisation.manage",
    ),
    validate("json", schema.changeOrganisationInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await changeOrganisation(ctx, c.req.valid("json")));
    },
  )
  .get(
    "/invites",
    describe("listInvites", "Invitations that wait", schema.inviteList, tag, "people.invite"),
    async (c) => {
      const ctx = await memberContextOf(c);
      return c.json(await listInvites(ctx));
    },
  )
  .post(
    "/invites",
    describe("createInvite", "Make an invitation link", schema.newInvite, tag, "people.invite"),
    validate("json", schema.inviteInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await createInvite(ctx, c.req.valid("json")));
    },
  )
  .delete(
    "/invites/:id",
    describe("revokeInvite", "Revoke an invitation", schema.done, tag, "people.invite"),
    validate("param", schema.idParam),
    validate("json", schema.nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await revokeInvite(ctx, c.req.valid("param").id));
    },
  )
  .post(
    "/invites/look",
    describe("lookAtInvite", "What an invitation offers", schema.inviteLook, tag, "public"),
    validate("json", schema.lookInput),
    async (c) => {
      const ctx = contextOf(c);
      return c.json(await lookAtInvite(ctx, c.req.valid("json")));
    },
  )
  .post(
    "/invites/accept",
    describe("acceptInvite", "Join with one's own contact", schema.accepted, tag, "public"),
    validate("json", schema.acceptInput),
    async (c) => {
      const ctx = contextOf(c);
      return answer(c, ctx, await acceptInvite(ctx, c.req.valid("json")));
    },
  )
  .get(
    "/employees",
    describe(
      "listEmployees",
      "People, by page or by name",
      schema.employeePage,
      tag,
      "attendance.view_team",
    ),
    validate("query", schema.employeesQuery),
    async (c) => {
      const ctx = await memberContextOf(c);
      return c.json(await listEmployees(ctx, c.req.valid("query")));
    },
  )
  .get(
    "/employees/:id",
    describe("showEmployee", "One person", schema.employee, tag, "attendance.view_team"),
    validate("param", schema.idParam),
    async (c) => {
      const ctx = await memberContextOf(c);
      return c.json(await showEmployee(ctx, c.req.valid("param").id));
    },
  )
  .patch(
    "/employees/:id",
    describe("changeEmployee", "Change role, group or name", schema.done, tag, "people.manage"),
    validate("param", schema.idParam),
    validate("json", schema.changeEmployeeInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(
        c,
        ctx,
        await changeEmployee(ctx, c.req.valid("param").id, c.req.valid("json")),
      );
    },
  )
  .post(
    "/employees/:id/end",
    describe("endEmployment", "End an employment", schema.done, tag, "people.manage"),
    validate("param", schema.idParam),
    validate("json", schema.endEmploymentInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await endEmployment(ctx, c.req.valid("param").id, c.req.valid("json")));
    },
  )
  .post(
    "/employees/:id/return",
    describe("returnEmployee", "Take an ending back", schema.done, tag, "people.manage"),
    validate("param", schema.idParam),
    validate("json", schema.nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await returnEmployee(ctx, c.req.valid("param").id));
    },
  )
  .route("/", roleRoutes);
