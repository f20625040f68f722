import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What each file may not import. The files need not exist: the house's own lint sees them where they would stand. */
const refused: Readonly<Record<string, readonly string[]>> = {
  "api/attendance/rules/a-rule.ts": [
    "../../../db/sql.ts",
    "../../../bot/core/view.ts",
    "../../../locales/index.ts",
    "../../core/commit.ts",
    "../../core/dispatch.ts",
    "../../core/log.ts",
    "../../deps.ts",
    "../load-days.ts",
    "drizzle-orm",
    "hono",
    "node:fs",
    "zod",
  ],
  "api/core/calendar/a-calendar.ts": ["../../../db/sql.ts", "../commit.ts", "node:fs"],
  "api/core/a-part.ts": ["../../bot/core/view.ts", "../../locales/index.ts", "node:fs", "grammy"],
  "api/people/a-verb.ts": [
    "hono",
    "hono/http-exception",
    "@hono/node-server",
    "node:crypto",
    "grammy",
    "telegraf",
    "../../bot/core/view.ts",
    "../../bot/simulator/simulator.ts",
    "../../locales/index.ts",
    "../../db/seed.ts",
    "../demo.ts",
  ],
  "api/billing/a-verb.ts": ["hono", "node:crypto", "../../bot/core/view.ts", "../demo.ts"],
  "api/billing/rules/a-rule.ts": [
    "../place-order.ts",
    "../../core/commit.ts",
    "../../../db/sql.ts",
  ],
  "api/payments/a-verb.ts": ["@hono/node-server", "grammy", "../../locales/index.ts"],
  "api/payments/rails/a-rail.ts": ["node:http", "../../../bot/front-end.ts"],
  "api/payments/rules/a-rule.ts": ["../start-payment.ts", "../../deps.ts", "zod"],
  "api/documents/rules/a-rule.ts": [
    "../../../locales/index.ts",
    "../paper/pdf.ts",
    "../read-statement.ts",
    "papaparse",
  ],
  "api/documents/a-verb.ts": [
    "../../locales/index.ts",
    "hono",
    "node:fs",
    "../../bot/core/view.ts",
  ],
  "api/documents/paper/a-part.ts": [
    "../../../bot/core/view.ts",
    "../../../db/sql.ts",
    "hono",
    "node:fs",
    "grammy",
    "zod",
  ],
  "api/timesheets/a-verb.ts": [
    "../../locales/index.ts",
    "hono",
    "node:fs",
    "../../bot/core/view.ts",
  ],
  "api/timesheets/rules/a-rule.ts": ["../../../locales/index.ts", "../run-export.ts", "pdfkit"],
  "api/timesheets/paper/a-part.ts": ["../../../db/sql.ts", "../../../bot/core/view.ts", "node:fs"],
  "api/pages/a-page.ts": [
    "hono",
    "zod",
    "node:fs",
    "../../db/sql.ts",
    "../../bot/core/view.ts",
    "../../bot/simulator/simulator.ts",
    "../demo.ts",
  ],
  "api/operator/a-verb.ts": ["hono", "node:fs", "../../bot/core/view.ts", "../demo.ts"],
  "api/operator/bank/a-verb.ts": ["@hono/node-server", "../../../locales/index.ts"],
  "api/law/a-verb.ts": ["hono", "node:fs", "../../locales/index.ts", "../../bot/core/view.ts"],
  "api/law/rules/a-rule.ts": ["../law-warnings.ts", "../../../db/sql.ts", "../../core/commit.ts"],
  "api/periods/a-verb.ts": ["hono", "node:crypto", "../../locales/index.ts", "../demo.ts"],
  "api/periods/rules/a-rule.ts": ["../close-period.ts", "../../core/commit.ts", "zod"],
  "api/team/a-verb.ts": ["hono", "node:fs", "../../bot/core/view.ts", "../../locales/index.ts"],
  "api/trust/a-verb.ts": [
    "hono",
    "node:crypto",
    "../../locales/index.ts",
    "../../bot/core/view.ts",
  ],
  "api/trust/rules/a-rule.ts": ["../kiosk-code.ts", "../../core/commit.ts", "zod"],
  "api/notify/a-verb.ts": ["hono", "node:fs", "../../locales/index.ts", "../demo.ts"],
  "api/notify/rules/a-rule.ts": ["../send-summaries.ts", "../../deps.ts", "drizzle-orm"],
  "api/operations/a-job.ts": ["hono", "node:fs", "../../bot/front-end.ts"],
  "bot/screens/owner/a-screen.ts": [
    "../../../db/sql.ts",
    "../../../api/people/show-me.ts",
    "../../../api/billing/place-order.ts",
    "../../../api/payments/start-payment.ts",
    "../../../api/periods/close-period.ts",
    "../../../api/team/get-matrix.ts",
    "../../../api/law/law-warnings.ts",
    "../../../api/operator/adjust-books.ts",
    "../../../api/operator/bank/settle-lines.ts",
    "../../../api/trust/review-punches.ts",
    "../../../api/notify/own-summary.ts",
    "../../../api/core/commit.ts",
    "../../../api/house.ts",
    "../../simulator/simulator.ts",
    "drizzle-orm",
    "@libsql/client",
    "node:fs",
    "grammy",
    "telegraf",
  ],
  "bot/core/a-part.ts": ["../../db/sql.ts", "../../api/attendance/record-punch.ts", "telegraf"],
  "bot/telegram/a-part.ts": ["../simulator/simulator.ts", "grammy"],
  "bot/owner/grammy.ts": ["telegraf", "../screens/owner/home.ts", "../../db/sql.ts", "node:fs"],
  "bot/staff/telegraf.ts": ["grammy", "../screens/staff/home.ts", "../../api/people/show-me.ts"],
  "api/node.ts": ["../bot/simulator/simulator.ts", "../db/seed.ts"],
  "api/worker.ts": ["../bot/simulator/simulator.ts", "./demo.ts"],
  "api/house.ts": ["../bot/simulator/simulator.ts", "./demo.ts"],
  "api/app.ts": ["../bot/simulator/simulator.ts", "./demo.ts"],
  "api/edge/a-part.ts": ["../../bot/simulator/simulator.ts", "../demo.ts"],
};

const allowed: Readonly<Record<string, readonly string[]>> = {
  "api/attendance/rules/a-rule.ts": ["./intervals.ts", "../../core/calendar/zone.ts"],
  "api/requests/rules/a-rule.ts": ["../../attendance/rules/intervals.ts"],
  "api/billing/rules/a-rule.ts": ["../../documents/rules/tax.ts"],
  "api/payments/rules/a-rule.ts": ["../../billing/rules/orders.ts"],
  "api/people/a-verb.ts": ["../core/commit.ts", "../../db/sql.ts", "./rules/phone.ts", "zod"],
  "api/documents/rules/a-rule.ts": ["./tax.ts", "../../core/calendar/jalali.ts"],
  "api/documents/a-verb.ts": ["./paper/page.ts", "./rules/snapshot.ts", "papaparse"],
  "api/documents/paper/a-part.ts": [
    "../../../locales/index.ts",
    "../rules/snapshot.ts",
    "../../billing/rules/types.ts",
    "@react-pdf/renderer",
  ],
  "api/trust/a-verb.ts": ["../pages/kiosk-page.ts", "./rules/trust-level.ts", "uqr"],
  "api/trust/rules/a-rule.ts": ["../../attendance/rules/types.ts"],
  "api/attendance/rules/another-rule.ts": ["../../trust/rules/trust-level.ts"],
  "api/core/a-part.ts": ["hono"],
  "api/timesheets/a-verb.ts": ["./paper/t13-sheet.ts", "../periods/read-months.ts"],
  "api/timesheets/rules/a-rule.ts": [
    "../../law/rules/day-codes.ts",
    "../../attendance/rules/types.ts",
  ],
  "api/timesheets/paper/a-part.ts": ["../../../locales/index.ts", "../rules/sheet.ts", "pdfkit"],
  "api/pages/a-page.ts": ["../../locales/index.ts", "./page-style.ts"],
  "bot/screens/owner/a-screen.ts": [
    "../../core/view.ts",
    "../../../api/requests/schemas.ts",
    "../../../api/schedule/rules/profile-defaults.ts",
    "../../../api/billing/rules/types.ts",
    "../../../api/law/schemas.ts",
    "../../../api/operator/schemas.ts",
    "../../../api/operator/bank/schemas.ts",
    "../../../locales/index.ts",
  ],
  "bot/core/a-part.ts": ["../../api/people/routes.ts", "hono/client"],
  "bot/owner/grammy.ts": ["grammy", "../core/incoming.ts"],
  "bot/staff/telegraf.ts": ["telegraf"],
  "api/node.ts": ["./demo.ts", "node:events"],
};

/** Pairs of file and import that the house's lint refuses, as `file < import`. */
async function refusals(cases: typeof refused): Promise<string[]> {
  const house = await mkdtemp(join(tmpdir(), "hozur-borders-"));
  onTestFinished(() => rm(house, { recursive: true, force: true }));
  await copyFile(join(root, ".oxlintrc.json"), join(house, ".oxlintrc.json"));
  for (const [file, wants] of Object.entries(cases)) {
    await mkdir(dirname(join(house, file)), { recursive: true });
    const lines = wants.map((want) => `export * from ${JSON.stringify(want)};\n`);
    await writeFile(join(house, file), lines.join(""));
  }
  const lint = join(root, "node_modules", "oxlint", "bin", "oxlint");
  const said = await new Promise<string>((resolve) => {
    execFile(process.execPath, [lint, "--format", "json"], { cwd: house }, (_, stdout) =>
      resolve(stdout),
    );
  });
  const { diagnostics } = JSON.parse(said) as { diagnostics: readonly Diagnostic[] };
  return diagnostics
    .filter(({ code }) => code === "eslint(no-restricted-imports)")
    .map(({ filename, labels: [label] }) => {
      const line = (label?.span.line ?? 0) - 1;
      return pair(filename, cases[filename]?.[line] ?? `line ${line}`);
    });
}

interface Diagnostic {
  readonly code: string;
  readonly filename: string;
  readonly labels: readonly { readonly span: { readonly line: number } }[];
}

const pair = (file: string, want: string) => `${file} < ${want}`;
const pairsOf = (cases: typeof refused) =>
  Object.entries(cases).flatMap(([file, wants]) => wants.map((want) => pair(file, want)));

test("the lint refuses every import that crosses a border of the house", async () => {
  const found = await refusals(refused);
  expect([...new Set(found)].toSorted()).toEqual(pairsOf(refused).toSorted());
});

test("the lint lets every room use what is its own", async () => {
  expect(await refusals(allowed)).toEqual([]);
});

/** Files of the areas that write without `commit`, and why nobody's permission or audit is missed there. */
const ownWrites: Readonly<Record<string, string>> = {
  "attendance/corrections/run-imports.ts":
    "slices of a file that its start has a permit and an audit entry for",
  "attendance/reminders/begin-watches.ts": "a job: notes who is expected, decides nothing",
  "attendance/reminders/step-watches.ts": "a job: only questions, and when to ask next",
  "billing/close/close-months.ts":
    "a job: no actor; the closes and the ledger are their own record",
  "billing/jobs/tell-credit-low.ts": "only notices",
  "billing/jobs/tell-due-soon.ts": "only notices",
  "billing/jobs/tell-plan-ends.ts": "only notices",
  "payments/bookkeeping.ts": "notes of a schedule: when to look next is no fact of anybody's",
  "notify/send-summaries.ts": "only notices",
  "requests/tell-worked-on-leave.ts": "only notices",
  "trust/kiosk-page-data.ts": "when a page was seen last: a sign of life that may be lost",
  "leave/accrue.ts": "a job: no actor; the ledger it adds to is its own record",
  "timesheets/file-parts.ts": "bytes of a file whose making is logged",
  "timesheets/make-file.ts": "hands bytes to a writer",
  "timesheets/paper/xlsx/zip.ts": "writes to a stream",
  "timesheets/run-export.ts": "a job: how far it is; that it began and ended is logged",
  "periods/compare-periods.ts":
    "how far months were compared, and notices; the adjustments go through commit",
  "periods/draft-lines.ts":
    "a draft nobody sees; the close that makes it the month goes through commit",
  "periods/step-periods.ts": "a job: no actor; questions, stages and notices of a conversation",
  "security/confirm-jobs.ts":
    "a job: time ends what nobody answered; a moved question goes through commit",
  "security/confirm-waiting.ts": "a bot's note about its own message, for its next edit",
  "web/begin-session.ts": "which question a waiting browser belongs to; both went through commit",
  "web/open-session.ts": "when a browser was seen last: a sign of life that may be lost",
  "team/refresh-boards.ts": "a job: no actor; what a pinned board shows now",
};

test("in the areas only commit writes, which demands a permit and an audit entry", async () => {
  const writers: string[] = [];
  for (const area of [
    "people",
    "schedule",
    "attendance",
    "requests",
    "leave",
    "law",
    "billing",
    "payments",
    "operator",
    "periods",
    "team",
    "timesheets",
    "trust",
    "notify",
    "security",
    "web",
  ]) {
    for (const file of await readdir(join(root, "api", area), { recursive: true })) {
      if (!file.endsWith(".ts")) continue;
      const text = await readFile(join(root, "api", area, file), "utf8");
      if (/\.write\(|\bwriteSoon\b|\bwrite\s*[,}]/.test(text)) writers.push(`${area}/${file}`);
    }
  }
  expect(writers.toSorted()).toEqual(Object.keys(ownWrites).toSorted());
});
