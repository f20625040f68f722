import { createRouter } from "../core/http.ts";

export const peopleRoutes = createRouter();
