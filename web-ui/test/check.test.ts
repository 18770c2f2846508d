import assert from "node:assert/strict";
import { test } from "node:test";
import { add } from "../src/check/pile.ts";
import { beside, type View } from "../src/check/views.ts";

const file = (name: string, size = 1) => ({ name, size, lastModified: 0 });
const view = (finding: number, more: Partial<View> = {}): View => ({
  finding,
  claim: "claim-1",
  reference: "listing-1",
  homography: "",
  regions: [],
  map: "",
  ...more,
});

test("files come behind those that are there, each once", () => {
  const { files } = add([file("a")], [file("b"), file("a"), file("b")], { fileBytes: 9, most: 6 });
  assert.deepEqual(
    files.map((one) => one.name),
    ["a", "b"],
  );
});

test("what is too large or too many stays out, and is told", () => {
  const bounds = { fileBytes: 9, most: 1 };
  assert.deepEqual(add([], [file("large", 10)], bounds), {
    files: [],
    tooLarge: [file("large", 10)],
    isTooMany: false,
  });
  assert.deepEqual(add([file("a")], [file("b")], bounds), { files: [file("a")], tooLarge: [], isTooMany: true });
});

test("a pair is shown by the finding that aligned it and marks something", () => {
  const views = [view(0), view(1, { homography: "1" }), view(2, { homography: "2", regions: [{}] })];
  assert.equal(beside(views, "claim-1", "listing-1").homography, "2");
  assert.equal(beside(views.slice(0, 2), "claim-1", "listing-1").homography, "1");
});

test("a pair of which nothing is known is shown plainly", () => {
  assert.deepEqual(beside([view(0)], "claim-2", "listing-1"), {
    claim: "claim-2",
    reference: "listing-1",
    homography: "",
    regions: [],
    map: "",
  });
});
