import { viewContextOf } from "../attendance/view-context.ts";
import { answer, createRouter, describe, memberContextOf, validate } from "../core/http.ts";
import { getMatrix } from "./get-matrix.ts";
import { listBoards } from "./list-boards.ts";
import { listColleagues } from "./list-colleagues.ts";
import { pinBoard } from "./pin-board.ts";
import * as schema from "./schemas.ts";
import { unpinBoard } from "./unpin-board.ts";

const tag = "Team";

export const teamRoutes = createRouter()
  .get(
    "/matrix/:period",
    describe(
      "getMatrix",
      "People by days; `current` is a period too",
      schema.matrix,
      tag,
      "attendance.view_team",
    ),
    validate("param", schema.matrixParam),
    validate("query", schema.matrixQuery),
    async (c) => {
      const { period } = c.req.valid("param");
      const ctx = await viewContextOf(c);
      const asked = { ...c.req.valid("query"), period: period === "current" ? null : period };
      return c.json(await getMatrix(ctx, asked));
    },
  )
  .get(
    "/colleagues",
    describe("listColleagues", "Who of one's group is here", schema.colleagues, tag, "punch.self"),
    validate("query", schema.colleaguesQuery),
    async (c) => c.json(await listColleagues(await viewContextOf(c), c.req.valid("query"))),
  )
  .get(
    "/boards",
    describe(
      "listBoards",
      "Boards pinned in groups",
      schema.teamBoards,
      tag,
      "attendance.view_team",
    ),
    async (c) => c.json(await listBoards(await memberContextOf(c))),
  )
  .post(
    "/boards",
    describe(
      "pinBoard",
      "Pin the board in a group chat",
      schema.boardParam,
      tag,
      "attendance.view_team",
    ),
    validate("json", schema.pinBoardInput),
    async (c) => {
      const ctx = await viewContextOf(c);
      return answer(c, ctx, await pinBoard(ctx, c.req.valid("json")));
    },
  )
  .post(
    "/boards/remove",
    describe(
      "unpinBoardOfChat",
      "Take the board out of a chat",
      schema.removedBoards,
      tag,
      "attendance.view_team",
    ),
    validate("json", schema.unpinBoardInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await unpinBoard(ctx, c.req.valid("json")));
    },
  )
  .delete(
    "/boards/:id",
    describe(
      "unpinBoard",
      "Take a board out of its group",
      schema.removedBoards,
      tag,
      "attendance.view_team",
    ),
    validate("param", schema.boardParam),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await unpinBoard(ctx, c.req.valid("param")));
    },
  );
