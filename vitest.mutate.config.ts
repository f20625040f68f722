import { defineConfig } from "vitest/config";

/** Only the tests that judge the rules of money and of days: each runs once for every mutant it reaches. */
export default defineConfig({
  test: {
    include: [
      "test/unit/{billing,payments}/rules/**/*.test.ts",
      "test/unit/documents/{match-purpose,paper-lines,requisite-edges,requisites,statement}.test.ts",
      "test/property/{billing-rules,billing-rules-money,documents-*}.test.ts",
      "test/unit/attendance/*.test.ts",
      "test/unit/law/*.test.ts",
      "test/property/{derive-days,derive-settings,accept-punch}.test.ts",
    ],
  },
});
