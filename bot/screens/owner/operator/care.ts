import { ask } from "../../../core/api.ts";
import { bold, html, lines, name } from "../../../core/html.ts";
import { to } from "../../../core/view.ts";
import { backKey } from "../../shared/steer.ts";
import { column, emptyLine, label, operatorScreen } from "./desk.ts";

/** Organisations whose books failed a check. */
export const operatorParked = operatorScreen({
  name: "operator-parked",
  code: "ok",
  async open({ t, api }) {
    const { items } = await ask(api.operator.parked.$get());
    return {
      body: lines(
        bold(t.th("operator.parked.title")),
        t.th("operator.parked.hint"),
        emptyLine(t, items.length === 0),
        ...items
          .slice(0, 10)
          .map(
            ({ organisation, reason }) => html`▫️ ${name(organisation.name)}: ${name(reason, 150)}`,
          ),
      ),
      keys: [
        ...column(
          items.slice(0, 10).map(({ organisation }) => ({
            label: label(organisation.name),
            go: to("operator-org", [organisation.id]),
          })),
        ),
        [{ label: t.tp("operator.home.keys.audit", { count: "" }), go: to("operator-audit") }],
        [backKey(t, to("operator"))],
      ],
    };
  },
});

/** Runs every check of the books now. */
export const operatorAudit = operatorScreen({
  name: "operator-audit",
  code: "ou",
  async open({ t, api, now }) {
    const { checked, faults } = await ask(api.operator.audit.$get());
    return {
      body: lines(
        bold(t.th("operator.audit.title")),
        t.th(faults.length === 0 ? "operator.audit.clean" : "operator.audit.faulty", {
          checks: t.format.number(checked.length),
          faults: t.format.number(checked.reduce((sum, { faults: found }) => sum + found, 0)),
          at: t.format.dateTime(now),
        }),
        ...faults
          .slice(0, 12)
          .map(
            ({ invariant, organisation, subject, detail }) =>
              html`⚠️ ${name(invariant)}: ${name(organisation?.name ?? "")}
              ${name(`${subject} ${detail}`, 160)}`,
          ),
      ),
      keys: [
        [{ label: t.tp("common.actions.keys.retry"), go: to("operator-audit") }],
        [backKey(t, to("operator"))],
      ],
    };
  },
});

/** Wishes for a tariff that nobody has answered. */
export const operatorRequests = operatorScreen({
  name: "operator-requests",
  code: "oq",
  args: ["id", "id"],
  async open({ t, api }, [orgId, id]) {
    const { items } = await ask(api.operator["plan-requests"].$get());
    const one = items.find((request) => request.id === id && request.organisation.id === orgId);
    if (one === undefined)
      return {
        body: lines(bold(t.th("operator.requests.title")), emptyLine(t, items.length === 0)),
        keys: [
          ...column(
            items.slice(0, 10).map(({ id: its, organisation, createdAt }) => ({
              label: label(organisation.name, t.format.dayMonth(t.format.localDate(createdAt))),
              go: to("operator-requests", [organisation.id, its]),
            })),
          ),
          [backKey(t, to("operator"))],
        ],
      };
    return {
      body: lines(
        bold(name(one.organisation.name)),
        html`👤 ${name(one.by)} · ${t.format.dateTime(one.createdAt)}`,
        "",
        ...one.text.split("\n").map((line) => html`${name(line, 1000)}`),
      ),
      keys: [
        [
          {
            label: t.tp("operator.requests.keys.answer"),
            go: to("operator-act", ["answer", one.organisation.id, one.id]),
            style: "primary",
          },
        ],
        [backKey(t, to("operator-requests"))],
      ],
    };
  },
});
