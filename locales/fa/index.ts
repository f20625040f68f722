import attendance from "./attendance.json" with { type: "json" };
import billing from "./billing.json" with { type: "json" };
import common from "./common.json" with { type: "json" };
import corrections from "./corrections.json" with { type: "json" };
import documents from "./documents.json" with { type: "json" };
import errors from "./errors.json" with { type: "json" };
import law from "./law.json" with { type: "json" };
import leave from "./leave.json" with { type: "json" };
import members from "./members.json" with { type: "json" };
import notices from "./notices.json" with { type: "json" };
import operator from "./operator.json" with { type: "json" };
import papers from "./papers.json" with { type: "json" };
import payments from "./payments.json" with { type: "json" };
import people from "./people.json" with { type: "json" };
import periods from "./periods.json" with { type: "json" };
import requests from "./requests.json" with { type: "json" };
import schedule from "./schedule.json" with { type: "json" };
import security from "./security.json" with { type: "json" };
import team from "./team.json" with { type: "json" };
import timesheets from "./timesheets.json" with { type: "json" };
import trust from "./trust.json" with { type: "json" };

/** Every Persian text, one area a file. */
export const fa = {
  attendance,
  billing,
  common,
  corrections,
  documents,
  errors,
  law,
  leave,
  members,
  notices,
  operator,
  papers,
  payments,
  people,
  periods,
  requests,
  schedule,
  security,
  team,
  timesheets,
  trust,
};
