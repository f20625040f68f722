import type { RoleView } from "../../../api/people/roles/schemas.ts";
import { ask, named, type Api } from "../../core/api.ts";
import type { ScreenContext } from "../../core/screen.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { roleArg, roleName } from "../shared/role-name.ts";

export interface Invitation {
  readonly role: Pick<RoleView, "id" | "preset" | "name">;
  readonly groupId: string | null;
  /** Groups they will lead besides their own; undefined: it is not asked. */
  readonly manages?: readonly string[];
  readonly organisation: string;
}

/** Makes an invitation and shows its link, ready to copy or to send on. */
export async function inviteCard(ctx: ScreenContext<Api>, invitation: Invitation): Promise<View> {
  const { t, api } = ctx;
  const { role, groupId, manages } = invitation;
  const { link, expiresAt } = await ask(
    api.people.invites.$post(
      {
        json: {
          ...(role.preset === null ? { roleId: role.id } : { rolePreset: role.preset }),
          ...(groupId === null ? {} : { groupId }),
          ...(manages === undefined ? {} : { manages: [...manages] }),
        },
      },
      named(ctx.idempotencyKey()),
    ),
  );
  const date = t.format.dateTime(expiresAt);
  return {
    body: t.th("people.invite.card", { role: roleName(t, role.preset, role.name), link, date }),
    keys: inviteKeys(ctx, { ...invitation, link }),
  };
}

function inviteKeys(
  { t }: ScreenContext<Api>,
  given: Invitation & { readonly link: string },
): Key[][] {
  const { role, groupId, link } = given;
  const text = t.tp("people.invite.share", { organisation: given.organisation });
  const share = `https://t.me/share/url?url=${encodeURIComponent(link)}&text=${encodeURIComponent(text)}`;
  const again = ["make", roleArg(role), ...(groupId === null ? [] : [groupId])];
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
