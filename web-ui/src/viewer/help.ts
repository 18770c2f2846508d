/** The panel behind `?`: every key, in the reader's language, each of which can be changed. */

import { make } from "./dom.ts";
import { ACTION_NAMES, type Action, type Keys, keyName, type OwnKeys, shown } from "./keys.ts";
import { type Language, say, sayAction, type Word } from "./words.ts";

const GROUPS: readonly (readonly [Word, (action: Action) => boolean])[] = [
  ["groupMode", (name) => name.startsWith("mode-") || ["swap", "blink", "value-down", "value-up"].includes(name)],
  ["groupMove", (name) => /^(?:zoom|fit|one-to|pan|nudge|rotate)/.test(name)],
  ["groupMarks", (name) => /^(?:next|previous|regions|heat)/.test(name)],
  ["groupTools", (name) => ["loupe", "measure", "mark", "help"].includes(name)],
  ["groupLook", (name) => /^(?:bright|dark|more-|less-|grey|blur|plain)/.test(name)],
];

export class Help {
  readonly dialog = make("dialog", { class: "help", "aria-labelledby": "help-title" });
  #awaited: Action | null = null;

  constructor(
    readonly own: () => OwnKeys,
    readonly choose: (own: OwnKeys) => void,
  ) {
    this.dialog.addEventListener("keydown", (event) => this.#pressed(event));
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) {
        this.dialog.close();
      }
    });
  }

  open(keys: Keys, language: Language): void {
    this.#awaited = null;
    this.draw(keys, language);
    if (!this.dialog.open) {
      this.dialog.showModal();
    }
  }

  draw(keys: Keys, language: Language): void {
    const groups = GROUPS.map(([word, belongs]) =>
      make(
        "section",
        {},
        make("h3", {}, say(word, language)),
        make("dl", {}, ...ACTION_NAMES.filter(belongs).flatMap((action) => this.#row(action, keys, language))),
      ),
    );
    this.dialog.replaceChildren(
      make(
        "header",
        {},
        make("h2", { id: "help-title" }, say("keysTitle", language)),
        make("button", { type: "button", click: () => this.choose({}) }, say("defaultKeys", language)),
        make("button", { type: "button", autofocus: true, click: () => this.dialog.close() }, say("close", language)),
      ),
      make("p", {}, say("keysNote", language)),
      make("div", { class: "groups" }, ...groups),
    );
  }

  #row(action: Action, keys: Keys, language: Language): HTMLElement[] {
    const isAwaited = action === this.#awaited;
    const change = make(
      "button",
      {
        type: "button",
        "data-action": action,
        "aria-label": `${say("change", language)}: ${sayAction(action, language)}`,
        click: () => {
          this.#awaited = action;
          this.draw(keys, language);
          this.#button(action)?.focus();
        },
      },
      say(isAwaited ? "pressKey" : "change", language),
    );
    const caps = keys[action].flatMap((key) => [make("kbd", {}, shown(key)), " "]);
    return [make("dt", {}, sayAction(action, language)), make("dd", {}, ...caps, change)];
  }

  #button(action: Action): HTMLElement | null {
    return this.dialog.querySelector(`[data-action="${action}"]`);
  }

  #pressed(event: KeyboardEvent): void {
    event.stopPropagation();
    const action = this.#awaited;
    if (!action || event.key === "Tab") {
      return;
    }
    const name = keyName(event);
    if (name === null) {
      return;
    }
    event.preventDefault();
    this.#awaited = null;
    this.choose(event.key === "Escape" ? this.own() : { ...this.own(), [action]: [name] });
    this.#button(action)?.focus();
  }
}
