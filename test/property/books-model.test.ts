import fc from "fast-check";
import { it } from "vitest";
import { moneyCommands, tally } from "../support/money-commands.ts";
import { MoneyScene } from "../support/money-scene.ts";

/** Minutes to hunt for; without it as long as fits into everybody's run. */
const hunt = Number(process.env["MONEY_HUNT_MINUTES"] ?? 0);
const forMs = hunt > 0 ? hunt * 60_000 : 30_000;

/**
 * Two companies order, pay, wait, are paid back and corrected, with gateways that fail and callbacks that lie, come twice and
 * too late. After every step all invariants hold and a model of a few rules agrees with rows, screens and gateways.
 */
it(
  "keeps the books right whatever happens, in any order (BIL P1, P2, P5, P6, P7, P9, P10, P21, I1–I20)",
  async () => {
    await fc.assert(
      fc.asyncProperty(moneyCommands(40), async (commands) => {
        tally.set("runs", (tally.get("runs") ?? 0) + 1);
        const scene = await MoneyScene.open();
        try {
          await fc.asyncModelRun(() => ({ model: {}, real: scene }), commands);
          await scene.end();
        } finally {
          await scene.close();
        }
      }),
      {
        numRuns: hunt > 0 ? 1_000_000 : 40,
        interruptAfterTimeLimit: forMs,
        markInterruptAsFailure: false,
        verbose: 1,
        ...(process.env["MONEY_SEED"] === undefined
          ? {}
          : { seed: Number(process.env["MONEY_SEED"]) }),
      },
    );
    if (hunt > 0)
      console.log(Object.fromEntries([...tally].toSorted(([a], [b]) => (a < b ? -1 : 1))));
  },
  forMs * 3 + 60_000,
);
