import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Figures, Ready, ServerPlan } from "./servers/contract.ts";

export interface ServerProcess {
  readonly url: string;
  figures(): Promise<Figures>;
  stop(): Promise<void>;
}

/** Starts one of `servers/` in a process of its own; its log goes nowhere, its complaints to our stderr. */
export async function startServer(
  name: "product" | "bare" | "raw",
  plan: ServerPlan,
): Promise<ServerProcess> {
  const file = fileURLToPath(new URL(`./servers/${name}.ts`, import.meta.url));
  const child = fork(file, [JSON.stringify(plan)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      CALLS_PER_MINUTE_PERSON: "1000000000",
      CALLS_PER_MINUTE_ORGANISATION: "1000000000",
    },
    execArgv: [...(name === "product" ? ["--max-semi-space-size=16"] : []), ...profiling(name)],
  });
  const { url } = await nextMessage<Ready>(child);
  return {
    url,
    async figures() {
      child.send("figures");
      return nextMessage<Figures>(child);
    },
    async stop() {
      if (child.exitCode !== null) return;
      child.disconnect();
      await once(child, "exit");
    },
  };
}

/** `BENCH_PROFILE=product npm run bench` leaves a CPU profile of that server in .cache/. */
const profiling = (name: string): string[] =>
  process.env["BENCH_PROFILE"] === name ? ["--cpu-prof", "--cpu-prof-dir=.cache/profiles"] : [];

async function nextMessage<T>(child: ChildProcess): Promise<T> {
  const gone = new AbortController();
  try {
    const [message] = (await Promise.race([
      once(child, "message", { signal: gone.signal }),
      once(child, "exit", { signal: gone.signal }).then(() => {
        throw new Error("A server of the bench ended before it answered");
      }),
    ])) as [T];
    return message;
  } finally {
    gone.abort();
  }
}
