/** A finding's map (grey, of the claim photo's size) as colour over the photo, from a threshold on. */

import { type Matrix, multiply, type Size, toCss } from "./geometry.ts";

/** A larger map is reduced to this side; it is looked through, not measured. */
const LONGEST_SIDE = 2048;
const STRONGEST = 255;

export class Heat {
  readonly canvas = document.createElement("canvas");
  #grey: Uint8ClampedArray | null = null;

  constructor() {
    this.canvas.className = "heat-map";
    this.canvas.setAttribute("aria-hidden", "true");
  }

  async load(address: string): Promise<void> {
    this.#grey = null;
    this.#clear();
    const image = new Image();
    image.src = address;
    await image.decode();
    const scale = Math.min(1, LONGEST_SIDE / Math.max(image.naturalWidth, image.naturalHeight));
    this.canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
    this.canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
    const context = this.#context();
    context.drawImage(image, 0, 0, this.canvas.width, this.canvas.height);
    const { data } = context.getImageData(0, 0, this.canvas.width, this.canvas.height);
    this.#grey = data.filter((_, index) => index % 4 === 0);
  }

  clear(): void {
    this.#grey = null;
    this.#clear();
  }

  get isLoaded(): boolean {
    return this.#grey !== null;
  }

  /** Colour what is at or above the threshold (0 to 1): amber where it is weak, magenta where it is strong. */
  paint(threshold: number): void {
    if (!this.#grey) {
      return;
    }
    const { width, height } = this.canvas;
    const context = this.#context();
    const picture = context.createImageData(width, height);
    const least = Math.max(threshold * STRONGEST, 1);
    this.#grey.forEach((value, index) => {
      if (value >= least) {
        const strength = value / STRONGEST;
        picture.data.set([255, 176 * (1 - strength), 40 + 120 * strength, 90 + 130 * strength], 4 * index);
      }
    });
    context.putImageData(picture, 0, 0);
  }

  set opacity(opacity: number) {
    this.canvas.style.opacity = String(opacity);
  }

  place(onPane: Matrix, picture: Size): void {
    const { width, height } = this.canvas;
    const grow: Matrix = [picture.width / width, 0, 0, 0, picture.height / height, 0, 0, 0, 1];
    this.canvas.style.transform = toCss(multiply(onPane, grow));
  }

  #clear(): void {
    this.canvas.width = 1;
    this.canvas.height = 1;
  }

  #context(): CanvasRenderingContext2D {
    const context = this.canvas.getContext("2d", { willReadFrequently: true });
    if (!context) {
      throw new Error("no canvas");
    }
    return context;
  }
}
