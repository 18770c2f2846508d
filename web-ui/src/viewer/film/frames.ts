/** Arithmetic of films: where the next frame is, how two films keep step, how a moment is written. Seconds everywhere. */

/** Speeds to choose from. */
export const RATES = [0.1, 0.25, 0.5, 1, 1.5, 2, 4] as const;
/** Beyond this two films are out of step for the eye: a frame at 25 a second. */
const DRIFT_S = 0.04;
/** Beyond this catching up would take too long. */
const JUMP_S = 0.4;
const CATCH_UP = 0.06;

/**
 * Where to seek for the frame after the one at a moment, at the nth attempt.
 *
 * Frames of a phone's film differ in length. No attempt goes further than the shortest frame beyond the one before, so that none is passed over:
 * whoever still sees the same frame tries again.
 */
export function ahead(at: number, shortest: number, attempt: number): number {
  return at + shortest * (1.25 + attempt);
}

/** Where to seek for the frame before the one that begins at a moment: just before it, whatever its length. */
export function behind(at: number, shortest: number): number {
  return Math.max(at - shortest / 2, 0);
}

/** How a following film catches up: by another speed where it is little, by a jump where it is much; null where nothing is to be done. */
export function correction(drift: number, rate: number): { readonly rate: number } | { readonly jump: true } | null {
  if (Math.abs(drift) > JUMP_S * Math.max(rate, 1)) {
    return { jump: true };
  }
  if (Math.abs(drift) > DRIFT_S * Math.max(rate, 1)) {
    return { rate: rate * (drift > 0 ? 1 - CATCH_UP : 1 + CATCH_UP) };
  }
  return null;
}

/** The next speed up or down. */
export function nextRate(rate: number, direction: 1 | -1): number {
  const at = RATES.findIndex((one) => one >= rate - 1e-6);
  return RATES[Math.min(Math.max(at + direction, 0), RATES.length - 1)] ?? 1;
}

/** A moment as it is read: minutes, seconds, milliseconds. */
export function clock(seconds: number): string {
  const ms = Math.max(Math.round((Number.isFinite(seconds) ? seconds : 0) * 1000), 0);
  const [minutes, rest] = [Math.floor(ms / 60_000), ms % 60_000];
  return `${minutes}:${String(Math.floor(rest / 1000)).padStart(2, "0")}.${String(rest % 1000).padStart(3, "0")}`;
}

/** The number of the frame at a moment, from 0; null where the pace is not known. */
export function frameNumber(at: number, fps: number): number | null {
  return fps > 0 ? Math.floor(at * fps + 0.01) : null;
}

export interface Zoom {
  readonly scale: number;
  /** Shift of the middle, in shares of the pane. */
  readonly x: number;
  readonly y: number;
  /** Clockwise. */
  readonly degrees: number;
}

export const WHOLE: Zoom = { scale: 1, x: 0, y: 0, degrees: 0 };
const MOST_SCALE = 16;

/** Zoom about a point, given in shares of the pane from its middle. */
export function zoomed(zoom: Zoom, factor: number, at = { x: 0, y: 0 }): Zoom {
  const scale = Math.min(Math.max(zoom.scale * factor, 1), MOST_SCALE);
  const grown = scale / zoom.scale;
  return within({ ...zoom, scale, x: at.x - (at.x - zoom.x) * grown, y: at.y - (at.y - zoom.y) * grown });
}

export function shifted(zoom: Zoom, x: number, y: number): Zoom {
  return within({ ...zoom, x: zoom.x + x, y: zoom.y + y });
}

/** Some of the film stays on the pane. */
function within(zoom: Zoom): Zoom {
  const most = zoom.scale / 2;
  const clamp = (value: number): number => (zoom.scale <= 1 ? 0 : Math.min(Math.max(value, -most), most));
  return { ...zoom, x: clamp(zoom.x), y: clamp(zoom.y) };
}

export function zoomCss({ scale, x, y, degrees }: Zoom): string {
  return `translate(${(100 * x).toFixed(3)}%, ${(100 * y).toFixed(3)}%) rotate(${degrees}deg) scale(${scale.toFixed(4)})`;
}

export interface Facts {
  /** Address of the film; null where no browser plays it. */
  readonly src: string | null;
  readonly codec: string;
  readonly fps: number;
  readonly seconds: number;
  readonly stills: readonly { readonly at: number; readonly src: string }[];
  readonly download: string | null;
}

/** Whether an address is that of a film's description. */
export function isFilm(address: string | null): boolean {
  return /(?:^|[/.])film\.json(?:[?#]|$)/.test(address ?? "");
}

/** Read a film's description; addresses in it are relative to its own. Null where it is none. */
export function parseFacts(record: unknown, base: string): Facts | null {
  const found = record as Partial<Record<keyof Facts, unknown>> | null;
  if (typeof found !== "object" || found === null) {
    return null;
  }
  const address = (value: unknown): string | null => (typeof value === "string" ? new URL(value, base).href : null);
  const figure = (value: unknown): number => (typeof value === "number" && Number.isFinite(value) ? value : 0);
  const stills = Array.isArray(found.stills) ? (found.stills as Partial<{ at: unknown; src: unknown }>[]) : [];
  return {
    src: address(found.src),
    codec: typeof found.codec === "string" ? found.codec : "",
    fps: figure(found.fps),
    seconds: figure(found.seconds),
    stills: stills.flatMap((one) => {
      const src = address(one?.src);
      return src ? [{ at: figure(one.at), src }] : [];
    }),
    download: address(found.download),
  };
}
