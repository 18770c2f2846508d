/** Deep Zoom pyramids: reading a descriptor, naming tiles, fetching ahead what a pane will show first. */

import { fitScale, type Size } from "./geometry.ts";

export interface Pyramid {
  readonly folder: string;
  readonly query: string;
  readonly format: string;
  readonly tile: number;
  readonly overlap: number;
  /** The level of full size. */
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function isPyramid(address: string): boolean {
  return /\.dzi(?:[?#]|$)/i.test(address);
}

/** @throws Error if there is no descriptor */
export async function readPyramid(address: string): Promise<Pyramid> {
  const answer = await fetch(address, { credentials: "same-origin" });
  const root = new DOMParser().parseFromString(await answer.text(), "text/xml").documentElement;
  const number = (element: Element | undefined, name: string): number => Number(element?.getAttribute(name));
  const size = root.getElementsByTagName("Size")[0];
  const [width, height] = [number(size, "Width"), number(size, "Height")];
  if (!answer.ok || !(width > 0) || !(height > 0)) {
    throw new Error("no Deep Zoom descriptor");
  }
  const [path, query] = address.split(/(?=\?)/) as [string, string | undefined];
  return {
    folder: path.replace(/\.dzi$/i, "_files"),
    query: query ?? "",
    format: root.getAttribute("Format") ?? "jpg",
    tile: number(root, "TileSize"),
    overlap: number(root, "Overlap"),
    top: topLevel({ width, height }),
    width,
    height,
  };
}

export function topLevel({ width, height }: Size): number {
  return Math.ceil(Math.log2(Math.max(width, height)));
}

export function tileAddress(pyramid: Pyramid, level: number, col: number, row: number): string {
  return `${pyramid.folder}/${level}/${col}_${row}.${pyramid.format}${pyramid.query}`;
}

/** The tiles that a pane needs to show the whole picture: of the coarsest level that is not coarser than the pane. */
export function tilesToFit(pyramid: Pyramid, pane: Size, density: number): string[] {
  const scale = Math.min(fitScale(pyramid, pane) * density, 1);
  const level = Math.max(0, Math.ceil(pyramid.top + Math.log2(scale)));
  const across = (length: number): number => Math.ceil(Math.ceil(length / 2 ** (pyramid.top - level)) / pyramid.tile);
  const addresses: string[] = [];
  for (let row = 0; row < across(pyramid.height); row += 1) {
    for (let col = 0; col < across(pyramid.width); col += 1) {
      addresses.push(tileAddress(pyramid, level, col, row));
    }
  }
  return addresses;
}

/** Fetch what will be shown first, so that it is in the browser's cache; a failure is met again when it is shown. */
export async function fetchAhead(address: string, pane: Size, density: number): Promise<void> {
  const load = async (source: string): Promise<void> => {
    const image = new Image();
    image.src = source;
    await image.decode();
  };
  try {
    const sources = isPyramid(address) ? tilesToFit(await readPyramid(address), pane, density) : [address];
    await Promise.all(sources.map(load));
  } catch {
    // Shown and told when the picture's turn comes.
  }
}
