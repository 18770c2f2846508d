import assert from "node:assert/strict";
import { test } from "node:test";
import { clockText } from "../src/parties/countdown.ts";

test("time that is left reads like a clock, and never below nothing", () => {
  assert.equal(clockText(600), "10:00");
  assert.equal(clockText(59.2), "1:00");
  assert.equal(clockText(9), "0:09");
  assert.equal(clockText(-3), "0:00");
});
