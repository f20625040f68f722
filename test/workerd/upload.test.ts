import { expect, it } from "vitest";
import { createTelegramClient } from "../../bot/telegram/client.ts";

it("sends a file as a form, byte for byte", async () => {
  const bytes = new Uint8Array([0, 13, 10, 45, 45, 255]);
  const received: FormData[] = [];
  const client = createTelegramClient({
    token: "1:t",
    apiRoot: "http://telegram.test",
    fetch: async (url, init) => {
      received.push(await new Request(url, init).formData());
      return Response.json({ ok: true, result: { message_id: 1 } });
    },
  });
  const document = new File([bytes], "Счёт «17».pdf", { type: "application/pdf" });
  await client.call("sendDocument", {
    chat_id: 7,
    document,
    reply_markup: { inline_keyboard: [] },
  });
  const [form] = received;
  const file = form?.get("document") as File;
  expect([file.name, file.type]).toEqual(["Счёт «17».pdf", "application/pdf"]);
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
  expect(form?.get("chat_id")).toBe("7");
  expect(form?.get("reply_markup")).toBe('{"inline_keyboard":[]}');
});
