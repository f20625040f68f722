import attendance from "./attendance.json" with { type: "json" };
import billing from "./billing.json" with { type: "json" };
import common from "./common.json" with { type: "json" };
import documents from "./documents.json" with { type: "json" };
import errors from "./errors.json" with { type: "json" };
import notices from "./notices.json" with { type: "json" };
import operator from "./operator.json" with { type: "json" };
import papers from "./papers.json" with { type: "json" };
import payments from "./payments.json" with { type: "json" };
import people from "./people.json" with { type: "json" };
import requests from "./requests.json" with { type: "json" };
import schedule from "./schedule.json" with { type: "json" };

/** Every Russian text, one area a file. */
export const ru = {
  attendance,
  billing,
  common,
  documents,
  errors,
  notices,
  operator,
  papers,
  payments,
  people,
  requests,
  schedule,
};
