import type { ProcessFigures } from "./process-figures.ts";
import type { Round } from "./round.ts";
import type { BundleFigures } from "./worker-bundle.ts";

export type Summary = readonly (Round & { readonly ofBare: number })[];

/** Medians over the rounds of each contestant and level, and the throughput as a share of the bare bot's. */
export function summarise(rounds: readonly Round[]): Summary {
  const groups = Map.groupBy(rounds, (round) => `${round.connections} ${round.contestant}`);
  const medians = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const middle = (pick: (round: Round) => number) => median(group.map(pick));
    return [
      {
        contestant: first.contestant,
        connections: first.connections,
        punches: group.reduce((sum, round) => sum + round.punches, 0),
        perSecond: middle((round) => round.perSecond),
        p50: middle((round) => round.p50),
        p99: middle((round) => round.p99),
        cpuMicros: middle((round) => round.cpuMicros),
        roundTrips: middle((round) => round.roundTrips),
        errors: group.reduce((sum, round) => sum + round.errors, 0),
        correct: group.every((round) => round.correct),
      },
    ];
  });
  return medians.map((row) => {
    const bare = medians.find(
      (other) => other.contestant === "bare" && other.connections === row.connections,
    );
    return { ...row, ofBare: row.perSecond / (bare?.perSecond ?? Number.NaN) };
  });
}

function median(values: readonly number[]): number {
  const ascending = values.toSorted((a, b) => a - b);
  const middle = Math.floor(ascending.length / 2);
  const upper = ascending[middle] ?? 0;
  return ascending.length % 2 === 1 ? upper : (upper + (ascending[middle - 1] ?? 0)) / 2;
}

/** Prints one table of a race. */
export function printRounds(title: string, summary: Summary): void {
  console.log(`\n${title}: median of rounds`);
  console.table(
    summary.map((row) => ({
      connections: row.connections,
      server: row.contestant,
      "punches/s": Math.round(row.perSecond),
      "of bare": row.ofBare.toFixed(2),
      "p50 ms": row.p50.toFixed(2),
      "p99 ms": row.p99.toFixed(1),
      "CPU us": Math.round(row.cpuMicros),
      "db trips": row.roundTrips.toFixed(2),
      errors: row.errors,
      correct: row.correct ? "yes" : "NO",
    })),
  );
}

export function printProcesses(processes: readonly ProcessFigures[]): void {
  console.log("\nthe process");
  console.table(
    processes.map(({ name, startMs, idleRssMiB, idlePssMiB }) => ({
      process: name,
      "first 200, ms": Math.round(startMs),
      "idle RSS MiB": idleRssMiB?.toFixed(0) ?? "?",
      "idle PSS MiB": idlePssMiB?.toFixed(0) ?? "?",
    })),
  );
}

export function printBundle({ kib, gzippedKib }: BundleFigures): void {
  console.log(`\nworker bundle: ${kib.toFixed(0)} KiB, ${gzippedKib.toFixed(0)} KiB gzipped`);
}
