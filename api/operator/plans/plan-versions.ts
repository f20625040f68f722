import { planColumns, planOf } from "../../billing/plan-row.ts";
import { effectivePrice, priceStep } from "../../billing/rules/prices.ts";
import type { PlanVersion } from "../../billing/rules/types.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import { localDateOf } from "../../core/calendar/zone.ts";
import { commit, orEarlierAnswer } from "../../core/commit.ts";
import type { Context } from "../../core/context.ts";
import { operatorPermit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { retryChanged } from "../../core/retry-changed.ts";
import { DatabaseError } from "../../../db/errors.ts";
import type { Deps } from "../../deps.ts";
import { profileDefaults } from "../../schedule/rules/profile-defaults.ts";
import type { PlanVersionView, VersionInput, VersionPreview } from "./schemas.ts";

interface Known {
  readonly plan: PlanVersion;
  readonly createdAt: number;
  readonly createdBy: string;
}

/** Every version of every plan: by plan, the newest first. */
export async function listPlans(ctx: Context): Promise<{ versions: PlanVersionView[] }> {
  operatorPermit(ctx);
  const known = await loadVersions(ctx.deps, null);
  return { versions: known.map((one) => viewOf(ctx.deps, one, known)) };
}

/**
 * What a new version would change and for whom, without making it.
 * @throws {Refusal} as `addVersion`
 */
export async function previewVersion(
  ctx: Context,
  code: string,
  input: VersionInput,
): Promise<VersionPreview> {
  operatorPermit(ctx);
  const { deps } = ctx;
  const known = await loadVersions(deps, code);
  const { before, after } = nextVersion(deps, known, input);
  const made = { plan: after, createdAt: deps.clock(), createdBy: "" };
  const views = [...known, made];
  const holders = await holdersOf(deps, before, after.validFrom);
  return {
    before: viewOf(deps, before, known),
    after: viewOf(deps, made, views),
    changed: changedFields(before.plan, after),
    holders: holders.slice(0, 20),
    holdersTotal: holders.length,
  };
}

/**
 * Adds a dated version of a plan. Nothing that was sold changes: terms and orders name the version they were made with.
 * @throws {Refusal} `not_found`; `plan_date_past`; `plan_date_taken`; `plan_unchanged`; `price_step` for a price that is no whole
 *   rouble or toman; `plan_dates_order` when a later version is waiting already
 */
export function addVersion(
  ctx: Context,
  code: string,
  input: VersionInput,
): Promise<PlanVersionView> {
  const allowed = operatorPermit(ctx);
  const { deps } = ctx;
  return orEarlierAnswer(ctx, () =>
    retryChanged(async () => {
      const known = await loadVersions(deps, code);
      const { before, after } = nextVersion(deps, known, input);
      const made = {
        plan: after,
        createdAt: deps.clock(),
        createdBy: `telegram:${ctx.caller.telegramUserId}`,
      };
      try {
        return await commit(ctx, {
          permit: allowed,
          statements: [
            {
              sql: `insert into plan_versions (${planColumns}, created_at, created_by)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
              params: paramsOf(made),
            },
          ],
          audit: [
            {
              orgId: null,
              action: "billing.plan_version_added",
              subject: `plan:${after.id}`,
              before: before.plan,
              after,
            },
          ],
          answer: viewOf(deps, made, [...known, made]),
        });
      } catch (error) {
        if (error instanceof DatabaseError && error.target.startsWith("plan_versions."))
          throw new Refusal("plan_date_taken");
        throw error;
      }
    }),
  );
}

function nextVersion(
  deps: Deps,
  known: readonly Known[],
  input: VersionInput,
): { before: Known; after: PlanVersion } {
  const [newest] = known;
  if (newest === undefined) throw new Refusal("not_found");
  const validFrom = input.validFrom as LocalDate;
  if (validFrom < todayOf(deps, newest.plan)) throw new Refusal("plan_date_past");
  if (known.some(({ plan }) => plan.validFrom === validFrom)) throw new Refusal("plan_date_taken");
  if (newest.plan.validFrom > validFrom) throw new Refusal("plan_dates_order");
  const { validFrom: _date, ...wanted } = input;
  const given = Object.fromEntries(
    Object.entries(wanted).filter(([, value]) => value !== undefined),
  ) as Partial<PlanVersion>;
  const after: PlanVersion = {
    ...newest.plan,
    ...given,
    activityKinds: [...new Set(given.activityKinds ?? newest.plan.activityKinds)].toSorted(),
    id: `plan:${newest.plan.code}:${known.length + 1}`,
    validFrom,
  };
  if (after.listPrice % priceStep(after.currency) !== 0) throw new Refusal("price_step");
  if (changedFields(newest.plan, after).length === 0) throw new Refusal("plan_unchanged");
  return { before: newest, after };
}

const comparable = [
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

const changedFields = (before: PlanVersion, after: PlanVersion): string[] =>
  comparable.filter((field) => textOf(before[field]) !== textOf(after[field]));

const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.map(String).sort().join() : JSON.stringify(value);

/** Whoever has the plan feels a new version when the term they have is over, and not before it is valid (BIL §5.2). */
async function holdersOf(deps: Deps, { plan }: Known, validFrom: LocalDate) {
  const [found] = await deps.db.read([
    {
      sql: `select o.id, o.name, max(t.ends_on) from terms t join plan_versions v on v.id = t.plan_version_id
          join organisations o on o.id = t.org_id
        where v.code = ? and t.state = 'active' and t.ends_on > ? group by o.id order by max(t.ends_on), o.name`,
      params: [plan.code, todayOf(deps, plan)],
    },
  ]);
  return (found?.rows ?? []).map(([id, name, endsOn]) => ({
    organisation: { id: String(id), name: String(name) },
    touchedFrom: String(endsOn) > validFrom ? String(endsOn) : validFrom,
  }));
}

const todayOf = (deps: Deps, { profile }: PlanVersion): LocalDate =>
  localDateOf(deps.clock(), profileDefaults[profile].timeZone);

async function loadVersions(deps: Deps, code: string | null): Promise<Known[]> {
  const [found] = await deps.db.read([
    {
      sql: `select ${planColumns}, created_at, created_by from plan_versions where ? is null or code = ?
        order by profile, term_months, code, valid_from desc`,
      params: [code, code],
    },
  ]);
  return (found?.rows ?? []).map((row) => ({
    plan: planOf(row),
    createdAt: Number(row[18]),
    createdBy: String(row[19]),
  }));
}

function viewOf(deps: Deps, { plan, ...made }: Known, all: readonly Known[]): PlanVersionView {
  const today = todayOf(deps, plan);
  const followed = all.some(
    ({ plan: other }) =>
      other.code === plan.code && other.validFrom > plan.validFrom && other.validFrom <= today,
  );
  const { activation: _activation, chargePoint: _chargePoint, ...shown } = plan;
  return {
    ...shown,
    ...made,
    activityKinds: [...plan.activityKinds],
    unitPrice: effectivePrice(plan),
    stands: plan.validFrom > today ? "coming" : followed ? "past" : "current",
  };
}

const paramsOf = ({ plan, createdAt, createdBy }: Known) => [
  plan.id,
  plan.code,
  plan.profile,
  plan.currency,
  plan.meter,
  plan.activation,
  plan.chargePoint,
  plan.termMonths,
  plan.listPrice,
  plan.discountBp,
  plan.deviceLimit,
  plan.included,
  plan.dueDays,
  plan.annulAfterDays,
  JSON.stringify(plan.activityKinds),
  plan.taxMode,
  plan.offered ? 1 : 0,
  plan.validFrom,
  createdAt,
  createdBy,
];
