import attendance from "./attendance.json" with { type: "json" };
import common from "./common.json" with { type: "json" };
import errors from "./errors.json" with { type: "json" };
import notices from "./notices.json" with { type: "json" };
import people from "./people.json" with { type: "json" };
import requests from "./requests.json" with { type: "json" };
import schedule from "./schedule.json" with { type: "json" };

/** Every Persian text, one area a file. */
export const fa = { attendance, common, errors, notices, people, requests, schedule };
