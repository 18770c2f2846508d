import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ahead,
  behind,
  clock,
  correction,
  frameNumber,
  isFilm,
  nextRate,
  parseFacts,
  shifted,
  WHOLE,
  zoomed,
} from "../src/viewer/film/frames.ts";

/** The frame on the screen at a moment: the last that begins before it. */
const frameAt = (begins: readonly number[], at: number): number => begins.findLastIndex((one) => one <= at);

test("no frame is passed over, however its length differs from its neighbours'", () => {
  let seed = 7;
  const chance = (): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  for (let film = 0; film < 50; film += 1) {
    const begins = [0];
    const lengths = Array.from({ length: 60 }, () => 1 / 60 + (chance() < 0.3 ? chance() / 15 : 0));
    for (const length of lengths) {
      begins.push((begins.at(-1) as number) + length);
    }
    const shortest = Math.min(...lengths);
    for (let frame = 0; frame + 1 < begins.length; frame += 1) {
      const from = begins[frame] as number;
      const seen = Array.from({ length: 8 }, (_, attempt) => frameAt(begins, ahead(from, shortest, attempt)));
      assert.equal(
        seen.find((one) => one > frame),
        frame + 1,
      );
      assert.equal(frameAt(begins, behind(begins[frame + 1] as number, shortest)), frame);
    }
  }
});

test("a follower catches up by its speed where it is little behind, and jumps where it is much", () => {
  assert.equal(correction(0.01, 1), null);
  assert.deepEqual(correction(-0.1, 1), { rate: 1.06 });
  assert.deepEqual(correction(0.1, 1), { rate: 0.94 });
  assert.deepEqual(correction(0.1, 4), null, "at a high speed a little is less");
  assert.deepEqual(correction(-2, 1), { jump: true });
});

test("speeds go up and down and end where they end", () => {
  assert.equal(nextRate(1, 1), 1.5);
  assert.equal(nextRate(1, -1), 0.5);
  assert.equal(nextRate(0.1, -1), 0.1);
  assert.equal(nextRate(4, 1), 4);
});

test("a moment is read as minutes, seconds and milliseconds, and has a frame's number where the pace is known", () => {
  assert.equal(clock(61.2345), "1:01.235");
  assert.equal(clock(Number.NaN), "0:00.000");
  assert.equal(frameNumber(0.04, 25), 1);
  assert.equal(frameNumber(0.04, 0), null);
});

test("zooming keeps the point under the hand, and something of the film stays on the pane", () => {
  const at = { x: 0.25, y: 0.1 };
  const near = zoomed(WHOLE, 2, at);
  assert.ok(Math.abs(near.x + (at.x - near.x) - at.x) < 1e-9 && near.x === at.x - (at.x - 0) * 2);
  assert.deepEqual(zoomed(near, 0.1), WHOLE);
  assert.equal(shifted(near, 9, 0).x, 1);
  assert.deepEqual(shifted(WHOLE, 0.3, 0.3), WHOLE, "what is whole stays in the middle");
});

test("a description is read with its addresses, and what is none is nothing", () => {
  const told = {
    src: "film.mp4",
    codec: "h264",
    fps: 25,
    seconds: 4,
    stills: [{ at: 1, src: "stills/0.jpg" }, 7],
    download: "/d",
  };
  const found = parseFacts(told, "https://desk.example/photos/c/e/film.json");
  assert.equal(found?.src, "https://desk.example/photos/c/e/film.mp4");
  assert.deepEqual(found?.stills, [{ at: 1, src: "https://desk.example/photos/c/e/stills/0.jpg" }]);
  assert.equal(parseFacts(null, "https://desk.example/"), null);
  assert.equal(parseFacts({ fps: "many" }, "https://desk.example/")?.fps, 0);
  assert.ok(isFilm("/photos/c/e/film.json") && isFilm("/x.film.json?a") && !isFilm("/a.dzi") && !isFilm(null));
});
