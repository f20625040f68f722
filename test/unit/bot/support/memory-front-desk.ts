import type { Dialog } from "../../../../bot/core/dialog.ts";
import {
  ApiUnavailable,
  type Claim,
  type FrontDesk,
  type Session,
} from "../../../../bot/core/front-desk.ts";
import type { Instant } from "../../../../bot/core/incoming.ts";

export interface MemoryFrontDesk extends FrontDesk {
  session: Session;
  /** Every call fails while true. */
  down: boolean;
  dialog(userId: number): Dialog | undefined;
  readonly reachability: [userId: number, reachable: boolean][];
  /** Pretends an earlier delivery holds or spoiled the update. */
  hold(updateId: number, claim: Claim): void;
}

const maxAttempts = 3;
const keyOf = (bot: string, id: number) => `${bot} ${id}`;

/** A front desk that keeps its promises in memory: claims, dialogs with versions, expiry. */
export function createMemoryFrontDesk(session: Session, now: () => Instant): MemoryFrontDesk {
  const claims = new Map<string, Claim>();
  const attempts = new Map<string, number>();
  const dialogs = new Map<string, Dialog>();
  const reachability: [number, boolean][] = [];
  let version = 0;

  const desk: MemoryFrontDesk = {
    session,
    down: false,
    reachability,
    dialog: (userId) => dialogs.get(keyOf("staff", userId)),
    hold: (updateId, claim) => void claims.set(keyOf("staff", updateId), claim),

    async open({ bot, updateId, user }) {
      checkUp(desk);
      const key = keyOf(bot, updateId);
      const tried = (attempts.get(key) ?? 0) + 1;
      attempts.set(key, tried);
      const claim = claims.get(key) ?? (tried > maxAttempts ? "poison" : "mine");
      const dialog = dialogs.get(keyOf(bot, user?.id ?? 0));
      const waits = dialog !== undefined && dialog.expiresAt > now();
      return { claim, session: desk.session, dialog: waits ? dialog : undefined };
    },
    async saveDialog({ bot, userId }, step, expectedVersion) {
      checkUp(desk);
      const key = keyOf(bot, userId);
      const current = dialogs.get(key);
      if (current && current.version !== expectedVersion && current.expiresAt > now()) return null;
      const saved = { ...step, version: (version += 1) };
      dialogs.set(key, saved);
      return saved;
    },
    async clearDialog({ bot, userId }) {
      checkUp(desk);
      dialogs.delete(keyOf(bot, userId));
    },
    async done(bot, updateId) {
      checkUp(desk);
      claims.set(keyOf(bot, updateId), "done");
    },
    async reachable(_bot, userId, reachable) {
      checkUp(desk);
      reachability.push([userId, reachable]);
    },
  };
  return desk;
}

function checkUp({ down }: MemoryFrontDesk): void {
  if (down) throw new ApiUnavailable("down");
}
