import assert from "node:assert/strict";
import test from "node:test";
import { parseThresholds, readColumns, toNumber } from "../src/plot/columns.ts";

test("figures are read as people write them", () => {
  assert.deepEqual(["1,234.5", "12 %", "−3", "", "–", "1 000", "x"].map(toNumber), [
    1234.5,
    12,
    -3,
    null,
    null,
    1000,
    null,
  ]);
});

test("rows come in the order of their places, and those without a place are left out", () => {
  const rows = [
    ["2026-11-02", "2", ""],
    ["soon", "9", "9"],
    ["2026-11-01", "1", "5"],
  ];
  const found = readColumns(["day", "decided", "appealed"], rows, "date");
  assert.deepEqual(found.x, [Date.UTC(2026, 10, 1) / 1000, Date.UTC(2026, 10, 2) / 1000]);
  assert.deepEqual(found.series, [
    { name: "decided", values: [1, 2] },
    { name: "appealed", values: [5, null] },
  ]);
});

test("categories stand where they stand in the table", () => {
  const found = readColumns(
    ["route", "share"],
    [
      ["review", "30 %"],
      ["approve", "70 %"],
    ],
    "category",
  );
  assert.deepEqual(
    [found.x, found.names],
    [
      [0, 1],
      ["review", "approve"],
    ],
  );
});

test("an empty table draws nothing", () => {
  assert.deepEqual(readColumns([], [], "number"), { axis: "", x: [], names: [], series: [] });
});

test("thresholds that are none are left out", () => {
  assert.deepEqual(parseThresholds('[{"at": 0.5, "label": "A"}, {"at": "x"}, null]', "number"), [
    { at: 0.5, label: "A" },
  ]);
  assert.deepEqual(parseThresholds("nonsense", "number"), []);
  assert.deepEqual(parseThresholds('[{"at": "2026-11-01"}]', "date"), [
    { at: Date.UTC(2026, 10, 1) / 1000, label: "" },
  ]);
});
