/** How the pictures are shown to the eye. Nothing here touches the evidence. */

export interface Look {
  /** 1 is as received. */
  readonly brightness: number;
  readonly contrast: number;
  readonly grey: boolean;
  readonly blur: boolean;
}

export const AS_RECEIVED: Look = { brightness: 1, contrast: 1, grey: false, blur: false };
export const LEAST = 0.2;
export const MOST = 3;
const BLUR_PX = 14;

export function isAsReceived(look: Look): boolean {
  return look.brightness === 1 && look.contrast === 1 && !look.grey && !look.blur;
}

/** A factor one step up or down, kept within bounds and free of rounding dust. */
export function stepped(value: number, step: number, least = LEAST, most = MOST): number {
  return Math.min(Math.max(Math.round((value + step) * 1000) / 1000, least), most);
}

/** The look as a CSS `filter`. */
export function toFilter(look: Look): string {
  const parts = [
    look.brightness !== 1 ? `brightness(${look.brightness})` : "",
    look.contrast !== 1 ? `contrast(${look.contrast})` : "",
    look.grey ? "grayscale(1)" : "",
    look.blur ? `blur(${BLUR_PX}px)` : "",
  ];
  return parts.filter(Boolean).join(" ") || "none";
}

/**
 * A CSS `filter` that leaves white what differs by more than a share of the full scale, and black what differs less.
 *
 * The share itself is brought to one half, where contrast does not move it.
 */
export function differenceFilter(threshold: number): string {
  return `grayscale(1) brightness(${(0.5 / Math.max(threshold, 0.01)).toFixed(3)}) contrast(6)`;
}
