import { test } from "vitest";
import { liveThreeMonths } from "./live-three-months.ts";

test(
  "autumn 2026 in Russia: three months of 200 people are reckoned as a second, independent calculation reckons them",
  () => liveThreeMonths("ru"),
  300_000,
);
