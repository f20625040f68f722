import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What the lock file says of one installed package. */
interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
}

/** What may go into a product that companies run: they ask for a notice, never for our source. */
const licences =
  /^\(?(MIT|MIT-0|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|CC0-1\.0|OFL(-1\.1)?|MPL-2\.0)( (OR|AND) [\w.-]+)*\)?$/;
/** Licences that the package file does not say but the package does. */
const known: Readonly<Record<string, string>> = { "node_modules/png-js": "MIT" };
/** May run code at install; all of them are tools, none is in the product. */
const mayRun = /(^|\/)node_modules\/(esbuild|workerd)$/;

/** What is wrong with a lock file, without asking anybody: a hash is missing, a licence is not ours to take, code runs at install. */
export function auditLock(
  packages: Readonly<Record<string, Locked>>,
  licenceIn: (path: string) => string | undefined,
): string[] {
  return Object.entries(packages).flatMap(([path, locked]) => {
    if (path === "") return [];
    const licence = known[path] ?? locked.license ?? licenceIn(path) ?? "none";
    const isShipped = locked.dev !== true && locked.devOptional !== true;
    return [
      ...(locked.integrity?.startsWith("sha512-") === true ? [] : [`${path}: no sha512 hash`]),
      ...(locked.resolved === undefined ? [] : [`${path}: names the host it came from`]),
      ...(isShipped && !licences.test(licence) ? [`${path}: licence ${licence}`] : []),
      ...(locked.hasInstallScript === true && !(mayRun.test(path) && !isShipped)
        ? [`${path}: runs code at install`]
        : []),
    ];
  });
}

/** Every dependency of ours is one exact version. */
export const unpinned = (all: Readonly<Record<string, string>>): string[] =>
  Object.entries(all).flatMap(([name, version]) =>
    /^\d+\.\d+\.\d+$/.test(version) ? [] : [`${name}: ${version}`],
  );

interface Advisories {
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string }>>;
}

/** Known holes in what is shipped. @returns null when the registry in use does not tell */
function knownHoles(): string[] | null {
  const run = spawnSync("npm", ["audit", "--omit=dev", "--json"], {
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  let told: Advisories = {};
  try {
    told = JSON.parse(run.stdout) as Advisories;
  } catch {
    return null;
  }
  if (told.vulnerabilities === undefined) return null;
  return Object.entries(told.vulnerabilities)
    .filter(([, { severity }]) => severity === "high" || severity === "critical")
    .map(([name, { severity }]) => `${name}: ${severity}`);
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

function licenceOf(path: string): string | undefined {
  try {
    const { license } = readJson(join(path, "package.json")) as { license?: string };
    return license;
  } catch {
    return undefined;
  }
}

if (import.meta.main) {
  const own = readJson("package.json") as Record<string, Record<string, string>>;
  const lock = readJson("package-lock.json") as { packages: Record<string, Locked> };
  const holes = knownHoles();
  if (holes === null)
    console.warn("The registry in use tells no advisories: only the lock file was audited.");
  const wrong = [
    ...unpinned({ ...own["dependencies"], ...own["devDependencies"] }),
    ...auditLock(lock.packages, licenceOf),
    ...(holes ?? []),
  ];
  for (const line of wrong) console.error(line);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
