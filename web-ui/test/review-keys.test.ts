import assert from "node:assert/strict";
import { test } from "node:test";
import { actionFor, keyName, keysOf, parseOwnKeys, shown } from "../src/review/actions.ts";

const press = (key: string, more: object = {}) => ({
  key,
  code: "",
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...more,
});

test("a key is named by what it types, with Ctrl and with shifted digits by what is pressed", () => {
  assert.equal(keyName(press("G", { shiftKey: true })), "G");
  assert.equal(keyName(press("!", { shiftKey: true, code: "Digit1" })), "Shift+1");
  assert.equal(keyName(press("1", { shiftKey: true, code: "Digit1" })), "1", "where digits are typed with shift");
  assert.equal(keyName(press("K", { metaKey: true, shiftKey: true })), "Ctrl+k");
  assert.equal(keyName(press("Enter", { ctrlKey: true })), "Ctrl+Enter");
  assert.equal(keyName(press("Shift", { shiftKey: true })), null);
  assert.equal(keyName(press("a", { altKey: true })), null);
});

test("own keys take the place of the defaults, and are taken from who had them", () => {
  const keys = keysOf({ "outcome-grant": ["F"] });
  assert.equal(actionFor(keys, "F"), "outcome-grant");
  assert.deepEqual(keys.get("outcome-refuse"), []);
  assert.equal(actionFor(keys, "G"), null);
});

test("what was stored is kept where it is a map of keys", () => {
  assert.deepEqual(parseOwnKeys('{"undo": ["z"], "nothing": ["x"], "submit": "y", "veil": [1]}'), { undo: ["z"] });
  for (const text of [null, "", "[", "null", "7"]) {
    assert.deepEqual(parseOwnKeys(text), {});
  }
});

test("a key is shown as it stands on a keyboard", () => {
  assert.equal(shown("Shift+1"), "⇧ 1");
  assert.equal(shown("Ctrl+Enter"), "Ctrl ⏎");
  assert.equal(shown("N"), "⇧ N", "a capital letter is typed with shift");
  assert.equal(shown("u"), "u");
});
