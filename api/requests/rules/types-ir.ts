import type { RequestType } from "./request-type.ts";

const plain = {
  kind: "leave",
  name: null,
  paid: true,
  counting: "planned",
  dayCharge: "norm",
  ledger: null,
  grant: null,
  units: ["day"],
  paper: false,
  breaksVacation: false,
  validFrom: null,
} as const;

/**
 * Kinds of absence by the labour code of Iran (ATT §4.1). A day of leave costs what was planned, so a guard's day of a 24/48
 * roster costs 24:00 (ATT F19) and a day of five a week 8:48. Holidays inside unpaid leave are part of it.
 */
export const iranianTypes: readonly RequestType[] = [
  {
    ...plain,
    code: "annual",
    dayCharge: "plan",
    ledger: "annual",
    units: ["day", "half_day", "hour"],
    code13: "ОТ",
    source: "64",
  },
  {
    ...plain,
    code: "sick",
    counting: "every",
    paper: true,
    breaksVacation: true,
    code13: "Б",
    source: "74",
  },
  {
    ...plain,
    code: "unpaid",
    paid: false,
    counting: "every",
    units: ["day", "half_day", "hour"],
    code13: "ДО",
    source: "16",
  },
  {
    ...plain,
    code: "marriage",
    ledger: "marriage",
    grant: { days: 3, per: "event" },
    paper: true,
    code13: "ОЗ",
    source: "73",
  },
  {
    ...plain,
    code: "bereavement",
    ledger: "bereavement",
    grant: { days: 3, per: "event" },
    code13: "ОЗ",
    source: "73",
  },
  {
    ...plain,
    code: "maternity",
    counting: "every",
    paper: true,
    breaksVacation: true,
    code13: "Р",
    source: "76",
  },
  {
    ...plain,
    code: "hajj",
    paid: false,
    counting: "every",
    grant: { days: 30, per: "event" },
    code13: "ДО",
    source: "67",
  },
  {
    ...plain,
    code: "study_unpaid",
    paid: false,
    counting: "every",
    paper: true,
    code13: "УД",
    source: "72",
  },
  {
    ...plain,
    code: "mission",
    kind: "mission",
    counting: "every",
    units: ["day", "hour"],
    code13: "К",
    source: "46",
  },
];
