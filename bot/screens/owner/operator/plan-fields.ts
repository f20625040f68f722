import * as z from "zod";
import type { PlanVersionView } from "../../../../api/operator/plans/schemas.ts";
import type { Translator } from "../../../../locales/index.ts";
import type { Plain } from "../../../../locales/text.ts";
import { parseNumber } from "../../../core/text-input.ts";
import { typedMinor } from "./desk.ts";

/** What a new version of a tariff can change from the chat, in the order it is shown. */
export const planFields = [
  "listPrice",
  "discountBp",
  "deviceLimit",
  "termMonths",
  "included",
  "dueDays",
  "annulAfterDays",
  "activityKinds",
  "taxMode",
  "offered",
] as const;
export type PlanField = (typeof planFields)[number];

export const changes = z.object({
  listPrice: z.number().optional(),
  discountBp: z.number().optional(),
  deviceLimit: z.number().nullable().optional(),
  termMonths: z.number().optional(),
  included: z.number().optional(),
  dueDays: z.number().optional(),
  annulAfterDays: z.number().optional(),
  activityKinds: z.array(z.enum(["punch", "request", "role"])).optional(),
  taxMode: z.enum(["none", "inclusive", "exclusive"]).optional(),
  offered: z.boolean().optional(),
});
export type Changes = z.infer<typeof changes>;

type Shown = Pick<PlanVersionView, PlanField | "currency" | "meter">;

/** A field's value as people say it. */
export function fieldText(t: Translator, plan: Shown, field: PlanField): Plain {
  switch (field) {
    case "listPrice":
      return t.format.money(plan.listPrice, plan.currency);
    case "discountBp":
      return t.tp("operator.plan.percent", { percent: t.format.number(plan.discountBp / 100) });
    case "deviceLimit":
      return plan.deviceLimit === null
        ? t.tp("operator.plan.unlimited")
        : t.format.number(plan.deviceLimit);
    case "activityKinds":
      return t.tp(
        plan.activityKinds.includes("role") ? "operator.plan.any_role" : "operator.plan.punches",
      );
    case "taxMode":
      return t.tp(`operator.plan.tax_${plan.taxMode}`);
    case "offered":
      return t.tp(plan.offered ? "operator.plan.sold" : "operator.plan.not_sold");
    case "termMonths":
    case "included":
    case "dueDays":
    case "annulAfterDays":
      return t.format.number(plan[field]);
  }
  return t.tp("operator.none");
}

/** Fields that are turned by a tap; the others are typed. */
export function toggled(plan: Shown, field: PlanField): Changes | null {
  if (field === "offered") return { offered: !plan.offered };
  if (field === "activityKinds")
    return {
      activityKinds: plan.activityKinds.includes("role")
        ? ["punch", "request"]
        : ["punch", "request", "role"],
    };
  if (field !== "taxMode") return null;
  const next = { none: "inclusive", inclusive: "exclusive", exclusive: "none" } as const;
  return { taxMode: next[plan.taxMode] };
}

const ranges: Readonly<Partial<Record<PlanField, readonly [least: number, most: number]>>> = {
  termMonths: [1, 36],
  included: [0, 10_000],
  dueDays: [1, 90],
  annulAfterDays: [0, 365],
  deviceLimit: [0, 10_000],
};

/** A typed value of a field, or null when it cannot be one. «−» means no limit of devices. */
export function typedField(plan: Shown, field: PlanField, typed: string): Changes | null {
  if (field === "deviceLimit" && /^[-–—∞]$/.test(typed.trim())) return { deviceLimit: null };
  const number = parseNumber(typed.replace(/[%٪]/g, ""));
  if (number === null) return null;
  if (field === "listPrice") {
    const price = typedMinor(number, plan.currency);
    return price !== null && price >= 0 ? { listPrice: price } : null;
  }
  if (field === "discountBp") {
    const discountBp = Math.round(number * 100);
    return discountBp >= 0 && discountBp <= 10_000 ? { discountBp } : null;
  }
  const [least, most] = ranges[field] ?? [0, -1];
  const fits = Number.isInteger(number) && number >= least && number <= most;
  return fits ? { [field]: number } : null;
}
