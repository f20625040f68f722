import { inflateSync } from "node:zlib";
import jsQr from "jsqr";
import { expect, test } from "vitest";
import { qrPicture } from "../../../bot/screens/shared/qr-picture.ts";

/** Black and white pixels of a PNG of one bit a pixel without filters. */
function pixelsOf(png: Buffer): { readonly side: number; readonly rgba: Uint8ClampedArray } {
  const side = png.readUInt32BE(16);
  const data = png.indexOf("IDAT") + 4;
  const rows = inflateSync(png.subarray(data, data + png.readUInt32BE(data - 8)));
  const stride = Math.ceil(side / 8) + 1;
  const rgba = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) {
      const bit = ((rows[y * stride + 1 + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
      rgba.fill(bit * 255, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  return { side, rgba };
}

test("a phone reads the picture back", async () => {
  const text = "https://qr.nspk.ru/AD10006M8KH234K782OQM0L13JI31LQD?type=02&sum=32900&cur=RUB";
  const { side, rgba } = pixelsOf(Buffer.from(await qrPicture(text)));
  expect(jsQr.default(rgba, side, side)?.data).toBe(text);
});
