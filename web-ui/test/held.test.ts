import assert from "node:assert/strict";
import { test } from "node:test";
import {
  changed,
  crowded,
  due,
  HELD_S,
  type Held,
  MOST,
  newest,
  parseHeld,
  waiting,
  without,
  withWord,
} from "../src/review/held.ts";

const NOW = 1_000_000;
const word = (claim: string) => ({ address: `/${claim}`, body: "", claim, task: `task-${claim}`, draft: null });
const several = (count: number): readonly Held[] =>
  Array.from({ length: count }, (_, number) => word(String(number))).reduce<readonly Held[]>(
    (all, one, number) => withWord(all, one, NOW + number),
    [],
  );

test("a last word waits a minute, each for itself, and the newest is the one that undo takes back", () => {
  const all = several(3);
  assert.equal(newest(all)?.claim, "2");
  assert.equal(due(all, NOW + HELD_S * 1000 - 1), null);
  assert.equal(due(all, NOW + HELD_S * 1000)?.claim, "0");
  assert.equal(newest(without(all, newest(all) as Held))?.claim, "1");
});

test("where as many wait as may, the oldest makes room", () => {
  assert.equal(crowded(several(MOST - 1)), null);
  assert.equal(crowded(several(MOST))?.claim, "0");
});

test("what was refused does not wait, is not undone, and does not push others out", () => {
  const all = several(MOST);
  const refused = changed(all, all[0] as Held, { refused: "moved on" });
  assert.equal(due(refused, NOW * 2)?.claim, "1");
  assert.equal(crowded(refused), null);
  assert.equal(waiting(refused).length, MOST - 1);
});

test("what was tried without an answer may have arrived, so that it is not undone", () => {
  const all = several(2);
  assert.equal(newest(changed(all, all[1] as Held, { isTried: true }))?.claim, "0");
});

test("a second word of a claim takes the place of the first", () => {
  assert.equal(withWord(several(2), word("0"), NOW).filter((one) => one.claim === "0").length, 1);
});

test("what was kept is read back, and anything else is nothing", () => {
  const all = several(2);
  assert.deepEqual(parseHeld(JSON.stringify(all)), all);
  for (const text of [null, "", "{", "7", '{"claim": "one"}', '[null, {"claim": 1}]']) {
    assert.deepEqual(parseHeld(text), []);
  }
});
