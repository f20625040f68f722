import * as z from "zod";

const id = z.string().min(1).max(64);
export const confirmationParam = z.object({ id });
export const nothing = z.object({});
export const done = z.object({ done: z.literal(true) });

export const answerInput = z.object({ answer: z.enum(["yes", "no"]) });
/** As typed: digits of any keyboard, spaces between. */
export const codeInput = z.object({ code: z.string().max(64) });

/** Where the key of a waiting message leads; the bot that wrote it reads it again, nobody else. */
export const waitingInput = z.object({
  messageId: z.int().positive(),
  go: z.object({
    screen: z.string().max(40),
    args: z.array(z.string().max(64)).max(12),
    rev: z.int().optional(),
  }),
});

export const confirmationView = z.object({
  id: z.string(),
  /** What is to be confirmed; an address is proven under `email.verify`. */
  action: z.string(),
  facts: z.record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
  ),
  state: z.enum(["pending", "approved", "used", "denied", "withdrawn", "expired"]),
  /** Where the act was tried: `bot:owner`, `web`. */
  origin: z.string(),
  /** The bot that was asked. */
  pushBot: z.enum(["staff", "owner"]).nullable(),
  /** Channels that have not answered yet. */
  waitsFor: z.array(z.enum(["push", "email"])),
  /** Whether a code was sent by e-mail. */
  withCode: z.boolean(),
  attemptsLeft: z.int(),
  expiresAt: z.int(),
  /** From when it may be sent again, ms; null: no more. */
  againAt: z.int().nullable(),
});
export type ConfirmationView = z.infer<typeof confirmationView>;

export const emailInput = z.object({ address: z.string().min(3).max(300) });
export const savedEmail = z.object({ email: z.string() });

export const emailView = z.object({
  /** Masked: `a…@b.ru`; null: none is set. */
  email: z.string().nullable(),
  /** Whether this deployment can send letters. */
  canSend: z.boolean(),
  recovery: z
    .object({
      id: z.string(),
      state: z.enum(["asked", "waiting"]),
      effectiveAt: z.int().nullable(),
    })
    .nullable(),
});

export const recoveryView = z.object({
  id: z.string(),
  employeeName: z.string(),
  organisationName: z.string(),
  state: z.enum(["asked", "waiting", "done", "cancelled"]),
  createdAt: z.int(),
  /** When the address goes, ms; null until somebody has agreed. */
  effectiveAt: z.int().nullable(),
  /** The reader's own. */
  isOwn: z.boolean(),
  mayApprove: z.boolean(),
  mayCancel: z.boolean(),
});
export type RecoveryView = z.infer<typeof recoveryView>;
