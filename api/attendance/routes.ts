import { createRouter } from "../core/http.ts";

export const attendanceRoutes = createRouter();
