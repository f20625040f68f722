import type { Kiosk } from "../../../api/trust/schemas.ts";
import type { TextKey } from "../../../locales/index.ts";
import { ask, named, type Api } from "../../core/api.ts";
import { code, lines } from "../../core/html.ts";
import type { ScreenContext } from "../../core/screen.ts";
import { to, type View } from "../../core/view.ts";
import { backKey } from "../shared/steer.ts";

type Ctx = ScreenContext<Api>;

/** A fresh address for a kiosk whose page was lost or seen by somebody. */
export async function renewKiosk(ctx: Ctx, { id, name }: Kiosk): Promise<View> {
  const { link } = await ask(
    ctx.api.trust.kiosks[":id"].renew.$post(
      { param: { id }, json: {} },
      named(ctx.idempotencyKey()),
    ),
  );
  return linkView(ctx, "trust.kiosks.renewed", name, link);
}

export async function revokeKiosk(ctx: Ctx, { id }: Kiosk): Promise<void> {
  await ask(
    ctx.api.trust.kiosks[":id"].revoke.$post(
      { param: { id }, json: {} },
      named(ctx.idempotencyKey()),
    ),
  );
}

/** The address of the page: shown once. */
export const linkView = ({ t }: Ctx, text: TextKey, name: string, link: string): View => ({
  body: lines(t.th(text, { name }), code(link), "", t.th("trust.kiosks.keep")),
  keys: [
    [
      { label: t.tp("trust.kiosks.keys.open"), url: link },
      { label: t.tp("trust.kiosks.keys.copy"), copy: link },
    ],
    [backKey(t, to("kiosks"))],
  ],
});
