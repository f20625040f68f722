import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import { type Api, ask } from "../../core/api.ts";
import { pageOf, pagingKeys } from "../../core/paging.ts";
import type { ScreenContext } from "../../core/screen.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { typeName } from "../shared/request-title.ts";
import { cancelKey } from "../shared/steer.ts";
import type { LeaveDraft } from "./leave-draft.ts";

type Ctx = ScreenContext<Api>;
type RequestType = Awaited<ReturnType<typeof loadTypes>>[number];

const perPage = 8;

/** What may be asked for here. */
const loadTypes = async ({ api }: Pick<Ctx, "api">) => (await ask(api.requests.types.$get())).items;

/** Everything but annual leave, which has the first place already: a key a kind. */
export async function kindsView(ctx: Ctx, page: number): Promise<View> {
  const { t } = ctx;
  const types = (await loadTypes(ctx)).filter(({ code }) => code !== "annual");
  const others: Key[] = [
    { label: t.tp("requests.types.overtime"), go: to("leave", ["kind", "overtime"]) },
    { label: t.tp("requests.types.correction"), go: to("fix") },
  ];
  const keyOf = (type: RequestType) => typeKey(t, type);
  const missions = types.filter(({ kind }) => kind === "mission");
  const leaves = types.filter(({ kind }) => kind === "leave");
  // What is asked for most comes first.
  const keys = [...missions.map(keyOf), ...others, ...leaves.map(keyOf)];
  const shown = pageOf(keys, page, perPage);
  return {
    body: t.th("requests.kinds_ask"),
    keys: [
      [{ label: t.tp("requests.types.annual"), go: to("leave", ["start"]) }],
      ...shown.items.map((key) => [key]),
      ...pagingKeys(t, shown, (other) => to("leave", ["kinds", other])),
      [cancelKey(t, to("leave", ["cancel"]))],
    ],
  };
}

const icons = { leave: "🌴", mission: "🚗" } as const;

const typeKey = (t: Translator, type: RequestType): Key => ({
  label:
    `${icons[type.kind]} ${typeName(t, { typeCode: type.code, typeName: type.name })}` as Plain,
  go: to("leave", ["kind", type.code]),
});

/** The draft of a kind, with what a sentence has said already; null when it is not offered (any more). */
export async function draftOfKind(
  ctx: Ctx,
  code: string,
  said: LeaveDraft = {},
): Promise<LeaveDraft | null> {
  if (code === "overtime")
    return { ...said, kind: "overtime", type: "overtime", units: ["hour"], unit: "hour" };
  const type = (await loadTypes(ctx)).find((one) => one.code === code);
  if (type === undefined) return null;
  if (code === "annual") return said;
  return {
    ...said,
    kind: type.kind,
    type: type.code,
    units: type.units,
    ...(type.name === null ? {} : { typeName: type.name }),
    ...(type.paper ? { paper: true as const } : {}),
  };
}
