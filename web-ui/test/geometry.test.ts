import assert from "node:assert/strict";
import test from "node:test";
import {
  apply,
  byFrame,
  fitView,
  fromRelative,
  IDENTITY,
  invert,
  linkedView,
  type Matrix,
  multiply,
  type Point,
  parseMatrix,
  registeredLayer,
  toCss,
  toRelative,
  type View,
  viewMatrix,
} from "../src/viewer/geometry.ts";

const PANE = { width: 800, height: 600 };
const PROJECTIVE: Matrix = [0.62, -0.05, 40, 0.04, 0.6, -12, 2e-5, -1e-5, 1];
const VIEW: View = { x: 310, y: 220, scale: 2.5, degrees: 30, mirrored: false };

function near(found: Point, expected: Point, tolerance = 1e-6): void {
  assert.ok(Math.hypot(found.x - expected.x, found.y - expected.y) < tolerance, JSON.stringify({ found, expected }));
}

test("a map and its inverse cancel", () => {
  const inverse = invert(PROJECTIVE);
  assert.ok(inverse);
  near(apply(multiply(PROJECTIVE, inverse), { x: 123, y: 456 }), { x: 123, y: 456 });
  assert.equal(invert([1, 2, 0, 2, 4, 0, 0, 0, 1]), null);
});

test("a map fitted to pixel centres keeps the edge of the frame at the edge", () => {
  const twice = parseMatrix("2 0 0.5 0 2 0.5"); // what halving a picture means for centres
  assert.ok(twice);
  near(apply(twice, { x: 0, y: 0 }), { x: 0, y: 0 });
  near(apply(twice, { x: 10, y: 10 }), { x: 20, y: 20 });
});

test("nine numbers, six numbers and JSON are read; everything else is refused", () => {
  assert.deepEqual(parseMatrix("1,0,0,0,1,0,0,0,1"), IDENTITY);
  assert.deepEqual(parseMatrix("[[1,0,0],[0,1,0],[0,0,1]]"), IDENTITY);
  assert.ok(parseMatrix("1e0 0 -3.5 0 1 2E1"));
  for (const wrong of ["", "1 2 3", "1 0 0 0 1 0 0 0 NaN", "0 0 0 0 0 0 0 0 1", "alert(1)", "1;0;0;0;1;x"]) {
    assert.equal(parseMatrix(wrong), null, wrong);
  }
});

test("the middle of the view lies in the middle of the pane, turned or mirrored", () => {
  for (const mirrored of [false, true]) {
    near(apply(viewMatrix({ ...VIEW, mirrored }, PANE), VIEW), { x: 400, y: 300 });
  }
});

test("a linked view shows the same thing in the middle, at the same size", () => {
  const linked = linkedView(VIEW, PROJECTIVE);
  const [here, there] = [viewMatrix(VIEW, PANE), viewMatrix(linked, PANE)];
  near(apply(PROJECTIVE, linked), VIEW);
  const step = 1e-3;
  const beside = { x: linked.x + step, y: linked.y };
  const onClaim = apply(here, apply(PROJECTIVE, beside));
  const onReference = apply(there, beside);
  const ratio = Math.hypot(onClaim.x - 400, onClaim.y - 300) / Math.hypot(onReference.x - 400, onReference.y - 300);
  assert.ok(Math.abs(ratio - 1) < 0.05, String(ratio));
});

test("linking there and back changes nothing", () => {
  for (const map of [
    PROJECTIVE,
    [-0.5, 0, 900, 0, 0.5, 3, 0, 0, 1] as Matrix,
    [0, -2, 700, 2, 0, 5, 0, 0, 1] as Matrix,
  ]) {
    const back = linkedView(linkedView(VIEW, map), invert(map) ?? IDENTITY);
    near(back, VIEW);
    assert.ok(Math.abs(back.scale - VIEW.scale) < 0.02 * VIEW.scale);
    assert.ok(Math.abs(back.degrees - VIEW.degrees) < 1.5, String(back.degrees));
    assert.equal(back.mirrored, false);
  }
});

test("a mirrored reference is shown mirrored, and a similarity is linked exactly everywhere", () => {
  const mirror: Matrix = [-0.5, 0, 900, 0, 0.5, 3, 0, 0, 1];
  const linked = linkedView(VIEW, mirror);
  assert.equal(linked.mirrored, true);
  const point = { x: 77, y: 91 };
  near(apply(viewMatrix(linked, PANE), point), apply(viewMatrix(VIEW, PANE), apply(mirror, point)));
});

test("the bent layer lies on the claim at every pixel and fills the pane", () => {
  const { view, bend } = registeredLayer(VIEW, PROJECTIVE, PANE);
  const layer = multiply(bend, viewMatrix(view, PANE));
  for (const point of [
    { x: 0, y: 0 },
    { x: 640, y: 480 },
    { x: 1000, y: 20 },
  ]) {
    near(apply(layer, point), apply(viewMatrix(VIEW, PANE), apply(PROJECTIVE, point)), 1e-4);
  }
  const unbend = invert(bend);
  assert.ok(unbend);
  for (const corner of [
    { x: 0, y: 0 },
    { x: 800, y: 0 },
    { x: 800, y: 600 },
    { x: 0, y: 600 },
  ]) {
    const at = apply(unbend, corner);
    assert.ok(at.x > -9 && at.x < 809 && at.y > -9 && at.y < 609, JSON.stringify(at));
  }
});

test("a similarity needs no bending", () => {
  const { bend } = registeredLayer(VIEW, [0, -2, 700, 2, 0, 5, 0, 0, 1], PANE);
  near(apply(bend, { x: 11, y: 13 }), { x: 11, y: 13 });
  assert.match(toCss(bend), /^matrix3d\(/);
});

test("a view outlives its picture: the same part of another picture, at the same share of its frame", () => {
  const [small, large] = [
    { width: 400, height: 300 },
    { width: 8000, height: 6000 },
  ];
  const fitted = fitView(small, PANE);
  assert.equal(fitted.scale, 2);
  const seen = { ...fitted, x: 100, y: 75, scale: 8 };
  const again = fromRelative(toRelative(seen, small, PANE), large, PANE);
  near(again, { x: 2000, y: 1500 });
  assert.ok(Math.abs(again.scale - 0.4) < 1e-12);
});

test("pictures that were not registered are laid over each other by their frames", () => {
  const map = byFrame({ width: 100, height: 100 }, { width: 400, height: 300 });
  near(apply(map, { x: 50, y: 50 }), { x: 200, y: 150 });
  near(apply(map, { x: 0, y: 0 }), { x: 50, y: 0 });
});
