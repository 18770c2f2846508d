import assert from "node:assert/strict";
import test from "node:test";
import { isPyramid, type Pyramid, tilesToFit, topLevel } from "../src/viewer/pyramid.ts";

const PHOTO: Pyramid = {
  folder: "/tiles/a_files",
  query: "?v=1",
  format: "png",
  tile: 512,
  overlap: 1,
  top: 13,
  width: 8192,
  height: 4096,
};

test("a descriptor is told by its name", () => {
  assert.ok(isPyramid("/tiles/a.dzi?v=1"));
  assert.ok(!isPyramid("/photos/a.dzi.jpg"));
});

test("the top level is the logarithm of the longer side, rounded up", () => {
  assert.deepEqual(
    [1, 2, 3, 8192, 8193].map((width) => topLevel({ width, height: 1 })),
    [0, 1, 2, 13, 14],
  );
});

test("what is fetched ahead is as fine as the pane and no finer", () => {
  assert.deepEqual(tilesToFit(PHOTO, { width: 1024, height: 1024 }, 1), [
    "/tiles/a_files/10/0_0.png?v=1",
    "/tiles/a_files/10/1_0.png?v=1",
  ]);
  assert.equal(tilesToFit(PHOTO, { width: 1024, height: 1024 }, 2).length, 8);
  assert.equal(tilesToFit(PHOTO, { width: 20_000, height: 20_000 }, 1).length, 128);
});
