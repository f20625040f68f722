import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const clock = fileURLToPath(new URL("shift-clock.ts", import.meta.url));
const startsWithinMs = 30_000;
const stopsWithinMs = 15_000;

/** Whatever a developer has in `.env` must not reach a test; empty counts as not set. */
const noSettings = {
  DATABASE_URL: "",
  DATABASE_TOKEN: "",
  STAFF_BOT_TOKEN: "",
  OWNER_BOT_TOKEN: "",
  STAFF_BOT_USERNAME: "",
  OWNER_BOT_USERNAME: "",
  STAFF_WEBHOOK_SECRET: "",
  OWNER_WEBHOOK_SECRET: "",
  STAFF_API_KEY: "",
  OWNER_API_KEY: "",
  TELEGRAM_API_ROOT: "",
  LINK_ORIGIN: "",
  PUBLIC_URL: "",
  HOST: "",
  ZARINPAL_MERCHANT_ID: "",
  ZARINPAL_BASE_URL: "",
  YOOKASSA_SHOP_ID: "",
  YOOKASSA_SECRET_KEY: "",
  YOOKASSA_BASE_URL: "",
  YOOKASSA_RECEIPT_EMAIL: "",
  TELEGRAM_PROVIDER_TOKEN: "",
  STARS_MINOR_PER_STAR: "",
  OPERATOR_TELEGRAM_IDS: "",
};

export interface ProductProcess {
  /** What it printed for the person at the terminal: where to open the simulator; empty with real tokens. */
  readonly page: string;
  readonly api: string;
  /** Lines it logged at warn or error, and whatever else it wrote to the terminal's error stream. */
  complaints(): readonly string[];
  /** Sets the clock of the process forward or back, ms from the machine's. */
  shiftClock(offset: number): Promise<void>;
  /** Stops it and starts it again on the same database and ports. */
  restart(): Promise<void>;
  /** @throws {Error} when it does not end by itself and cleanly */
  stop(): Promise<void>;
}

export interface ProductOptions {
  readonly settings?: Readonly<Record<string, string>>;
  /** Ms between the machine's clock and the one the process sees; default 0. */
  readonly clockOffset?: number;
}

/** The product as `npm start` starts it: one process, its own database file, free ports. */
export async function startProduct(options: ProductOptions = {}): Promise<ProductProcess> {
  const folder = await mkdtemp(join(tmpdir(), "hozur-product-"));
  const [port, simulatorPort] = [await freePort(), await freePort()];
  const gatewaysPort = await freePort();
  const settings = {
    ...noSettings,
    PORT: String(port),
    SIMULATOR_PORT: String(simulatorPort),
    GATEWAYS_PORT: String(gatewaysPort),
    DATABASE_PATH: join(folder, "hozur.db"),
    ...options.settings,
  };
  const complaints: string[] = [];
  let offset = options.clockOffset ?? 0;
  const launch = () => launched(settings, offset, complaints);
  let running = await launch();

  return {
    api: `http://127.0.0.1:${port}`,
    page: running.page,
    complaints: () => [...complaints],
    async shiftClock(next) {
      offset = next;
      running.child.send({ offset });
      await once(running.child, "message");
    },
    async restart() {
      await ended(running.child);
      running = await launch();
    },
    async stop() {
      await ended(running.child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function launched(
  settings: Readonly<Record<string, string>>,
  offset: number,
  complaints: string[],
): Promise<{ readonly child: ChildProcess; readonly page: string }> {
  const child = spawn(
    process.execPath,
    ["--import", clock, "--env-file-if-exists=.env", "api/node.ts"],
    {
      cwd: root,
      env: {
        ...process.env,
        CALLS_PER_MINUTE_PERSON: "1000000",
        CALLS_PER_MINUTE_ORGANISATION: "1000000",
        ...settings,
        TEST_CLOCK_OFFSET_MS: String(offset),
        NODE_OPTIONS: "",
      },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    },
  );
  const abandon = (): void => void child.kill("SIGKILL");
  process.once("exit", abandon);
  child.once("exit", () => process.off("exit", abandon));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    if (!text.startsWith(".env not found")) complaints.push(text);
  });

  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`the product did not start within ${startsWithinMs} ms`));
    }, startsWithinMs);
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`the product ended with ${code}\n${complaints.join("")}`));
    });
    readLines(child, (line) => {
      if (/"level":"(warn|error)"/.test(line)) complaints.push(line);
      const { event, simulator } = parsed(line);
      if (event !== "started") return;
      clearTimeout(timer);
      resolve({ child, page: simulator ?? "" });
    });
  });
}

function readLines(child: ChildProcess, take: (line: string) => void): void {
  let rest = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(take);
  });
}

function parsed(line: string): { readonly event?: string; readonly simulator?: string | null } {
  return line.startsWith("{")
    ? (JSON.parse(line) as { event?: string; simulator?: string | null })
    : {};
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null) {
    const end = once(child, "exit");
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), stopsWithinMs);
    await end;
    clearTimeout(timer);
  }
  if (child.exitCode !== 0)
    throw new Error(`the product ended with ${child.exitCode ?? child.signalCode}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
