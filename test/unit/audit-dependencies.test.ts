import { describe, expect, it } from "vitest";
import { auditLock, unpinned } from "../support/audit-dependencies.ts";

const good = { version: "1.0.0", license: "MIT", integrity: "sha512-x" };
const audit = (path: string, locked: object) =>
  auditLock({ "": {}, [path]: { ...good, ...locked } }, () => undefined);

describe("the audit of dependencies", () => {
  it("is content with a hashed package under a licence we can take", () => {
    expect(audit("node_modules/a", {})).toEqual([]);
    expect(audit("node_modules/a", { license: "(MIT OR Apache-2.0)" })).toEqual([]);
  });

  it.each([
    ["without a hash", { integrity: undefined }, "no sha512 hash"],
    ["with an old hash", { integrity: "sha1-x" }, "no sha512 hash"],
    ["from a named host", { resolved: "https://host/a.tgz" }, "names the host"],
    ["under the GPL", { license: "GPL-3.0" }, "licence GPL-3.0"],
    ["without a licence", { license: undefined }, "licence none"],
    ["that runs code at install", { hasInstallScript: true }, "runs code at install"],
  ])("names a package %s", (_, locked, what) => {
    expect(audit("node_modules/a", locked)).toEqual([
      expect.stringContaining(`node_modules/a: ${what}`),
    ]);
  });

  it("lets tools of development have other licences and two of them run code", () => {
    expect(audit("node_modules/a", { dev: true, license: "LGPL-3.0" })).toEqual([]);
    expect(audit("node_modules/workerd", { dev: true, hasInstallScript: true })).toEqual([]);
    expect(audit("node_modules/workerd", { hasInstallScript: true })).toHaveLength(1);
  });

  it("names every version that is not one version", () => {
    expect(unpinned({ a: "1.2.3", b: "^1.2.3", c: "latest", d: "1.x" })).toEqual([
      "b: ^1.2.3",
      "c: latest",
      "d: 1.x",
    ]);
  });
});
