import type { RequestView } from "../../../api/requests/schemas.ts";
import { type Api, ask } from "../../core/api.ts";
import { askBytes } from "../../core/ask-bytes.ts";
import { plain } from "../../core/html.ts";
import type { ScreenContext } from "../../core/screen.ts";
import type { Message } from "../../core/view.ts";
import { requestTitle } from "./request-title.ts";

/** The papers of a request as files, for whoever may see it. */
export async function paperMessages(
  { api, t }: ScreenContext<Api>,
  request: RequestView,
): Promise<Message[]> {
  const { items } = await ask(api.requests[":id"].files.$get({ param: { id: request.id } }));
  const caption = t.th("requests.papers.caption", {
    name: plain(request.employeeName, 40),
    kind: requestTitle(t, request.card),
  });
  return Promise.all(
    items.map(async ({ id: file, name, mime }) => ({
      document: {
        name,
        mime,
        bytes: await askBytes(
          api.requests[":id"].files[":file"].$get({ param: { id: request.id, file } }),
        ),
      },
      caption,
    })),
  );
}
