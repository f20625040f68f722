import type { SecurityArea } from "./words.ts";

interface SecurityAction {
  readonly area: SecurityArea;
  /** Owners are told at once. */
  readonly isCritical: boolean;
}

const of = (
  area: SecurityArea,
  { critical = [], others = [] }: { critical?: readonly string[]; others?: readonly string[] },
): [string, SecurityAction][] => [
  ...critical.map((action): [string, SecurityAction] => [action, { area, isCritical: true }]),
  ...others.map((action): [string, SecurityAction] => [action, { area, isCritical: false }]),
];

/** The acts of the audit that also belong in the security log (P 7.4, AL-8). What is missing here is daily work. */
export const securityActions: ReadonlyMap<string, SecurityAction> = new Map([
  ...of("sign_in", {
    others: ["session.begun", "session.asked", "session.ended", "session.refused"],
  }),
  ...of("two_step", {
    critical: [
      "confirmation.denied",
      "confirmation.failed",
      "email.set",
      "email.removed",
      "recovery.asked",
      "recovery.approved",
      "recovery.done",
    ],
    others: [
      "confirmation.asked",
      "confirmation.approved",
      "confirmation.used",
      "confirmation.mistyped",
      "confirmation.sent_again",
      "confirmation.withdrawn",
      "recovery.cancelled",
    ],
  }),
  ...of("people", {
    critical: [
      "employee.account_changed",
      "employee.erased",
      "ownership.offered",
      "ownership.transferred",
    ],
    others: [
      "organisation.founded",
      "employee.added",
      "employee.joined",
      "employee.rejoined",
      "employee.bound",
      "employee.changed",
      "employee.ended",
      "employee.returned",
      "employee.paused",
      "employee.resumed",
      "employee.pin_set",
      "employee.pin_removed",
      "employee.erasure_asked",
      "employee.account_asked",
      "employee.account_rejected",
      "ownership.declined",
      "ownership.withdrawn",
      "invite.created",
      "invite.revoked",
      "join_code.made",
      "join_code.revoked",
      "people.imported",
    ],
  }),
  ...of("roles", {
    critical: ["employee.role_changed", "role.changed"],
    others: ["role.created", "role.archived"],
  }),
  ...of("data", {
    critical: ["period.reopened"],
    others: [
      "punch.entered",
      "punch.edited",
      "punch.entered_bulk",
      "punch.bulk_undone",
      "punch.import_started",
      "punch.refused",
      "leave.opening",
      "leave.adjustment",
      "period.closed",
      "roster.undone",
    ],
  }),
  ...of("export", {
    critical: ["security.exported"],
    others: ["export.started", "export.cancelled"],
  }),
  ...of("billing", {
    critical: ["billing.requisites_changed", "billing.primary_owner_chosen"],
    others: [
      "order.placed",
      "order.paid",
      "order.cancelled",
      "order.annulled",
      "order.reinstated",
      "order.refunded",
      "billing.adjusted",
      "billing.bank_payment_confirmed",
      "billing.order_reinstated",
      "document.issued",
      "payment.received",
      "payment.refund_asked",
      "payment.refunded",
      "plan.requested",
      "plan.change_scheduled",
      "plan.change_unscheduled",
      "seat.preferred",
    ],
  }),
  ...of("devices", { critical: ["kiosk.created"], others: ["kiosk.renewed", "kiosk.revoked"] }),
  ...of("settings", {
    others: [
      "organisation.changed",
      "attendance.settings_changed",
      "attendance.rules_changed",
      "approval_rule.added",
      "approval_rule.archived",
      "delegation.added",
      "delegation.ended",
      "workplace.added",
      "workplace.changed",
      "workplace.archived",
      "request_type.added",
      "request_type.archived",
      "calendar.declared",
      "calendar.withdrawn",
    ],
  }),
]);
