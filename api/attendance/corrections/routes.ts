import { answer, createRouter, describe, memberContextOf, validate } from "../../core/http.ts";
import { requestParam } from "../../requests/schemas.ts";
import { announcedLate, announceLate } from "../reminders/announce-late.ts";
import {
  answeredWatch,
  answerWatch,
  answerWatchInput,
  watchParam,
} from "../reminders/answer-watch.ts";
import { viewContextOf } from "../view-context.ts";
import { answerChange } from "./answer-change.ts";
import {
  bulkInput,
  bulkPreview,
  bulkPreviewInput,
  enteredBulk,
  undoBulkInput,
  undoneBulk,
} from "./bulk-schemas.ts";
import { showChange } from "./change-view.ts";
import { editLog, previewEdit } from "./edit-log.ts";
import { enterBulk, previewBulk } from "./enter-bulk.ts";
import {
  importInput,
  importParam,
  importPreview,
  importPreviewInput,
  importView,
  startedImport,
} from "./import-schemas.ts";
import { listObjections } from "./list-objections.ts";
import { previewOwn, previewRequested } from "./preview-own.ts";
import {
  answerChangeInput,
  changeQuery,
  changeView,
  dayBeforeAfter,
  editedLog,
  editInput,
  editPreviewInput,
  objections,
  ownPreviewInput,
  settleChangeInput,
} from "./schemas.ts";
import { settleChange } from "./settle-change.ts";
import { showImport } from "./show-import.ts";
import { previewImport, startImport } from "./start-import.ts";
import { undoBulk } from "./undo-bulk.ts";

const tag = "Corrections";

/** Changes of the punch log and what people say to them. */
export const correctionRoutes = createRouter()
  .post(
    "/preview",
    describe(
      "previewEdit",
      "Somebody's day before and after an edit",
      dayBeforeAfter,
      tag,
      "attendance.record_for_others",
    ),
    validate("json", editPreviewInput),
    async (c) => c.json(await previewEdit(await viewContextOf(c), c.req.valid("json"))),
  )
  .post(
    "/edits",
    describe(
      "editLog",
      "Enter, move or take away punches with a reason",
      editedLog,
      tag,
      "attendance.record_for_others",
    ),
    validate("json", editInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await editLog(ctx, c.req.valid("json")));
    },
  )
  .post(
    "/own/preview",
    describe(
      "previewOwn",
      "One's own day before and after a correction",
      dayBeforeAfter,
      tag,
      "requests.self",
    ),
    validate("json", ownPreviewInput),
    async (c) => c.json(await previewOwn(await viewContextOf(c), c.req.valid("json"))),
  )
  .get(
    "/requests/:id",
    describe(
      "previewRequested",
      "The day that a correction asks to change",
      dayBeforeAfter,
      tag,
      "self",
    ),
    validate("param", requestParam),
    async (c) => c.json(await previewRequested(await viewContextOf(c), c.req.valid("param").id)),
  )
  .get(
    "/changes",
    describe("showChange", "A change of somebody's log and its answer", changeView, tag, "self"),
    validate("query", changeQuery),
    async (c) => {
      const { reference, employeeId } = c.req.valid("query");
      return c.json(await showChange(await memberContextOf(c), { reference, employeeId }));
    },
  )
  .post(
    "/changes/answer",
    describe(
      "answerChange",
      "Accept a change of one's own log, or object to it",
      changeView,
      tag,
      "punch.self",
    ),
    validate("json", answerChangeInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await answerChange(ctx, c.req.valid("json")));
    },
  )
  .post(
    "/changes/settle",
    describe(
      "settleChange",
      "Keep what is objected to, or take it back",
      changeView,
      tag,
      "attendance.record_for_others",
    ),
    validate("json", settleChangeInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await settleChange(ctx, c.req.valid("json")));
    },
  )
  .post(
    "/bulk/preview",
    describe(
      "previewBulk",
      "What one punch for many would enter",
      bulkPreview,
      tag,
      "attendance.record_for_others",
    ),
    validate("json", bulkPreviewInput),
    async (c) => c.json(await previewBulk(await memberContextOf(c), c.req.valid("json"))),
  )
  .post(
    "/bulk",
    describe(
      "enterBulk",
      "Enter one punch for many people or days",
      enteredBulk,
      tag,
      "attendance.record_for_others",
    ),
    validate("json", bulkInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await enterBulk(ctx, c.req.valid("json")));
    },
  )
  .post(
    "/bulk/undo",
    describe(
      "undoBulk",
      "Take a whole batch back",
      undoneBulk,
      tag,
      "attendance.record_for_others",
    ),
    validate("json", undoBulkInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await undoBulk(ctx, c.req.valid("json")));
    },
  )
  .post(
    "/imports/preview",
    describe(
      "previewImport",
      "What a file of punches would bring",
      importPreview,
      tag,
      "attendance.record_for_others",
    ),
    validate("json", importPreviewInput),
    async (c) => c.json(await previewImport(await memberContextOf(c), c.req.valid("json"))),
  )
  .post(
    "/imports",
    describe(
      "startImport",
      "Take a file of punches in",
      startedImport,
      tag,
      "attendance.record_for_others",
    ),
    validate("json", importInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await startImport(ctx, c.req.valid("json")));
    },
  )
  .get(
    "/imports/:id",
    describe(
      "showImport",
      "How far a file of punches has come",
      importView,
      tag,
      "attendance.record_for_others",
    ),
    validate("param", importParam),
    async (c) => c.json(await showImport(await memberContextOf(c), c.req.valid("param").id)),
  )
  .post(
    "/watches/:date/answer",
    describe("answerWatch", "Say when one left after a shift", answeredWatch, tag, "punch.self"),
    validate("param", watchParam),
    validate("json", answerWatchInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      const { date } = c.req.valid("param");
      return answer(c, ctx, await answerWatch(ctx, date, c.req.valid("json")));
    },
  )
  .post(
    "/watches/:date/late",
    describe("announceLate", "Say that one is on the way", announcedLate, tag, "punch.self"),
    validate("param", watchParam),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await announceLate(ctx, c.req.valid("param").date));
    },
  )
  .get(
    "/objections",
    describe(
      "listObjections",
      "Open objections to changes",
      objections,
      tag,
      "attendance.record_for_others",
    ),
    async (c) => c.json(await listObjections(await memberContextOf(c))),
  );
