import assert from "node:assert/strict";
import test from "node:test";
import { ACTION_NAMES, ACTIONS, actionOf, keyName, parseOwnKeys, shown, withOwnKeys } from "../src/viewer/keys.ts";
import { languageOf, sayAction } from "../src/viewer/words.ts";

const PRESS = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };

test("no two actions share a default key", () => {
  const all = Object.values(ACTIONS).flat();
  assert.equal(new Set(all).size, all.length);
});

test("shift is named where the key types nothing, and the browser keeps its own keys", () => {
  assert.equal(keyName({ ...PRESS, key: "?", shiftKey: true }), "?");
  assert.equal(keyName({ ...PRESS, key: "ArrowUp", shiftKey: true }), "Shift+ArrowUp");
  assert.equal(keyName({ ...PRESS, key: "r", ctrlKey: true }), null);
  assert.equal(keyName({ ...PRESS, key: "Shift", shiftKey: true }), null);
});

test("an own key replaces the default and is taken from its former owner", () => {
  const keys = withOwnKeys({ "next-region": "l" });
  assert.equal(actionOf(keys, "l"), "next-region");
  assert.equal(actionOf(keys, "n"), null);
  assert.deepEqual(keys.loupe, []);
});

test("what is no map of keys is left out", () => {
  assert.deepEqual(parseOwnKeys({ swap: "q", nonsense: "w", grey: 3, toString: "t", blur: ["u", "U"] }), {
    swap: "q",
    blur: ["u", "U"],
  });
  assert.deepEqual(parseOwnKeys("x"), {});
});

test("every action is named in both languages", () => {
  for (const action of ACTION_NAMES) {
    assert.match(sayAction(action, "zh"), /\p{Script=Han}/u);
    assert.match(sayAction(action, "en"), /^[A-Z]/);
  }
  assert.equal(shown("Shift+ArrowLeft"), "⇧ ←");
  assert.equal(languageOf("zh-Hans-CN"), "zh");
  assert.equal(languageOf("de"), "en");
});
