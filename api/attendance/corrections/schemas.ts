import * as z from "zod";
import { day } from "../day-schema.ts";
import { localDate } from "../schemas.ts";
import { punchChanges } from "../../requests/schemas.ts";

const reference = z.string().regex(/^[a-z]+:[\w-]{1,64}$/);
const employeeId = z.string().min(1).max(64);

export const editInput = z.object({
  employeeId,
  date: localDate,
  changes: punchChanges,
  reason: z.string().trim().min(2).max(300),
});
export const editPreviewInput = editInput.omit({ reason: true });
export const ownPreviewInput = editPreviewInput.omit({ employeeId: true });

export const dayBeforeAfter = z.object({ before: day, after: day });
export const editedLog = dayBeforeAfter.extend({
  reference: z.string(),
  punchIds: z.array(z.string()),
});

const kind = z.enum(["in", "out", "break_start", "break_end", "undirected"]);
const changeLine = z.object({
  action: z.enum(["add", "replace", "void"]),
  kind,
  at: z.int(),
  was: z.object({ kind: z.string(), at: z.int() }).nullable(),
});

export const changeQuery = z.object({ reference, employeeId: employeeId.optional() });

export const changeView = z.object({
  reference: z.string(),
  employeeId: z.string(),
  employeeName: z.string(),
  changedByName: z.string().nullable(),
  changedAt: z.int(),
  reason: z.string().nullable(),
  timeZone: z.string(),
  changes: z.array(changeLine),
  /** `kept`, `taken_back`: how an objection was settled. */
  state: z.enum(["waiting", "accepted", "objected", "kept", "taken_back"]),
  /** What the person objects. */
  text: z.string().nullable(),
  answeredAt: z.int().nullable(),
  settledByName: z.string().nullable(),
  note: z.string().nullable(),
  mine: z.boolean(),
  mayAnswer: z.boolean(),
  maySettle: z.boolean(),
});
export type ChangeView = z.infer<typeof changeView>;

export const answerChangeInput = z.discriminatedUnion("answer", [
  z.object({ answer: z.literal("accepted"), reference }),
  z.object({
    answer: z.literal("objected"),
    reference,
    text: z.string().trim().min(2).max(500),
  }),
]);
export type AnswerChangeInput = z.infer<typeof answerChangeInput>;

export const settleChangeInput = z.object({
  reference,
  employeeId,
  settlement: z.enum(["kept", "taken_back"]),
  note: z.string().trim().min(1).max(300).optional(),
});
export type SettleChangeInput = z.infer<typeof settleChangeInput>;

const objection = changeView.pick({
  reference: true,
  employeeId: true,
  employeeName: true,
  changedAt: true,
  text: true,
});
export const objections = z.object({ items: z.array(objection) });
