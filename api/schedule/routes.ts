import {
  answer,
  createRouter,
  describe,
  describeFile,
  memberContextOf,
  validate,
} from "../core/http.ts";
import { addGroup } from "./add-group.ts";
import { addShift } from "./add-shift.ts";
import { addWorkplace } from "./add-workplace.ts";
import { archiveWorkplace } from "./archive-workplace.ts";
import { changeShift } from "./change-shift.ts";
import { changeWorkplace } from "./change-workplace.ts";
import { archiveShift } from "./archive-shift.ts";
import { makeChange } from "./changes/make-change.ts";
import { previewChange } from "./changes/preview-change.ts";
import { changeMade, changePreview, scheduleChange } from "./changes/schemas.ts";
import { listAssignments } from "./list-assignments.ts";
import { listGroups } from "./list-groups.ts";
import { listShifts } from "./list-shifts.ts";
import { listWorkplaces } from "./list-workplaces.ts";
import { readOwnRoster, readRoster } from "./roster/read-roster.ts";
import { renameGroup } from "./rename-group.ts";
import { renameShift } from "./rename-shift.ts";
import { rosterPicture } from "./roster/roster-picture.ts";
import { ownRoster, ownRosterQuery, rosterPage, rosterQuery } from "./roster/schemas.ts";
import * as schema from "./schemas.ts";
import { setGroupShift } from "./set-group-shift.ts";
import { showMyShift } from "./show-my-shift.ts";
import { swapRoutes } from "./swap-routes.ts";

const tag = "Schedule";

export const scheduleRoutes = createRouter()
  .get(
    "/workplaces",
    describe("listWorkplaces", "Workplaces in use", schema.workplaceList, tag, [
      "schedule.manage",
      "devices.manage",
    ]),
    async (c) => c.json(await listWorkplaces(await memberContextOf(c))),
  )
  .post(
    "/workplaces",
    describe("addWorkplace", "Add a workplace with its fence", schema.made, tag, "schedule.manage"),
    validate("json", schema.workplaceInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await addWorkplace(ctx, c.req.valid("json")));
    },
  )
  .patch(
    "/workplaces/:id",
    describe(
      "changeWorkplace",
      "Move, rename or resize a workplace",
      schema.done,
      tag,
      "schedule.manage",
    ),
    validate("param", schema.idParam),
    validate("json", schema.changeWorkplaceInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      const { id } = c.req.valid("param");
      return answer(c, ctx, await changeWorkplace(ctx, id, c.req.valid("json")));
    },
  )
  .post(
    "/workplaces/:id/archive",
    describe(
      "archiveWorkplace",
      "Take a workplace out of use",
      schema.done,
      tag,
      "schedule.manage",
    ),
    validate("param", schema.idParam),
    validate("json", schema.nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await archiveWorkplace(ctx, c.req.valid("param").id));
    },
  )
  .get(
    "/shifts",
    describe("listShifts", "Shifts as of today", schema.shiftList, tag, "schedule.manage"),
    async (c) => c.json(await listShifts(await memberContextOf(c))),
  )
  .post(
    "/shifts",
    describe("addShift", "Add a shift and give it to a group", schema.made, tag, "schedule.manage"),
    validate("json", schema.shiftInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await addShift(ctx, c.req.valid("json")));
    },
  )
  .post(
    "/shifts/:id/versions",
    describe("changeShift", "Change a shift from a date on", schema.made, tag, "schedule.manage"),
    validate("param", schema.idParam),
    validate("json", schema.shiftVersionInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      const { id } = c.req.valid("param");
      return answer(c, ctx, await changeShift(ctx, id, c.req.valid("json")));
    },
  )
  .patch(
    "/shifts/:id",
    describe("renameShift", "Rename a shift", schema.done, tag, "schedule.manage"),
    validate("param", schema.idParam),
    validate("json", schema.groupInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      const { id } = c.req.valid("param");
      return answer(c, ctx, await renameShift(ctx, id, c.req.valid("json")));
    },
  )
  .post(
    "/shifts/:id/archive",
    describe("archiveShift", "Take a shift out of use", schema.done, tag, "schedule.manage"),
    validate("param", schema.idParam),
    validate("json", schema.nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await archiveShift(ctx, c.req.valid("param").id));
    },
  )
  .get(
    "/groups",
    describe("listGroups", "Staff groups", schema.groupList, tag, "people.invite"),
    async (c) => c.json(await listGroups(await memberContextOf(c))),
  )
  .post(
    "/groups",
    describe("addGroup", "Add a staff group", schema.made, tag, "schedule.manage"),
    validate("json", schema.groupInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await addGroup(ctx, c.req.valid("json")));
    },
  )
  .patch(
    "/groups/:id",
    describe("renameGroup", "Rename a staff group", schema.done, tag, "schedule.manage"),
    validate("param", schema.idParam),
    validate("json", schema.groupInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      const { id } = c.req.valid("param");
      return answer(c, ctx, await renameGroup(ctx, id, c.req.valid("json")));
    },
  )
  .put(
    "/groups/:id/shift",
    describe(
      "setGroupShift",
      "Give a group a shift from a date on",
      schema.done,
      tag,
      "schedule.manage",
    ),
    validate("param", schema.idParam),
    validate("json", schema.groupShiftInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      const { id } = c.req.valid("param");
      return answer(c, ctx, await setGroupShift(ctx, id, c.req.valid("json")));
    },
  )
  .get(
    "/assignments",
    describe(
      "listAssignments",
      "Who works which shift, and from when to when",
      schema.assignmentList,
      tag,
      "schedule.manage",
    ),
    validate("query", schema.assignmentQuery),
    async (c) => c.json(await listAssignments(await memberContextOf(c), c.req.valid("query"))),
  )
  .post(
    "/changes/preview",
    describe(
      "previewChange",
      "Which days a change of the roster touches",
      changePreview,
      tag,
      "schedule.manage",
    ),
    validate("json", scheduleChange),
    async (c) => c.json(await previewChange(await memberContextOf(c), c.req.valid("json"))),
  )
  .post(
    "/changes",
    describe(
      "makeChange",
      "Change what people are planned to work",
      changeMade,
      tag,
      "schedule.manage",
    ),
    validate("json", scheduleChange),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await makeChange(ctx, c.req.valid("json")));
    },
  )
  .get(
    "/roster",
    describe("readRoster", "Who works when", rosterPage, tag, "attendance.view_team"),
    validate("query", rosterQuery),
    async (c) => c.json(await readRoster(await memberContextOf(c), c.req.valid("query"))),
  )
  .get(
    "/roster/picture",
    describeFile(
      "rosterPicture",
      "A roster as a picture",
      "image/png",
      tag,
      "attendance.view_team",
    ),
    validate("query", rosterQuery),
    async (c) => {
      const bytes = await rosterPicture(await memberContextOf(c), c.req.valid("query"));
      return new Response(bytes as Uint8Array<ArrayBuffer>, {
        headers: { "content-type": "image/png", "cache-control": "private, no-store" },
      });
    },
  )
  .get(
    "/roster/mine",
    describe("readOwnRoster", "My own shifts", ownRoster, tag, "punch.self"),
    validate("query", ownRosterQuery),
    async (c) => c.json(await readOwnRoster(await memberContextOf(c), c.req.valid("query"))),
  )
  .route("/swaps", swapRoutes)
  .get(
    "/my-shift",
    describe("showMyShift", "My own shift", schema.myShift, tag, "punch.self"),
    async (c) => c.json(await showMyShift(await memberContextOf(c))),
  );
