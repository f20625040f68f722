import { refuseHiddenDays } from "../attendance/visible-days.ts";
import { viewContextOf } from "../attendance/view-context.ts";
import {
  answer,
  createRouter,
  describe,
  describeFile,
  memberContextOf,
  validate,
} from "../core/http.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { done, nothing } from "../people/schemas.ts";
import { cancelExport } from "./cancel-export.ts";
import { exportChoicesOf } from "./export-choices.ts";
import { mimeOf, viewOf } from "./export-row.ts";
import { readParts } from "./file-parts.ts";
import { findExport, listExports } from "./find-export.ts";
import { monthPicture } from "./month-picture.ts";
import {
  exportChoices,
  exportList,
  exportParam,
  exportView,
  pictureParam,
  pictureQuery,
  startExportInput,
} from "./schemas.ts";
import { sheetRange } from "./sheet-range.ts";
import { startExport } from "./start-export.ts";

const tag = "Timesheets";

export const timesheetRoutes = createRouter()
  .get(
    "/choices",
    describe(
      "getExportChoices",
      "Months and groups a timesheet can be made of",
      exportChoices,
      tag,
      "documents.export",
    ),
    async (c) => c.json(await exportChoicesOf(await memberContextOf(c))),
  )
  .post(
    "/exports",
    describe(
      "startExport",
      "Make a file of timesheets; it is sent when it is ready",
      exportView,
      tag,
      "documents.export",
    ),
    validate("json", startExportInput),
    async (c) => {
      const ctx = await viewContextOf(c);
      return answer(c, ctx, await startExport(ctx, c.req.valid("json")));
    },
  )
  .get(
    "/exports",
    describe("listExports", "The newest files of timesheets", exportList, tag, "documents.export"),
    async (c) => {
      const ctx = await memberContextOf(c);
      permit(ctx, "documents.export");
      return c.json({ items: (await listExports(ctx)).map(viewOf) });
    },
  )
  .get(
    "/exports/:id",
    describe("getExport", "How far a file of timesheets is", exportView, tag, "documents.export"),
    validate("param", exportParam),
    async (c) => {
      const ctx = await memberContextOf(c);
      permit(ctx, "documents.export");
      return c.json(viewOf(await findExport(ctx, c.req.valid("param").id)));
    },
  )
  .post(
    "/exports/:id/cancel",
    describe("cancelExport", "Stop making a file", done, tag, "documents.export"),
    validate("param", exportParam),
    validate("json", nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await cancelExport(ctx, c.req.valid("param").id));
    },
  )
  .get(
    "/exports/:id/file",
    describeFile(
      "getExportFile",
      "A finished file of timesheets",
      "application/octet-stream",
      tag,
      "documents.export",
    ),
    validate("param", exportParam),
    async (c) => {
      const ctx = await viewContextOf(c);
      permit(ctx, "documents.export");
      const row = await findExport(ctx, c.req.valid("param").id);
      const { calendar } = ctx.member.organisation;
      const whose = row.options.scopeId ?? "";
      refuseHiddenDays(ctx, whose, sheetRange(row.period, calendar, row.options.part).to);
      const bytes = row.state === "done" ? await readParts(ctx.deps, row) : null;
      if (bytes === null) throw new Refusal("not_found");
      return new Response(bytes, {
        headers: {
          "content-type": mimeOf[row.format],
          "content-disposition": `attachment; filename="${viewOf(row).fileName}"`,
          "cache-control": "private, no-store",
        },
      });
    },
  )
  .get(
    "/pictures/:period",
    describeFile("monthPicture", "A month of one person as a picture", "image/png", tag, "self"),
    validate("param", pictureParam),
    validate("query", pictureQuery),
    async (c) => {
      const ctx = await viewContextOf(c);
      const { period } = c.req.valid("param");
      const bytes = await monthPicture(ctx, {
        period: period === "current" ? null : period,
        employeeId: c.req.valid("query").employeeId,
      });
      return new Response(bytes as Uint8Array<ArrayBuffer>, {
        headers: { "content-type": "image/png", "cache-control": "private, no-store" },
      });
    },
  );
