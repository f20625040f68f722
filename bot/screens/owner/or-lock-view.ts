import type { Api } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import type { ScreenContext } from "../../core/screen.ts";
import type { Reply, Route, View } from "../../core/view.ts";
import { lockView } from "../shared/lock-view.ts";

/**
 * Does something that money may stop; who pays sees in its place what opens it, with the way back to where they came from.
 * Everybody else gets the refusal as it is everywhere.
 */
export async function orLockView(
  { t, session }: ScreenContext<Api>,
  back: Route,
  act: () => Promise<View | Reply>,
): Promise<View | Reply> {
  try {
    return await act();
  } catch (error) {
    const mayPay = session.membership?.permissions.includes("billing.manage") === true;
    const view = mayPay && error instanceof ApiProblem ? lockView(t, error, back) : null;
    if (view === null) throw error;
    return { show: view };
  }
}
