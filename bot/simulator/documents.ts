import type { StoredMessage } from "./model.ts";
import { say, type MessageOptions, type Seat } from "./seat.ts";

/** A file on the person's phone. */
export type OwnFile = { name: string; bytes: Uint8Array; mime?: string };

/** Sends a file; the bot gets its id and fetches it with `getFile`. */
export function sendOwnFile(
  seat: Seat,
  file: OwnFile,
  options: MessageOptions = {},
): StoredMessage {
  const { world } = seat;
  const { name, bytes, mime = "application/octet-stream" } = file;
  if (bytes.length === 0) throw new Error("a client sends no empty file");
  const id = `SIM-file-${String(++world.serial).padStart(12, "0")}`;
  world.files.set(id, { id, name, type: mime, bytes });
  const document = {
    file_id: id,
    file_unique_id: id.slice(-12),
    file_name: name,
    mime_type: mime,
    file_size: bytes.length,
  };
  return say(seat, { document }, options);
}
