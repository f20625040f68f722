import { expect, test } from "vitest";
import { apiFor, ask } from "../../../bot/core/api.ts";
import { testConfig } from "../../support/api-world.ts";

const asked: string[] = [];
const api = apiFor(
  {
    fetch: (url) => {
      asked.push(url);
      return Response.json({});
    },
    origin: "http://api",
    keys: testConfig.botKeys,
  },
  "owner",
  1,
);
const pathOf = async (id: string): Promise<string | undefined> => {
  asked.length = 0;
  await ask(api.people.employees[":id"].$get({ param: { id } }));
  return asked[0];
};

test("a parameter is one part of the path, whatever it says", async () => {
  expect(await pathOf("a-1")).toBe("http://api/v1/people/employees/a-1");
  expect(await pathOf("x/end")).toBe("http://api/v1/people/employees/x%2Fend");
  expect(await pathOf("../invites?x#y")).toBe(
    "http://api/v1/people/employees/..%2Finvites%3Fx%23y",
  );
  expect(await pathOf("۱\ud800")).toBe("http://api/v1/people/employees/%DB%B1%EF%BF%BD");
});

test.each(["", ".", ".."])(
  "a parameter that is no part of a path (%j) is not found, and no list is",
  async (id) => {
    await expect(pathOf(id)).rejects.toMatchObject({ status: 404, code: "not_found" });
    expect(asked).toEqual([]);
  },
);
