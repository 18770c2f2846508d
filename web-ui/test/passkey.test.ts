import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBase64Url, toBase64Url } from "../src/pages/passkey.ts";

test("base64url gives the bytes back, whatever their number, without padding", () => {
  for (let size = 0; size < 9; size += 1) {
    const bytes = Uint8Array.from({ length: size }, (_, index) => 255 - index * 3);
    const text = toBase64Url(bytes.buffer);
    assert.match(text, /^[A-Za-z0-9_-]*$/);
    assert.deepEqual(fromBase64Url(text), bytes);
  }
});
