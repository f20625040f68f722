import { ask, named } from "../../bot/core/api.ts";
import type { ApiWorld } from "../support/api-world.ts";
import type { Worker } from "./attendance-company.ts";
import { owners, staff } from "./attendance-messages.ts";

/** One code as the page of a kiosk gets it. */
export interface PageCode {
  readonly step: number;
  readonly size: number;
  readonly rows: string;
}

export const openKiosk = (
  world: ApiWorld,
  owner: Worker,
  workplaceId: string,
  name = "Door",
): Promise<{ id: string; link: string }> =>
  ask(owners(world, owner).trust.kiosks.$post({ json: { workplaceId, name } }, named(world.key())));

export const pathOf = (link: string): string => new URL(link).pathname;

export async function slice(world: ApiWorld, link: string, after = 0) {
  const answer = await world.app.request(`${pathOf(link)}/steps?after=${after}`);
  return {
    status: answer.status,
    body: (await answer.json()) as {
      now: number;
      stepMs: number;
      offsetMs: number;
      days: { from: number; text: string }[];
      codes: PageCode[];
      more: boolean;
    },
  };
}

/** Black on white, four pixels a module, as a camera would have it. */
export function pictureOf({ size, rows }: PageCode) {
  const quiet = 4;
  const scale = 4;
  const side = (size + quiet * 2) * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  const digits = Math.ceil(size / 4);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const digit = Number.parseInt(rows.charAt(y * digits + Math.floor(x / 4)), 16);
      if ((digit & (8 >> (x % 4))) === 0) continue;
      for (let row = 0; row < scale; row++)
        for (let column = 0; column < scale; column++) {
          const at = ((y + quiet) * scale + row) * side + (x + quiet) * scale + column;
          pixels.set([0, 0, 0, 255], at * 4);
        }
    }
  return { pixels, side };
}

export const scan = (
  world: ApiWorld,
  worker: Worker,
  message: {
    readonly messageId: number;
    readonly start: string;
    readonly at?: number;
    readonly forwarded?: boolean;
    readonly viaBot?: boolean;
    readonly fromOffline?: boolean;
  },
) =>
  ask(
    staff(world, worker).trust.scans.$post(
      {
        json: {
          chatId: worker.telegramUserId,
          messageId: message.messageId,
          at: message.at ?? world.now,
          start: message.start,
          forwarded: message.forwarded ?? false,
          viaBot: message.viaBot ?? false,
          fromOffline: message.fromOffline ?? false,
        },
      },
      named(world.key()),
    ),
  );
