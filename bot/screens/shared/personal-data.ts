import type { z } from "zod";
import type { myData } from "../../../api/people/erase/schemas.ts";
import { ask, named, type Api } from "../../core/api.ts";
import { html, lines, plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, type SentFile, to, type View } from "../../core/view.ts";
import { backKey, cancelKey } from "./steer.ts";

type Ctx = ScreenContext<Api>;
type Data = z.infer<typeof myData>;

/** What is kept of a person, what can be deleted and what the law keeps: one's own, or of who has left. */
export const personalDataScreen: Screen<Api> = {
  name: "personal-data",
  code: "pda",
  async open(ctx, [action = "", id = ""]) {
    const of = action.startsWith("of") ? id : null;
    switch (action) {
      case "ask":
      case "of-ask":
        return confirmView(ctx, of);
      case "erase":
      case "of-erase":
        return erase(ctx, of);
      case "file":
        return { send: [await fileMessage(ctx)], dialog: "keep" };
      default:
        return dataView(ctx, of, await readData(ctx, of));
    }
  },
};

const readData = ({ api }: Ctx, of: string | null): Promise<Data> =>
  of === null
    ? ask(api.data["my-data"].$get())
    : ask(api.data.employees[":id"].data.$get({ param: { id: of } }));

const wayBack = (of: string | null) => (of === null ? to("settings") : to("person-access", [of]));

function dataView({ t }: Ctx, of: string | null, data: Data): View {
  const { punches, points, requests, files, erasedAt } = data;
  const line = (key: "phone" | "email" | "number" | "position", value: string | null) =>
    value !== null && t.th(`members.data.${key}`, { value: plain(value, 120) });
  const actions: Key[][] = [
    of === null
      ? [{ label: t.tp("members.data.keys.file"), go: to("personal-data", ["file"]) }]
      : [],
    [
      {
        label: t.tp(of === null ? "members.data.keys.ask" : "members.data.keys.erase"),
        go: of === null ? to("personal-data", ["ask"]) : to("personal-data", ["of-ask", of]),
        style: "danger",
      },
    ],
  ];
  return {
    body: lines(
      t.th("members.data.title", { name: data.name }),
      t.th("members.data.about", { organisation: data.organisationName }),
      line("phone", data.phone),
      line("email", data.email),
      line("number", data.personnelNumber),
      line("position", data.position),
      t.th("members.data.counts", { punches, points, requests, files }),
      erasedAt !== null && t.th("members.data.erased_at", { date: t.format.dateTime(erasedAt) }),
    ),
    keys: [...(erasedAt === null ? actions : []), [backKey(t, wayBack(of))]],
  };
}

/** Both lists before anything is deleted; the safe key first (TG 6). */
async function confirmView(ctx: Ctx, of: string | null): Promise<View> {
  const { t } = ctx;
  const { erased, kept, profile, name } = await readData(ctx, of);
  return {
    body: lines(
      t.th("members.data.title", { name }),
      "",
      t.th("members.data.will_erase"),
      ...erased.map((kind) => html`• ${t.tp(`members.data.erase.${kind}`)}`),
      "",
      t.th("members.data.will_keep"),
      ...kept.map((kind) => html`• ${t.tp(`members.data.keep.${kind}`)}`),
      t.th(`members.data.law.${profile}`),
      "",
      t.th("members.data.confirm"),
    ),
    keys: [
      [cancelKey(t, of === null ? to("personal-data") : to("personal-data", ["of", of]))],
      [
        {
          label: t.tp("members.data.keys.yes"),
          go: of === null ? to("personal-data", ["erase"]) : to("personal-data", ["of-erase", of]),
          style: "danger",
        },
      ],
    ],
  };
}

async function erase(ctx: Ctx, of: string | null): Promise<Reply> {
  const { t, api } = ctx;
  const key = named(ctx.idempotencyKey());
  const { state } =
    of === null
      ? await ask(api.data["my-data"].erase.$post({ json: {} }, key))
      : await ask(api.data.employees[":id"].erase.$post({ param: { id: of }, json: {} }, key));
  return {
    show: {
      body: t.th(state === "asked" ? "members.data.asked" : "members.data.erased"),
      keys: [[backKey(t, of === null ? to("home") : to("person-access", [of]))]],
    },
  };
}

async function fileMessage(ctx: Ctx): Promise<{ document: SentFile; caption: View["body"] }> {
  const { erased: _erased, kept: _kept, ...facts } = await readData(ctx, null);
  return {
    document: {
      name: "my-data.json",
      mime: "application/json",
      bytes: new TextEncoder().encode(`${JSON.stringify(facts, null, 2)}\n`),
    },
    caption: ctx.t.th("members.data.title", { name: facts.name }),
  };
}
