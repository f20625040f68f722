import { type Api, ask } from "../../core/api.ts";
import type { ScreenContext } from "../../core/screen.ts";

const shownPlaces = 8;

/** Where a mission may go by name; other places are typed. */
export const loadPlaces = async ({ api }: Pick<ScreenContext<Api>, "api">) =>
  (await ask(api.requests.types.$get())).places.slice(0, shownPlaces);
