/** The pixel loupe: the same spot of both pictures, each pixel a square, with its place and its colour in numbers. */

import { apply, type Matrix, type Point } from "./geometry.ts";
import type { Pixels } from "./pixels.ts";
import { type Language, say } from "./words.ts";

/** Pixels on a side; odd, so that one is in the middle. */
const SIDE = 15;
const SQUARE = 10;

interface Glass {
  readonly figure: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly text: HTMLElement;
}

function glass(): Glass {
  const figure = document.createElement("figure");
  const canvas = document.createElement("canvas");
  canvas.width = SIDE * SQUARE;
  canvas.height = SIDE * SQUARE;
  const text = document.createElement("figcaption");
  figure.append(canvas, text);
  return { figure, canvas, text };
}

export class Loupe {
  readonly box = document.createElement("div");
  readonly #glasses = [glass(), glass()] as const;
  #turn = 0;

  constructor() {
    this.box.className = "loupe";
    this.box.append(...this.#glasses.map((one) => one.figure));
  }

  /**
   * Look at a point of the claim photo and at where the reference shows it.
   *
   * @param sources the claim and, where there is one, the reference
   */
  async look(
    at: Point,
    toReference: Matrix | null,
    sources: readonly (Pixels | null)[],
    language: Language,
  ): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const points = [at, toReference ? apply(toReference, at) : null];
    const seen = await Promise.all(
      this.#glasses.map(async (_, index) => {
        const [point, source] = [points[index], sources[index]];
        if (!point || !source) {
          return null;
        }
        const [col, row] = [Math.floor(point.x), Math.floor(point.y)];
        const half = (SIDE - 1) / 2;
        try {
          const pixels = await source.read(col - half, row - half, SIDE);
          return { col, row, pixels, lossy: await source.isLossy() };
        } catch {
          return null;
        }
      }),
    );
    if (turn !== this.#turn) {
      return;
    }
    this.#glasses.forEach(({ figure, canvas, text }, index) => {
      const found = seen[index];
      figure.hidden = !found;
      if (!found) {
        return;
      }
      magnify(canvas, found.pixels);
      const middle = 4 * ((SIDE * SIDE - 1) / 2);
      const [red, green, blue, alpha] = found.pixels.data.slice(middle, middle + 4);
      const colour = alpha ? `RGB ${red} ${green} ${blue}` : say("outside", language);
      const name = say(index === 0 ? "claim" : "reference", language);
      text.textContent = `${name} · x ${found.col} y ${found.row} · ${colour}${found.lossy ? " ≈" : ""}`;
      text.title = found.lossy ? say("lossy", language) : "";
    });
  }
}

function magnify(canvas: HTMLCanvasElement, pixels: ImageData): void {
  const context = canvas.getContext("2d");
  if (!context) {
    return;
  }
  context.clearRect(0, 0, canvas.width, canvas.height);
  for (let index = 0; index < SIDE * SIDE; index += 1) {
    const [red, green, blue, alpha] = pixels.data.slice(4 * index, 4 * index + 4);
    if (alpha) {
      context.fillStyle = `rgb(${red} ${green} ${blue})`;
      context.fillRect((index % SIDE) * SQUARE, Math.floor(index / SIDE) * SQUARE, SQUARE, SQUARE);
    }
  }
  const middle = ((SIDE - 1) / 2) * SQUARE;
  for (const [colour, grow] of [
    ["#000", 1],
    ["#fff", 0],
  ] as const) {
    context.strokeStyle = colour;
    context.strokeRect(middle - grow - 0.5, middle - grow - 0.5, SQUARE + 2 * grow + 1, SQUARE + 2 * grow + 1);
  }
}
