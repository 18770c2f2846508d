/** The pixels of a picture as they were sent, for the loupe: from the picture itself, or from its finest tiles. */

import { isPyramid, type Pyramid, readPyramid, tileAddress } from "./pyramid.ts";

const KEPT_TILES = 16;

export class Pixels {
  readonly #canvas = new OffscreenCanvas(1, 1);
  readonly #tiles = new Map<string, Promise<HTMLImageElement>>();
  readonly #pyramid: Promise<Pyramid> | null;

  constructor(readonly address: string) {
    this.#pyramid = isPyramid(address) ? readPyramid(address) : null;
  }

  /** Whether the pixels went through a lossy compression on their way here. */
  async isLossy(): Promise<boolean> {
    return (await this.#pyramid)?.format === "jpg";
  }

  /** Read a square; what lies outside of the picture is transparent. */
  async read(col0: number, row0: number, side: number): Promise<ImageData> {
    const parts = await this.#parts(col0, row0, side);
    this.#canvas.width = side;
    this.#canvas.height = side;
    const context = this.#canvas.getContext("2d", { willReadFrequently: true });
    if (!context) {
      throw new Error("no canvas");
    }
    for (const [image, col, row] of parts) {
      context.drawImage(image, col - col0, row - row0);
    }
    return context.getImageData(0, 0, side, side);
  }

  async #parts(col0: number, row0: number, side: number): Promise<[HTMLImageElement, number, number][]> {
    const pyramid = await this.#pyramid;
    if (!pyramid) {
      return [[await this.#image(this.address), 0, 0]];
    }
    const found: Promise<[HTMLImageElement, number, number]>[] = [];
    const last = (length: number): number => Math.ceil(length / pyramid.tile) - 1;
    const index = (at: number, length: number): number =>
      Math.min(Math.max(Math.floor(at / pyramid.tile), 0), last(length));
    for (let row = index(row0, pyramid.height); row <= index(row0 + side, pyramid.height); row += 1) {
      for (let col = index(col0, pyramid.width); col <= index(col0 + side, pyramid.width); col += 1) {
        const address = tileAddress(pyramid, pyramid.top, col, row);
        const [x, y] = [col, row].map((n) => n * pyramid.tile - (n > 0 ? pyramid.overlap : 0)) as [number, number];
        found.push(this.#image(address).then((image) => [image, x, y]));
      }
    }
    return await Promise.all(found);
  }

  #image(address: string): Promise<HTMLImageElement> {
    const known = this.#tiles.get(address);
    if (known) {
      return known;
    }
    const image = new Image();
    image.src = address;
    const loaded = image.decode().then(() => image);
    this.#tiles.set(address, loaded);
    for (const oldest of [...this.#tiles.keys()].slice(0, -KEPT_TILES)) {
      this.#tiles.delete(oldest);
    }
    return loaded;
  }
}
