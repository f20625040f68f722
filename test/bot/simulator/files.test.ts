import { describe, expect, test } from "vitest";
import { png } from "../../support/png.ts";
import { type Answer, simulator, STAFF } from "./fixture.ts";

type Sent = { message_id: number; photo?: { width: number; height: number }[] };

async function started() {
  const { sim } = await simulator();
  const ann = sim.user({ id: 101, firstName: "Ann" });
  const chat = ann.in("staff");
  await chat.start();
  const upload = async (kind: "document" | "photo", file: File | undefined, more = {}) => {
    const form = new FormData();
    form.set("chat_id", String(ann.id));
    if (file) form.set(kind, file);
    for (const [name, value] of Object.entries(more)) form.set(name, String(value));
    const method = kind === "photo" ? "sendPhoto" : "sendDocument";
    const response = await fetch(`${sim.url}/bot${STAFF.token}/${method}`, {
      method: "POST",
      body: form,
    });
    return {
      status: response.status,
      ...((await response.json()) as Omit<Answer<Sent>, "status">),
    };
  };
  return { sim, chat, upload };
}

const pdf = (name = "act.pdf") => new File(["%PDF"], name, { type: "application/pdf" });
const picture = (width: number, height: number) =>
  new File([png(width, height)], "chart.png", { type: "image/png" });
const zeros = (size: number, name: string) => new File([new Uint8Array(size)], name);
const megabyte = 1024 * 1024;

describe("an uploaded file", () => {
  test("is kept byte for byte, to be looked at and downloaded", async () => {
    const { sim, chat, upload } = await started();
    await upload("document", pdf("Счёт «17».pdf"), { caption: "<b>Счёт</b>", parse_mode: "HTML" });
    expect(chat.lastDocument()).toEqual({
      kind: "document",
      name: "Счёт «17».pdf",
      mime: "application/pdf",
      bytes: new TextEncoder().encode("%PDF"),
      caption: "Счёт",
    });
    const { file } = chat.last();
    const response = await fetch(`${sim.url}/simulator/files/${file?.id}`);
    expect(response.headers.get("content-type")).toBe("application/pdf");
    expect(response.headers.get("content-disposition")).toContain(encodeURIComponent("Счёт «17»"));
    expect(await response.text()).toBe("%PDF");
  });

  test("that is a photo has its real sides", async () => {
    const { chat, upload } = await started();
    const { result } = await upload("photo", picture(640, 300));
    expect(result.photo).toMatchObject([{ width: 640, height: 300 }]);
    expect(chat.lastDocument().kind).toBe("photo");
    const jpeg = new Uint8Array([
      0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc2, 0, 11, 8, 0, 90, 0, 120, 1, 1, 0x11, 0,
    ]);
    const photo = new File([jpeg], "photo.jpg", { type: "image/jpeg" });
    expect((await upload("photo", photo)).result.photo).toMatchObject([{ width: 120, height: 90 }]);
  });

  test("is what lastDocument() gives; without one it says so", async () => {
    const { chat } = await started();
    expect(() => chat.lastDocument()).toThrow("the bot has sent no file");
  });

  test.each<[string, "document" | "photo", File | undefined, object, number, string]>([
    ["nothing", "document", undefined, {}, 400, "there is no document in the request"],
    ["no photo", "photo", undefined, {}, 400, "there is no photo in the request"],
    ["an empty file", "document", zeros(0, "x.pdf"), {}, 400, "file must be non-empty"],
    ["a name with a path", "document", pdf("../x.pdf"), {}, 400, "wrong file name specified"],
    ["a name of 256 bytes", "document", pdf(`${"ж".repeat(126)}.pdf`), {}, 400, "wrong file name"],
    [
      "a caption of 1025",
      "document",
      pdf(),
      { caption: "х".repeat(1025) },
      400,
      "caption is too long",
    ],
    [
      "50 MB and a byte",
      "document",
      zeros(50 * megabyte + 1, "x.csv"),
      {},
      413,
      "Entity Too Large",
    ],
    [
      "a photo of 10 MB and a byte",
      "photo",
      zeros(10 * megabyte + 1, "x.png"),
      {},
      400,
      "is too big for a photo",
    ],
    ["a photo that is none", "photo", pdf(), {}, 400, "IMAGE_PROCESS_FAILED"],
    ["a photo too long", "photo", picture(9_900, 101), {}, 400, "PHOTO_INVALID_DIMENSIONS"],
    ["a photo too thin", "photo", picture(2_100, 100), {}, 400, "PHOTO_INVALID_DIMENSIONS"],
  ])("refuses %s", async (_what, kind, file, more, status, description) => {
    const { sim, upload } = await started();
    const answer = await upload(kind, file, more);
    expect(answer.status).toBe(status);
    expect(answer.description).toContain(description);
    expect(sim.violations()).toHaveLength(1);
  });
});
