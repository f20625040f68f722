import * as z from "zod";
import { type Api, ask } from "../../core/api.ts";
import type { Dialog } from "../../core/dialog.ts";
import type { ScreenContext } from "../../core/screen.ts";

const level = z.object({
  by: z.enum(["anybody", "own_group", "owner", "employees"]),
  id: z.string().optional(),
  name: z.string().optional(),
  hours: z.int().nullable().optional(),
});
export type DraftLevel = z.infer<typeof level>;

/** A chain of approval being made; kept in the dialog's row. */
const chainDraft = z.object({
  /** `all`, a kind of request, or the code of a kind of leave. */
  what: z.string().optional(),
  minDays: z.int().nullable().optional(),
  levels: z.array(level).max(5).default([]),
  /** Shown to be checked: no further level is asked for. */
  ready: z.boolean().optional(),
});
export type ChainDraft = z.infer<typeof chainDraft>;

/** What a chain may be for. */
export const chainKinds = ["leave", "mission", "overtime", "correction"] as const;
export const chainTypes = ["sick", "unpaid"] as const;

export function chainDraftOf(dialog: Dialog | undefined): ChainDraft | null {
  const read = chainDraft.safeParse(dialog?.draft ?? {});
  return dialog?.step === "chains/new" && read.success ? read.data : null;
}

/** What the API is asked for. */
export function chainInput({ what = "all", minDays, levels }: ChainDraft) {
  const kind = chainKinds.find((one) => one === what);
  const type = chainTypes.find((one) => one === what);
  return {
    conditions: {
      ...(kind === undefined ? {} : { kinds: [kind] }),
      ...(type === undefined ? {} : { types: [type] }),
      ...(minDays === undefined || minDays === null ? {} : { minDays }),
    },
    levels: levels.map(({ by, id, hours }) => ({
      by,
      ...(id === undefined ? {} : { ids: [id] }),
      ...(hours === undefined ? {} : { escalateHours: hours }),
    })),
  };
}

export const loadChains = ({ api }: Pick<ScreenContext<Api>, "api">) =>
  ask(api.requests.chains.$get());
