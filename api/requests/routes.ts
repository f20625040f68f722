import { createRouter } from "../core/http.ts";

export const requestRoutes = createRouter();
