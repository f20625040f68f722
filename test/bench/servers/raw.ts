import { Agent, createServer, request, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { readPlan, reportTo } from "./contract.ts";
import { openOneInsert, type PunchUpdate, receipt } from "./one-insert.ts";

/** No framework at all: node:http, the secret, JSON.parse, the same durable insert, the same receipt, 200. */
const plan = readPlan();
const punches = await openOneInsert(plan);
const agent = new Agent({ keepAlive: true });

const server = createServer((incoming, response) => {
  const finish = (status: number): void => void response.writeHead(status).end();
  if (incoming.headers["x-telegram-bot-api-secret-token"] !== plan.secret) return finish(401);
  void handle(incoming).then(
    () => finish(200),
    () => finish(500),
  );
});

async function handle(incoming: IncomingMessage): Promise<void> {
  const update = JSON.parse(await readText(incoming)) as PunchUpdate;
  await punches.insert(update);
  await sendReceipt(update.message.chat.id);
}

function readText(incoming: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    incoming.setEncoding("utf8");
    incoming.on("data", (chunk: string) => (text += chunk));
    incoming.on("end", () => resolve(text));
    incoming.on("error", reject);
  });
}

function sendReceipt(chatId: number): Promise<void> {
  const body = JSON.stringify({ chat_id: chatId, text: receipt.text, ...receipt.options });
  return new Promise((resolve, reject) => {
    const call = request(
      `${plan.stubUrl}/bot${plan.token}/sendMessage`,
      {
        agent,
        method: "POST",
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
        },
      },
      (answer) => {
        void readText(answer)
          .then((text) => JSON.parse(text) as unknown)
          .then(() => resolve(), reject);
      },
    );
    call.on("error", reject);
    call.end(body);
  });
}

server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  reportTo(process, (server.address() as AddressInfo).port, punches.count);
});
