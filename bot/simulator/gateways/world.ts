import type {
  KnownKey,
  Movement,
  YookassaPayment,
  YookassaRefund,
  ZarinpalPayment,
} from "./model.ts";
import type { Rail } from "./model.ts";

export interface GatewayRules {
  /** Zarinpal gives unverified money back after this long (ms); its papers do not say when. Default 30 min. */
  readonly returnAfter: number;
  /** How long (ms) a buyer may take: Zarinpal then says FAILED, YooKassa expired_on_confirmation. Default 1 h. */
  readonly payWithin: number;
  /** Zarinpal's panel setting, which `metadata.auto_verify` overrides. Default false. */
  readonly autoVerify: boolean;
  /** Hosts a Zarinpal callback may have (−14); null for any. */
  readonly callbackHosts: readonly string[] | null;
  /** Rials one payment may have at most (−13). Default 2 000 000 000. */
  readonly terminalLimit: number;
  /** Whether Zarinpal knows the server's address: without it no reverse (−62). Default false. */
  readonly reverseAllowed: boolean;
  /** A YooKassa shop that owes receipts: a payment without one is refused. Default false. */
  readonly fiscal: boolean;
  /** What YooKassa says about its payments in `test`. Default false: it plays a real shop. */
  readonly testShop: boolean;
}

const usual: GatewayRules = {
  returnAfter: 30 * 60_000,
  payWithin: 60 * 60_000,
  autoVerify: false,
  callbackHosts: null,
  terminalLimit: 2_000_000_000,
  reverseAllowed: false,
  fiscal: false,
  testShop: false,
};

export interface GatewayWorld {
  readonly rules: GatewayRules;
  /** Epoch ms: the given clock and what the control plane moved it by. */
  now: () => number;
  moveClock: (ms: number) => void;
  readonly journal: Movement[];
  readonly zarinpal: Map<string, ZarinpalPayment>;
  readonly yookassa: Map<string, YookassaPayment>;
  readonly refunds: Map<string, YookassaRefund>;
  readonly keys: Map<string, KnownKey>;
  /** Sum the next opened payment is remembered with; null for its own. */
  tampered: number | null;
  move: (movement: Omit<Movement, "at">) => void;
  reset: () => void;
}

export function createGatewayWorld(
  clock: () => number,
  rules: Partial<GatewayRules>,
): GatewayWorld {
  let offset = 0;
  const world: GatewayWorld = {
    rules: { ...usual, ...rules },
    now: () => clock() + offset,
    moveClock: (ms) => void (offset += ms),
    journal: [],
    zarinpal: new Map(),
    yookassa: new Map(),
    refunds: new Map(),
    keys: new Map(),
    tampered: null,
    move: (movement) => void world.journal.push({ at: world.now(), ...movement }),
    reset() {
      offset = 0;
      world.tampered = null;
      world.journal.splice(0);
      for (const kept of [world.zarinpal, world.yookassa, world.refunds, world.keys]) kept.clear();
    },
  };
  return world;
}

/** The sum a payment is opened with: its own, unless somebody tampers. */
export function openedWith(world: GatewayWorld, amount: number): number {
  const opened = world.tampered ?? amount;
  world.tampered = null;
  return opened;
}

export interface LedgerLine {
  readonly rail: Rail;
  readonly merchant: string;
  /** Taken from buyers. held + returned + captured = taken, always. */
  readonly taken: number;
  readonly held: number;
  readonly returned: number;
  readonly captured: number;
  readonly refunded: number;
  /** captured − refunded: what the merchant has. */
  readonly balance: number;
}

/** The sandbox's own truth, from its movements alone. */
export function ledgerOf(world: GatewayWorld): LedgerLine[] {
  const merchants = Map.groupBy(world.journal, ({ rail, merchant }) => `${rail} ${merchant}`);
  return [...merchants.values()].flatMap((movements) => {
    const [first] = movements;
    if (!first) return [];
    const sum = (kind: Movement["kind"]): number =>
      movements.reduce((total, each) => total + (each.kind === kind ? each.amount : 0), 0);
    const [taken, captured, returned, refunded] = [
      sum("hold"),
      sum("capture"),
      sum("return"),
      sum("refund"),
    ];
    const held = taken - captured - returned;
    const balance = captured - refunded;
    const { rail, merchant } = first;
    return [{ rail, merchant, taken, held, returned, captured, refunded, balance }];
  });
}
