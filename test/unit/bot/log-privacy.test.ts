import { describe, expect, test } from "vitest";
import { errorFields } from "../../../api/core/log.ts";
import { reasonOf } from "../../../bot/core/bot-log.ts";
import { ApiProblem } from "../../../bot/core/front-desk.ts";
import { refusal } from "../../../bot/telegram/failure.ts";
import { DatabaseError } from "../../../db/errors.ts";

/** An error whose message quotes what a person wrote, as parsers and query builders make them. */
function quoting(): Error[] {
  const errors = [
    new Error("Failed query: insert into persons values (?)\nparams: Anna Petrova\nat home"),
  ];
  try {
    JSON.parse("Anna Petrova");
  } catch (error) {
    errors.push(error as Error);
  }
  return errors;
}

describe("a log line about an error", () => {
  test.each(quoting())("says its place and not what was written: %s", (error) => {
    const lines = JSON.stringify([errorFields(error), reasonOf(error)]);
    expect(lines).not.toMatch(/Anna|Petrova|at home/);
    expect(errorFields(error)["error_at"]).toContain("log-privacy.test.ts");
    expect(reasonOf(error)).toMatchObject({
      reason: error.name,
      stack: expect.stringContaining("log-privacy.test.ts"),
    });
  });

  test("says how our own errors are classed", () => {
    expect(reasonOf(new ApiProblem(409, "already_decided")).reason).toBe(
      "ApiProblem 409 already_decided",
    );
    expect(errorFields(new DatabaseError("unique", "punches.source_key"))).toMatchObject({
      error_name: "DatabaseError",
      error_kind: "unique",
    });
    expect(errorFields("Anna")).toEqual({ error_name: "string", error_at: null });
  });

  test("quotes nothing that Telegram quotes of a message", () => {
    const description = `Bad Request: can't parse entities: Unsupported start tag "Anna" at byte offset 5`;
    const failure = refusal("sendMessage", 400, { error_code: 400, description });
    expect(failure.description).toBe(
      `Bad Request: can't parse entities: Unsupported start tag "…" at byte offset 5`,
    );
    expect(reasonOf(failure).reason).toBe("TelegramFailure sendMessage bad_request");
  });
});
