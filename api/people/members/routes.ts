import { answer, createRouter, describe, memberContextOf, validate } from "../../core/http.ts";
import { done, idParam, nothing } from "../schemas.ts";
import { addEmployee } from "./add-employee.ts";
import { removeKioskPin, setKioskPin } from "./kiosk-pin.ts";
import { pauseAccess, resumeAccess } from "./pause-access.ts";
import * as schema from "./schemas.ts";
import { showAccess } from "./show-access.ts";
import { showHistory } from "./show-history.ts";

const tag = "People";

export const memberRoutes = createRouter()
  .post(
    "/employees",
    describe(
      "addEmployee",
      "Employ somebody without Telegram",
      schema.addedEmployee,
      tag,
      "people.manage",
    ),
    validate("json", schema.addEmployeeInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await addEmployee(ctx, c.req.valid("json")));
    },
  )
  .get(
    "/employees/:id/access",
    describe("showAccess", "How somebody comes in", schema.accessView, tag, "people.manage"),
    validate("param", idParam),
    async (c) => {
      const ctx = await memberContextOf(c);
      return c.json(await showAccess(ctx, c.req.valid("param").id));
    },
  )
  .get(
    "/employees/:id/history",
    describe(
      "showHistory",
      "What happened to somebody here",
      schema.historyView,
      tag,
      "people.manage",
    ),
    validate("param", idParam),
    async (c) => {
      const ctx = await memberContextOf(c);
      return c.json(await showHistory(ctx, c.req.valid("param").id));
    },
  )
  .post(
    "/employees/:id/pause",
    describe("pauseAccess", "Take access for a while", done, tag, "people.manage"),
    validate("param", idParam),
    validate("json", nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await pauseAccess(ctx, c.req.valid("param").id));
    },
  )
  .post(
    "/employees/:id/resume",
    describe("resumeAccess", "Give access back", done, tag, "people.manage"),
    validate("param", idParam),
    validate("json", nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await resumeAccess(ctx, c.req.valid("param").id));
    },
  )
  .post(
    "/employees/:id/pin",
    describe("setKioskPin", "Set a PIN for kiosks", schema.pinAnswer, tag, "people.manage"),
    validate("param", idParam),
    validate("json", schema.pinInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await setKioskPin(ctx, c.req.valid("param").id, c.req.valid("json")));
    },
  )
  .delete(
    "/employees/:id/pin",
    describe("removeKioskPin", "Take the PIN away", done, tag, "people.manage"),
    validate("param", idParam),
    validate("json", nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await removeKioskPin(ctx, c.req.valid("param").id));
    },
  );
