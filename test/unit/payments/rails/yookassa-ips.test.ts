import { describe, expect, it } from "vitest";
import { isYookassaAddress } from "../../../../api/payments/rails/yookassa-ips.ts";

describe("addresses YooKassa's notifications come from (BIL 3.2)", () => {
  it.each([
    "185.71.76.0",
    "185.71.76.31",
    "185.71.77.1",
    "77.75.153.0",
    "77.75.153.127",
    "77.75.154.128",
    "77.75.154.255",
    "77.75.156.11",
    "77.75.156.35",
    "2a02:5180::",
    "2a02:5180:0:1509::1",
    "2A02:5180:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF",
    "::ffff:185.71.76.1",
  ])("knows %s", (address) => {
    expect(isYookassaAddress(address)).toBe(true);
  });

  it.each([
    "185.71.76.32",
    "185.71.75.255",
    "77.75.153.128",
    "77.75.154.127",
    "77.75.156.12",
    "2a02:5181::",
    "2a02:517f:ffff::",
    "::185.71.76.1",
    "127.0.0.1",
    "::1",
  ])("does not know %s", (address) => {
    expect(isYookassaAddress(address)).toBe(false);
  });

  it.each([
    "",
    "185.71.76",
    "185.71.76.1.1",
    "185.71.76.01",
    "185.71.76.256",
    " 185.71.76.1",
    "185.71.76.1, 10.0.0.1",
    "0xb9.71.76.1",
    "2a02:5180:::1",
    "2a02:5180::1::2",
    "2a02:5180:0:0:0:0:0",
    "2a02:5180:0:0:0:0:0:0:0",
    "2a02:5180::g",
    "unknown",
  ])("takes «%s» for no address", (text) => {
    expect(isYookassaAddress(text)).toBe(false);
  });
});
