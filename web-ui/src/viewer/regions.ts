/** The marked regions of a claim photo: reading them, stepping through them, bringing one into view. */

import { apply, fitScale, type Point, rectCorners, type Size, type View, viewMatrix } from "./geometry.ts";

/** Half-open pixels of the claim photo, rows before columns, as in an examination. */
export interface Region {
  readonly row0: number;
  readonly col0: number;
  readonly row1: number;
  readonly col1: number;
  /** What the region is called, in the reader's language or in both. */
  readonly label?: string | { readonly zh: string; readonly en: string };
}

interface FindingRecord {
  readonly check?: string;
  readonly exhibits?: readonly string[];
  readonly regions?: readonly Region[];
  readonly reason?: { readonly zh: string; readonly en: string };
}

/** Room around a region that is brought into view, in shares of the pane. */
const MARGIN = 0.12;
/** A region smaller than this share of the pane is worth zooming in for. */
const SMALL = 0.15;

function isRegion(value: unknown): value is Region {
  const box = value as Region;
  return (
    typeof value === "object" &&
    value !== null &&
    [box.row0, box.col0, box.row1, box.col1].every((edge) => Number.isFinite(edge)) &&
    box.row1 > box.row0 &&
    box.col1 > box.col0
  );
}

/** Read a list of regions; what is no region, or is empty, is left out. Null where the text is no list. */
export function parseRegions(text: string): Region[] | null {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.filter(isRegion) : null;
  } catch {
    return null;
  }
}

/**
 * The regions that an examination's findings mark in one claim photo.
 *
 * @param examination an object of the schema `fairclaim.examination/1`
 * @param exhibit the claim photo's id, such as `claim-1`; regions of findings that do not name it first are left out
 * @param check one check only; all where it is left out
 */
export function regionsOf(examination: unknown, exhibit: string, check?: string): Region[] {
  const findings = (examination as { findings?: readonly FindingRecord[] } | null)?.findings ?? [];
  return findings
    .filter((one) => one.exhibits?.[0] === exhibit && (check === undefined || one.check === check))
    .flatMap((one) =>
      (one.regions ?? []).filter(isRegion).map((region) => (one.reason ? { ...region, label: one.reason } : region)),
    );
}

/** The next index, round and round; -1 means that none is chosen yet. */
export function step(current: number, count: number, direction: 1 | -1): number {
  if (count === 0) {
    return -1;
  }
  if (current < 0) {
    return direction > 0 ? 0 : count - 1;
  }
  return (current + direction + count) % count;
}

export function corners(region: Region): Point[] {
  return rectCorners(region.col0, region.row0, region.col1, region.row1);
}

/** Bring a region into view, with as little change as will do: zoom only where it is too small or too large to see. */
export function focusOn(region: Region, view: View, pane: Size): View {
  const size = { width: region.col1 - region.col0, height: region.row1 - region.row0 };
  const whole = fitScale(size, pane, view.degrees) * (1 - 2 * MARGIN);
  const tooSmall = view.scale < whole * SMALL;
  const tooLarge = view.scale > whole;
  const scale = tooSmall ? Math.min(whole / 2, 8) : tooLarge ? whole : view.scale;
  const middle = { x: (region.col0 + region.col1) / 2, y: (region.row0 + region.row1) / 2 };
  const kept = { ...view, scale };
  const onPane = viewMatrix(kept, pane);
  const isSeen = corners(region)
    .map((corner) => apply(onPane, corner))
    .every(
      ({ x, y }) =>
        x >= pane.width * MARGIN &&
        x <= pane.width * (1 - MARGIN) &&
        y >= pane.height * MARGIN &&
        y <= pane.height * (1 - MARGIN),
    );
  return isSeen && scale === view.scale ? view : { ...kept, ...middle };
}
