import type { Api } from "../../core/api.ts";
import { ask, named } from "../../core/api.ts";
import type { ScreenContext } from "../../core/screen.ts";

/** The organisation's choices about attendance and messages. */
export const readChoices = ({ api }: ScreenContext<Api>) => ask(api.attendance.settings.$get());
export type Choices = Awaited<ReturnType<typeof readChoices>>;

export const changeChoices = (ctx: ScreenContext<Api>, json: Partial<Choices>) =>
  ask(ctx.api.attendance.settings.$patch({ json }, named(ctx.idempotencyKey())));
