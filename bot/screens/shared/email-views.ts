import type { z } from "zod";
import type { emailView as emailShape, RecoveryView } from "../../../api/security/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import { lines, plain } from "../../core/html.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { backKey } from "./steer.ts";

/** The own address, masked, and what can be done about it. */
export function emailView(
  t: Translator,
  { email, canSend, recovery }: z.infer<typeof emailShape>,
  { isMember }: { readonly isMember: boolean },
): View {
  const back = backKey(t, to("settings"));
  if (email === null)
    return {
      body: lines(
        t.th("security.email.title"),
        t.th(canSend ? "security.email.none" : "security.email.off"),
      ),
      keys: [
        canSend ? [{ label: t.tp("security.email.keys.set"), go: to("email", ["set"]) }] : [],
        [back],
      ],
    };
  return {
    body: lines(
      t.th("security.email.title"),
      t.th("security.email.is", { email }),
      recovery !== null && "",
      recovery !== null &&
        (recovery.effectiveAt === null
          ? t.th("security.recovery.own_asked")
          : t.th("security.recovery.own_waiting", {
              time: t.format.dateTime(recovery.effectiveAt),
            })),
    ),
    keys: [
      [
        ...(canSend
          ? [{ label: t.tp("security.email.keys.change"), go: to("email", ["set"]) }]
          : []),
        { label: t.tp("security.email.keys.remove"), go: to("email", ["remove"]) },
      ],
      lostKeys(t, recovery?.id ?? null, isMember),
      [back],
    ],
  };
}

function lostKeys(t: Translator, recoveryId: string | null, isMember: boolean): Key[] {
  if (recoveryId !== null)
    return [{ label: t.tp("security.recovery.keys.stop"), go: to("email", ["stop", recoveryId]) }];
  return isMember
    ? [{ label: t.tp("security.recovery.keys.lost"), go: to("email", ["lost"]) }]
    : [];
}

export const removeView = (t: Translator): View => ({
  body: t.th("security.email.remove_sure"),
  keys: [
    [
      {
        label: t.tp("security.email.keys.remove_yes"),
        go: to("email", ["gone"]),
        style: "danger",
      },
    ],
    [backKey(t, to("email"))],
  ],
});

export const lostView = (t: Translator): View => ({
  body: t.th("security.recovery.explain"),
  keys: [
    [{ label: t.tp("security.recovery.keys.ask"), go: to("email", ["recover"]) }],
    [backKey(t, to("email"))],
  ],
});

/** Somebody's request to go without their address, for everybody who has a word in it. */
export function recoveryCard(t: Translator, view: RecoveryView): View {
  const { id, state, effectiveAt } = view;
  const time = effectiveAt === null ? "" : t.format.dateTime(effectiveAt);
  const names = { name: plain(view.employeeName), organisation: plain(view.organisationName) };
  return {
    body: lines(
      view.isOwn ? t.th("security.recovery.card_own") : t.th("security.recovery.card", names),
      "",
      state === "waiting"
        ? t.th("security.recovery.states.waiting", { time })
        : t.th(`security.recovery.states.${state}`),
      view.mayApprove && t.th("security.recovery.be_sure"),
    ),
    keys: [
      view.mayApprove
        ? [
            {
              label: t.tp("security.recovery.keys.approve"),
              go: to("recovery", [id, "approve"]),
              style: "success" as const,
            },
          ]
        : [],
      view.mayCancel
        ? [
            {
              label: t.tp("security.recovery.keys.stop"),
              go: to("recovery", [id, "cancel"]),
              style: "danger" as const,
            },
          ]
        : [],
    ],
  };
}
