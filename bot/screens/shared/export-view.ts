import type { ExportView } from "../../../api/timesheets/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import { ask, type Api } from "../../core/api.ts";
import { askBytes } from "../../core/ask-bytes.ts";
import { lines } from "../../core/html.ts";
import { type DocumentMessage, type Key, to, type View } from "../../core/view.ts";
import { draftOf, withDraft } from "../owner/timesheets-draft.ts";
import { capital } from "./capital.ts";

/** How far a file is, or what became of it, with what can be done about it. */
export function exportView(t: Translator, made: ExportView): View {
  return {
    body: lines(titleOf(t, made), stateOf(t, made), leftOut(t, made)),
    keys: keysOf(t, made),
  };
}

const titleOf = (t: Translator, { kind, format, period }: ExportView) =>
  t.th("timesheets.card.title", {
    kind: t.tp(`timesheets.kinds.${kind}`),
    month: capital(t.format.month(period)),
    format: format.toUpperCase(),
  });

function stateOf(t: Translator, { state, done, total }: ExportView) {
  if (state !== "running") return t.th(`timesheets.card.${state}`);
  return done < total
    ? t.th("timesheets.card.running", {
        done: t.format.number(done),
        total: t.format.number(total),
      })
    : t.th("timesheets.card.writing");
}

const leftOut = (t: Translator, { leftOut: count }: ExportView) =>
  count > 0 && t.th("timesheets.card.left_out", { count });

function keysOf(t: Translator, made: ExportView): Key[][] {
  if (made.state === "running")
    return [[{ label: t.tp("common.actions.keys.cancel"), go: to("export", [made.id, "cancel"]) }]];
  if (made.state === "done")
    return [[{ label: t.tp("timesheets.keys.again"), go: to("export", [made.id, "get"]) }]];
  return [
    [{ label: t.tp("timesheets.keys.retry"), go: withDraft("timesheets-make", draftOf(made)) }],
  ];
}

/** The finished file with what it is. @throws {ApiProblem} `not_found` when it is kept no longer */
export async function exportFile(t: Translator, api: Api, id: string): Promise<DocumentMessage> {
  const { exports } = api.timesheets;
  const [made, bytes] = await Promise.all([
    ask(exports[":id"].$get({ param: { id } })),
    askBytes(exports[":id"].file.$get({ param: { id } })),
  ]);
  const { snapshotHash } = made;
  return {
    document: { name: made.fileName, mime: mimes[made.format], bytes },
    caption: lines(
      titleOf(t, made),
      made.options.part === "first" && t.th("timesheets.card.first_half"),
      made.revision > 1 &&
        t.th("timesheets.card.corrective", { number: t.format.number(made.revision - 1) }),
      snapshotHash === null
        ? t.th("timesheets.card.preliminary")
        : t.th("timesheets.card.snapshot", { hash: snapshotHash.slice(0, 16) }),
      leftOut(t, made),
    ),
  };
}

const mimes = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
  csv: "text/csv",
} as const;
