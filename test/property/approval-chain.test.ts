import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ApprovalLevel,
  type AskedLevel,
  type ChainScene,
  escalated,
  nextLevel,
  openChain,
  standing,
} from "../../api/requests/rules/chain.ts";

const ids = ["a", "b", "c", "d", "e"] as const;
const groups = ["g1", "g2", null] as const;

const decider = fc.record({
  id: fc.constantFrom(...ids),
  groupId: fc.constantFrom(...groups),
  sees: fc.oneof(
    fc.constant("all" as const),
    fc.subarray(groups.filter((group) => group !== null)),
  ),
  isOwner: fc.boolean(),
  isAway: fc.boolean(),
});
const delegation = fc
  .record({ from: fc.constantFrom(...ids), to: fc.constantFrom(...ids) })
  .filter(({ from, to }) => from !== to)
  .map((one) => ({ ...one, startsOn: "2026-01-01" as const, endsOn: "2026-12-31" as const }));
const scene: fc.Arbitrary<ChainScene> = fc.record({
  deciders: fc.uniqueArray(decider, { selector: ({ id }) => id, maxLength: 5 }),
  delegations: fc.array(delegation, { maxLength: 4 }),
});
const level: fc.Arbitrary<ApprovalLevel> = fc.oneof(
  fc.record({
    by: fc.constantFrom("anybody", "own_group", "owner"),
    escalateHours: fc.constantFrom(null, 4),
  }),
  fc.record({
    by: fc.constant("employees" as const),
    ids: fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 3 }),
    escalateHours: fc.constantFrom(null, 4),
  }),
);
const author = fc.record({
  authorId: fc.constantFrom(...ids),
  groupId: fc.constantFrom(...groups),
});

/** What happens to a request, one after another; who acts is picked by number. */
const act = fc.oneof(
  fc.record({ kind: fc.constant("approve" as const), who: fc.nat(20) }),
  fc.record({ kind: fc.constant("reject" as const), who: fc.nat(20) }),
  fc.record({ kind: fc.constant("escalate" as const), who: fc.nat(20) }),
  fc.record({ kind: fc.constant("change" as const), scene }),
);

interface State {
  readonly stage: number;
  readonly asked: AskedLevel;
  readonly state: "pending" | "approved" | "rejected";
  readonly decisions: readonly { readonly stage: number; readonly by: string }[];
}

describe("a chain of approval", () => {
  test("is decided once a level, never by its author, and always ends", () => {
    fc.assert(
      fc.property(
        fc.array(level, { minLength: 1, maxLength: 4 }),
        author,
        scene,
        fc.array(act, { maxLength: 12 }),
        (levels, of, first, acts) => {
          const opened = openChain(levels, of, first);
          const others = first.deciders.filter(({ id }) => id !== of.authorId);
          // Without anybody but the author there is no request at all; else somebody is asked.
          expect(opened === null).toBe(others.length === 0);
          if (opened === null) return;
          let now: ChainScene = first;
          let request: State = {
            stage: opened.stage,
            asked: opened.asked,
            state: "pending",
            decisions: [],
          };
          const decide = (by: string, approve: boolean): void => {
            const decisions = [...request.decisions, { stage: request.stage, by }];
            const next = approve ? nextLevel(opened.levels, request.stage, of, now) : null;
            request =
              next === null
                ? { ...request, decisions, state: approve ? "approved" : "rejected" }
                : { stage: next.stage, asked: next.asked, decisions, state: "pending" };
          };
          for (const one of acts) {
            if (request.state !== "pending") break;
            if (one.kind === "change") {
              now = one.scene;
              continue;
            }
            if (one.kind === "escalate") {
              const following = opened.levels[request.stage] ?? null;
              const wider = escalated(request.asked, following, of, now);
              const before = request.asked.people.map(({ id }) => id);
              expect(wider.people.map(({ id }) => id)).toEqual(expect.arrayContaining(before));
              request = { ...request, asked: wider };
            } else {
              const may = ids.filter(
                (id) =>
                  id !== of.authorId &&
                  standing(request.asked, id, [], one.who % 2 === 0) !== undefined,
              );
              const by = may[one.who % Math.max(1, may.length)];
              if (by !== undefined) decide(by, one.kind === "approve");
            }
            expect(request.asked.people.map(({ id }) => id)).not.toContain(of.authorId);
          }
          // Whoever is asked answering yes ends it after at most one decision a level.
          for (let step = 0; step <= opened.levels.length && request.state === "pending"; step++)
            decide(request.asked.people[0]?.id ?? "", true);
          expect(request.state).not.toBe("pending");
          const stages = request.decisions.map(({ stage }) => stage);
          expect(new Set(stages).size).toBe(stages.length);
          expect(stages).toEqual(stages.toSorted((a, b) => a - b));
          expect(request.decisions.map(({ by }) => by)).not.toContain(of.authorId);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("names the one a delegate stands in for, and asks nobody twice", () => {
    fc.assert(
      fc.property(level, author, scene, (one, of, here) => {
        const opened = openChain([one], of, here);
        if (opened === null) return;
        const asked = opened.asked.people.map(({ id }) => id);
        expect(new Set(asked).size).toBe(asked.length);
        for (const { id, onBehalfOf } of opened.asked.people) {
          expect(here.deciders.map((decider_) => decider_.id)).toContain(id);
          if (onBehalfOf !== null) expect(asked).toContain(onBehalfOf);
        }
      }),
    );
  });
});
