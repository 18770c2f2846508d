/** The ways to compare two pictures, and the one value that each of them has. */

import type { Word } from "./words.ts";

export const MODES = ["side", "overlay", "slider", "flicker", "difference", "single"] as const;
export type Mode = (typeof MODES)[number];

export interface Dial {
  readonly word: Word;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly start: number;
}

/** At most three changes a second: below what may harm people who are sensitive to flashes (WCAG 2.2, 2.3.1). */
const MOST_CHANGES = 3;

export const DIALS: Readonly<Partial<Record<Mode, Dial>>> = {
  overlay: { word: "opacity", least: 0, most: 1, step: 0.05, start: 0.5 },
  slider: { word: "divider", least: 0, most: 1, step: 0.02, start: 0.5 },
  flicker: { word: "pace", least: 0, most: MOST_CHANGES, step: 0.5, start: 1 },
  difference: { word: "threshold", least: 0.02, most: 0.6, step: 0.02, start: 0.12 },
};

export const HEAT_DIAL: Dial = { word: "heatThreshold", least: 0, most: 0.95, step: 0.05, start: 0.25 };

export const HEAT_OPACITY_DIAL: Dial = { word: "heatOpacity", least: 0.1, most: 1, step: 0.1, start: 0.5 };

export function isMode(value: unknown): value is Mode {
  return MODES.includes(value as Mode);
}

/** A dial's value as people read it. */
export function inWords(dial: Dial, value: number): string {
  return dial.word === "pace" ? `${value}/s` : `${Math.round(value * 100)} %`;
}
