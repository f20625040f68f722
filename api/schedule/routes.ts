import { createRouter } from "../core/http.ts";

export const scheduleRoutes = createRouter();
