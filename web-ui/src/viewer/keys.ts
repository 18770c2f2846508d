/** Which key does what. A key is named as `KeyboardEvent.key` names it, with `Shift+` where it types no character. */

export const ACTIONS = {
  "mode-side": ["1"],
  "mode-overlay": ["2"],
  "mode-slider": ["3"],
  "mode-flicker": ["4"],
  "mode-difference": ["5"],
  "mode-single": ["6"],
  swap: ["x"],
  blink: [" "],
  "value-down": [","],
  "value-up": ["."],
  "zoom-in": ["+", "="],
  "zoom-out": ["-"],
  fit: ["0", "f"],
  "one-to-one": ["z"],
  "pan-left": ["ArrowLeft"],
  "pan-right": ["ArrowRight"],
  "pan-up": ["ArrowUp"],
  "pan-down": ["ArrowDown"],
  "nudge-left": ["Shift+ArrowLeft"],
  "nudge-right": ["Shift+ArrowRight"],
  "nudge-up": ["Shift+ArrowUp"],
  "nudge-down": ["Shift+ArrowDown"],
  "rotate-right": ["r"],
  "rotate-left": ["R"],
  "next-region": ["n"],
  "previous-region": ["p"],
  regions: ["c"],
  heat: ["h"],
  "heat-less": ["j"],
  "heat-more": ["k"],
  loupe: ["l"],
  measure: ["m"],
  mark: ["Enter"],
  brighter: ["]"],
  darker: ["["],
  "more-contrast": ["}"],
  "less-contrast": ["{"],
  grey: ["g"],
  blur: ["b"],
  "plain-look": ["v"],
  help: ["?"],
} as const satisfies Record<string, readonly string[]>;

export type Action = keyof typeof ACTIONS;
export type Keys = Readonly<Record<Action, readonly string[]>>;
export type OwnKeys = Readonly<Partial<Record<Action, string | readonly string[]>>>;

export const ACTION_NAMES = Object.keys(ACTIONS) as Action[];

interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

const BARE_MODIFIERS = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "Dead", "Process"]);

/** The name of a pressed key, or null for a modifier alone and for what belongs to the browser (Ctrl, Alt, Meta). */
export function keyName(press: KeyPress): string | null {
  if (press.ctrlKey || press.altKey || press.metaKey || BARE_MODIFIERS.has(press.key)) {
    return null;
  }
  return press.shiftKey && press.key.length > 1 ? `Shift+${press.key}` : press.key;
}

/** The whole map, with somebody's own keys in place of the defaults; a key that was taken is taken from its owner. */
export function withOwnKeys(own: OwnKeys): Keys {
  const chosen = new Map<Action, readonly string[]>();
  for (const action of ACTION_NAMES) {
    const keys = own[action];
    if (keys !== undefined) {
      chosen.set(action, typeof keys === "string" ? [keys] : keys);
    }
  }
  const taken = new Set([...chosen.values()].flat());
  const all = ACTION_NAMES.map((action) => [
    action,
    chosen.get(action) ?? ACTIONS[action].filter((k) => !taken.has(k)),
  ]);
  return Object.fromEntries(all) as Keys;
}

/** Keep of a record from outside (an attribute, storage) what is a map of keys. */
export function parseOwnKeys(record: unknown): OwnKeys {
  if (typeof record !== "object" || record === null) {
    return {};
  }
  const isKeys = (keys: unknown): boolean =>
    typeof keys === "string" || (Array.isArray(keys) && keys.every((key) => typeof key === "string"));
  return Object.fromEntries(
    Object.entries(record).filter(([name, keys]) => Object.hasOwn(ACTIONS, name) && isKeys(keys)),
  );
}

export function actionOf(keys: Keys, name: string): Action | null {
  return ACTION_NAMES.find((action) => keys[action].includes(name)) ?? null;
}

const SHOWN: Readonly<Record<string, string>> = {
  " ": "Space",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
};

/** A key as it stands on a keyboard. */
export function shown(key: string): string {
  if (key.startsWith("Shift+")) {
    return `⇧ ${shown(key.slice(6))}`;
  }
  return /^\p{Lu}$/u.test(key) ? `⇧ ${key}` : (SHOWN[key] ?? key);
}
