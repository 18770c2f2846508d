import assert from "node:assert/strict";
import test from "node:test";
import { apply, fitView, type View, viewMatrix } from "../src/viewer/geometry.ts";
import { corners, focusOn, parseRegions, regionsOf, step } from "../src/viewer/regions.ts";

const PANE = { width: 800, height: 600 };
const BOX = { row0: 100, col0: 200, row1: 160, col1: 280 };

test("stepping goes round in both directions and starts at the end it comes from", () => {
  assert.equal(step(-1, 3, 1), 0);
  assert.equal(step(-1, 3, -1), 2);
  assert.equal(step(2, 3, 1), 0);
  assert.equal(step(0, 3, -1), 2);
  assert.equal(step(5, 0, 1), -1);
});

test("what is no region is left out, and what is no list is refused", () => {
  const text = JSON.stringify([BOX, { row0: 5, col0: 5, row1: 5, col1: 9 }, null, "x", { row0: 1 }]);
  assert.deepEqual(parseRegions(text), [BOX]);
  assert.equal(parseRegions("{}"), null);
  assert.equal(parseRegions("not JSON"), null);
});

test("regions of an examination belong to the photo that a finding names first", () => {
  const reason = { zh: "改动", en: "a change" };
  const examination = {
    findings: [
      { check: "derived-from-reference", exhibits: ["claim-1", "listing-1"], regions: [BOX], reason },
      { check: "copy-move", exhibits: ["claim-2"], regions: [BOX], reason },
      { check: "aigc-label", exhibits: ["claim-1"] },
    ],
  };
  assert.deepEqual(regionsOf(examination, "claim-1"), [{ ...BOX, label: reason }]);
  assert.deepEqual(regionsOf(examination, "claim-1", "copy-move"), []);
  assert.deepEqual(regionsOf(null, "claim-1"), []);
});

test("half-open edges are corners: a box of one pixel is one pixel wide", () => {
  assert.deepEqual(corners({ row0: 3, col0: 7, row1: 4, col1: 8 })[2], { x: 8, y: 4 });
});

test("a region that is seen well leaves the view alone", () => {
  const view: View = { x: 240, y: 130, scale: 3, degrees: 0, mirrored: false };
  assert.equal(focusOn(BOX, view, PANE), view);
});

test("a region outside the pane is brought to the middle without a zoom", () => {
  const view: View = { x: 2000, y: 1500, scale: 3, degrees: 90, mirrored: false };
  const found = focusOn(BOX, view, PANE);
  assert.equal(found.scale, 3);
  assert.deepEqual([found.x, found.y, found.degrees], [240, 130, 90]);
});

test("a region too small to see is enlarged, one too large is shown whole", () => {
  const far = focusOn(BOX, fitView({ width: 8000, height: 6000 }, PANE), PANE);
  assert.ok(far.scale > 1);
  const close = focusOn(BOX, { x: 240, y: 130, scale: 40, degrees: 45, mirrored: false }, PANE);
  for (const corner of corners(BOX)) {
    const at = apply(viewMatrix(close, PANE), corner);
    assert.ok(at.x >= 0 && at.x <= 800 && at.y >= 0 && at.y <= 600);
  }
});
