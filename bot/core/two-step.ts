import * as z from "zod";
import type { Dialog } from "./dialog.ts";
import type { ApiProblem } from "./front-desk.ts";
import type { PersonIncoming } from "./incoming.ts";
import type { Registry } from "./registry.ts";
import { type Route, to } from "./view.ts";

/**
 * While a command waits for its second confirmation, its dialog waits underneath: the step that was there, and what was typed
 * into it.
 */
export const twoStepDraft = z.object({
  id: z.string(),
  /** Where [Continue] leads. */
  go: z.object({
    screen: z.string(),
    args: z.array(z.string()),
    rev: z.number().optional(),
  }),
  beneath: z.object({ step: z.string(), draft: z.unknown() }).nullable(),
  /** What was typed, when it was no tap. */
  said: z.string().nullable(),
});
export type TwoStepDraft = z.infer<typeof twoStepDraft>;

export const twoStepRoute = ({ screen, args, rev }: TwoStepDraft["go"]): Route =>
  to(screen, args, rev);

/** The draft of the two-step screen, when that is what waits. */
export function twoStepDraftOf(
  screen: string | undefined,
  dialog: Dialog | undefined,
): TwoStepDraft | null {
  if (screen === undefined || dialog?.step.split("/")[0] !== screen) return null;
  return twoStepDraft.safeParse(dialog.draft).data ?? null;
}

export interface Uncovered {
  readonly dialog: Dialog | undefined;
  /** What was lifted to get at it; null when nothing was. */
  readonly lifted: TwoStepDraft | null;
}

/** [Continue] finds the dialog as it was when the command was refused. */
export function uncover<Api>(
  registry: Registry<Api>,
  incoming: PersonIncoming,
  dialog: Dialog | undefined,
): Uncovered {
  const draft = twoStepDraftOf(registry.entries.twoStep, dialog);
  if (draft === null || dialog === undefined || incoming.kind !== "tap")
    return { dialog, lifted: null };
  const route = registry.codec.decode(incoming.data);
  const isContinue = route !== null && sameRoute(route, twoStepRoute(draft.go));
  if (!isContinue || draft.said !== null) return { dialog, lifted: null };
  const beneath = draft.beneath === null ? {} : draft.beneath;
  return {
    dialog: { ...dialog, ...beneath, screenMessageId: incoming.messageId },
    lifted: draft,
  };
}

const sameRoute = (a: Route, b: Route): boolean =>
  a.screen === b.screen && a.rev === b.rev && a.args.join("\n") === b.args.join("\n");

/** Where a refused command waits for its confirmation; null for other refusals. */
export function twoStepWait<Api>(
  registry: Registry<Api>,
  { code, details }: ApiProblem,
  lifted: TwoStepDraft | null,
): Route | null {
  const screen = registry.entries.twoStep;
  const { id } = details;
  if (screen === undefined || code !== "confirmation_needed" || typeof id !== "string") return null;
  return to(screen, ["wait", id, ...(lifted?.id === id ? ["again"] : [])]);
}
