/** Last words that wait to be sent: which is due, which can be taken back, and which the desk has refused. Pure, and kept as text. */

/** For so long a last word can be undone. */
export const HELD_S = 60;
/** So many wait at most; the server counts them too. */
export const MOST = 8;
/** After so long it is tried again where the server did not answer. */
export const AGAIN_S = 10;

export interface Held {
  readonly address: string;
  readonly body: string;
  readonly claim: string;
  readonly task: string;
  readonly draft: string | null;
  /** When it is sent, in milliseconds since 1970. */
  readonly due: number;
  /** Why it cannot be sent; "" while it waits. */
  readonly refused: string;
  /** The server did not answer when it was sent; whether it has arrived is not known, so it cannot be undone. */
  readonly isTried: boolean;
}

export type Word = Pick<Held, "address" | "body" | "claim" | "task" | "draft">;

/** Add a last word, the newest. */
export function withWord(all: readonly Held[], word: Word, now: number): readonly Held[] {
  const rest = all.filter((one) => one.claim !== word.claim);
  return [...rest, { ...word, due: now + HELD_S * 1000, refused: "", isTried: false }];
}

/** The one that is sent early, so that another can be held: the oldest where as many wait as may; null where there is room. */
export function crowded(all: readonly Held[]): Held | null {
  const waits = waiting(all);
  return waits.length < MOST ? null : (waits[0] ?? null);
}

export function waiting(all: readonly Held[]): readonly Held[] {
  return all.filter((one) => !one.refused);
}

/** The one that undo takes back: the newest that has not been tried. */
export function newest(all: readonly Held[]): Held | null {
  return waiting(all).findLast((one) => !one.isTried) ?? null;
}

/** The oldest whose time has come. */
export function due(all: readonly Held[], now: number): Held | null {
  return waiting(all).find((one) => one.due <= now) ?? null;
}

export function without(all: readonly Held[], gone: Held): readonly Held[] {
  return all.filter((one) => one.claim !== gone.claim);
}

export function changed(all: readonly Held[], which: Held, change: Partial<Held>): readonly Held[] {
  return all.map((one) => (one.claim === which.claim ? { ...one, ...change } : one));
}

/** Read what was kept; what is no list of last words is none. */
export function parseHeld(text: string | null): readonly Held[] {
  try {
    const found: unknown = JSON.parse(text ?? "[]");
    const isHeld = (one: Partial<Held> | null): one is Held =>
      typeof one?.address === "string" &&
      typeof one.body === "string" &&
      typeof one.claim === "string" &&
      typeof one.task === "string" &&
      typeof one.due === "number";
    return Array.isArray(found) ? found.filter(isHeld) : [];
  } catch {
    return [];
  }
}
