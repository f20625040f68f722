import { test } from "vitest";
import { liveThreeMonths } from "./live-three-months.ts";

test(
  "Shahrivar, Mehr and Aban 1405 in Iran: three months of 200 people are reckoned as a second, independent calculation reckons them",
  () => liveThreeMonths("ir"),
  300_000,
);
