/** Everything that can be done in the reviewers' room, with its keys and its names; `actions.json` is the list. */

import list from "./actions.json" with { type: "json" };

export interface Action {
  readonly group: string;
  readonly name: string;
  readonly keys: readonly string[];
  readonly zh: string;
  readonly en: string;
}

export const ACTIONS: readonly Action[] = list;
export const GROUPS = ["task", "judge", "look", "help"] as const;
export type OwnKeys = Readonly<Record<string, readonly string[]>>;

interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

const BARE = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "Dead", "Process", "Unidentified"]);

/** The name of a pressed key; null for a modifier alone and for what belongs to the browser or to an input method. */
export function keyName(press: KeyPress): string | null {
  if (press.altKey || BARE.has(press.key)) {
    return null;
  }
  const digit = /^Digit(\d)$/.exec(press.code)?.[1];
  if (press.ctrlKey || press.metaKey) {
    return `Ctrl+${press.key.length === 1 ? press.key.toLowerCase() : press.key}`;
  }
  if (press.shiftKey && digit && !/^\d$/.test(press.key)) {
    return `Shift+${digit}`;
  }
  return press.shiftKey && press.key.length > 1 ? `Shift+${press.key}` : press.key;
}

/** The keys of every action, somebody's own in place of the defaults; a key that was taken is taken from its owner. */
export function keysOf(own: OwnKeys): ReadonlyMap<string, readonly string[]> {
  const taken = new Set(Object.values(own).flat());
  return new Map(ACTIONS.map((one) => [one.name, own[one.name] ?? one.keys.filter((key) => !taken.has(key))]));
}

export function actionFor(keys: ReadonlyMap<string, readonly string[]>, pressed: string): string | null {
  for (const [name, own] of keys) {
    if (own.includes(pressed)) {
      return name;
    }
  }
  return null;
}

/** Keep of what was stored what is a map of keys. */
export function parseOwnKeys(text: string | null): OwnKeys {
  try {
    const record: unknown = JSON.parse(text ?? "{}");
    const known = new Set(ACTIONS.map((one) => one.name));
    const isKeys = (keys: unknown) => Array.isArray(keys) && keys.every((key) => typeof key === "string");
    return Object.fromEntries(Object.entries(record ?? {}).filter(([name, keys]) => known.has(name) && isKeys(keys)));
  } catch {
    return {};
  }
}

/** A key as it stands on a keyboard. */
export function shown(key: string): string {
  const named = key.replace("Shift+", "⇧ ").replace("Ctrl+", "Ctrl ").replace("Enter", "⏎");
  return /^\p{Lu}$/u.test(key) ? `⇧ ${key}` : named;
}
