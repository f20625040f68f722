import type { RolePreset } from "../../../api/core/permissions.ts";
import { ask, named, type Api } from "../../core/api.ts";
import type { ScreenContext } from "../../core/screen.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { roleName } from "../shared/role-name.ts";

/** Makes an invitation and shows its link, ready to copy or to send on. */
export async function inviteCard(
  ctx: ScreenContext<Api>,
  {
    role,
    groupId,
    organisation,
  }: {
    readonly role: RolePreset;
    readonly groupId: string | null;
    readonly organisation: string;
  },
): Promise<View> {
  const { t, api } = ctx;
  const { link, expiresAt } = await ask(
    api.people.invites.$post(
      { json: { rolePreset: role, ...(groupId === null ? {} : { groupId }) } },
      named(ctx.idempotencyKey()),
    ),
  );
  const date = t.format.dateTime(expiresAt);
  return {
    body: t.th("people.invite.card", { role: roleName(t, role), link, date }),
    keys: inviteKeys(ctx, { role, groupId, organisation, link }),
  };
}

function inviteKeys(
  { t }: ScreenContext<Api>,
  given: {
    readonly role: RolePreset;
    readonly groupId: string | null;
    readonly organisation: string;
    readonly link: string;
  },
): Key[][] {
  const { role, groupId, link } = given;
  const text = t.tp("people.invite.share", { organisation: given.organisation });
  const share = `https://t.me/share/url?url=${encodeURIComponent(link)}&text=${encodeURIComponent(text)}`;
  const again = groupId === null ? ["make", role] : ["make", role, groupId];
  return [
    [
      { label: t.tp("people.invite.keys.copy"), copy: link },
      { label: t.tp("people.invite.keys.send"), url: share },
    ],
    [
      { label: t.tp("people.invite.keys.again"), go: to("invite", again) },
      { label: t.tp("people.invite.keys.done"), go: to("home") },
    ],
  ];
}
