import type { Cell, Statement } from "../../db/client/port.ts";
import type { PeriodKey } from "../core/calendar/types.ts";
import { exportOptions, type ExportOptions, type ExportView } from "./schemas.ts";

export interface ExportRow extends Omit<ExportView, "period" | "fileName" | "leftOut"> {
  readonly orgId: string;
  readonly period: PeriodKey;
  readonly options: ExportOptions;
  readonly requestedBy: string;
  readonly version: number;
  readonly work: ExportWork;
}

/** What an export remembers of its making. */
export interface ExportWork {
  /** SHA-256 of what the file says, without its dates: the same content is the same version. */
  readonly content?: string;
  /** All of its days had passed: it counts as a version. */
  readonly isWhole?: boolean;
  readonly leftOut?: number;
}

export const exportColumns =
  "org_id, id, kind, format, period, options, state, total, done, revision, snapshot_hash, work, requested_by, created_at, finished_at, version";

export const exportRow = (row: readonly Cell[]): ExportRow => ({
  orgId: String(row[0]),
  id: String(row[1]),
  kind: row[2] as ExportView["kind"],
  format: row[3] as ExportView["format"],
  period: row[4] as PeriodKey,
  options: exportOptions.parse(JSON.parse(String(row[5]))),
  state: row[6] as ExportView["state"],
  total: Number(row[7]),
  done: Number(row[8]),
  revision: Number(row[9]),
  snapshotHash: row[10] as string | null,
  work: JSON.parse(String(row[11] ?? "{}")) as ExportWork,
  requestedBy: String(row[12]),
  createdAt: Number(row[13]),
  finishedAt: row[14] as number | null,
  version: Number(row[15]),
});

export const exportStatement = (orgId: string, id: string): Statement => ({
  sql: `select ${exportColumns} from exports where org_id = ? and id = ?`,
  params: [orgId, id],
});

export const viewOf = (row: ExportRow): ExportView => ({
  id: row.id,
  kind: row.kind,
  format: row.format,
  period: row.period,
  options: row.options,
  state: row.state,
  total: row.total,
  done: row.done,
  revision: row.revision,
  snapshotHash: row.snapshotHash,
  leftOut: row.work.leftOut ?? 0,
  fileName: fileNameOf(row),
  createdAt: row.createdAt,
  finishedAt: row.finishedAt,
});

const stems = { t13: "t13", karkard: "month", csv_1c: "1c", csv_ir: "payroll" } as const;

/** `t13-2026-11-v2.xlsx`: letters every system takes. */
const fileNameOf = (
  row: Pick<ExportRow, "kind" | "format" | "period" | "revision" | "options">,
): string =>
  [
    stems[row.kind],
    row.period,
    ...(row.options.part === "first" ? ["1-15"] : []),
    ...(row.revision > 1 ? [`v${row.revision}`] : []),
  ].join("-") + `.${row.format}`;

export const mimeOf: Readonly<Record<ExportView["format"], string>> = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
  csv: "text/csv; charset=utf-8",
};

export const exportSubject = (id: string): string => `export:${id}`;
