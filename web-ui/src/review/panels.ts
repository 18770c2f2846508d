/** Two panels: every action to be found and done, and every key to be seen and changed. */

import { make } from "../viewer/dom.ts";
import { ACTIONS, type Action, GROUPS, keyName, type OwnKeys, shown } from "./actions.ts";
import { isChinese, say } from "./words.ts";

type Keys = ReadonlyMap<string, readonly string[]>;

function nameOf(action: Action): string {
  return isChinese() ? action.zh : action.en;
}

function caps(keys: readonly string[]): Node[] {
  return keys.flatMap((key) => [make("kbd", {}, shown(key)), document.createTextNode(" ")]);
}

export class Palette {
  readonly #dialog = make("dialog", { id: "palette", "aria-label": say("palette") });
  readonly #input = make("input", {
    type: "text",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": "palette-list",
    "aria-label": say("palette"),
    placeholder: say("palette"),
    autocomplete: "off",
  });
  readonly #list = make("ul", { id: "palette-list", role: "listbox" });
  #found: readonly Action[] = [];
  #at = 0;

  constructor(
    readonly keys: () => Keys,
    readonly can: (name: string) => boolean,
    readonly act: (name: string) => void,
  ) {
    this.#dialog.append(this.#input, this.#list);
    this.#input.addEventListener("input", () => this.#look());
    this.#dialog.addEventListener("keydown", (event) => this.#pressed(event));
    this.#dialog.addEventListener("click", (event) => this.#clicked(event));
    document.body.append(this.#dialog);
  }

  open(): void {
    this.#input.value = "";
    this.#look();
    if (!this.#dialog.open) {
      this.#dialog.showModal();
    }
  }

  #look(): void {
    const words = this.#input.value.toLowerCase().split(/\s+/).filter(Boolean);
    this.#found = ACTIONS.filter((one) => {
      const text = `${one.zh} ${one.en} ${one.name}`.toLowerCase();
      return one.name !== "palette" && this.can(one.name) && words.every((word) => text.includes(word));
    });
    this.#at = 0;
    this.#draw();
  }

  #draw(): void {
    const keys = this.keys();
    this.#list.replaceChildren(
      ...this.#found.map((one, number) =>
        make(
          "li",
          {
            role: "option",
            id: `palette-${one.name}`,
            "data-name": one.name,
            "aria-selected": String(number === this.#at),
          },
          make("span", {}, nameOf(one)),
          make("span", {}, ...caps(keys.get(one.name) ?? [])),
        ),
      ),
    );
    if (this.#found.length === 0) {
      this.#list.append(make("li", { class: "soft" }, say("none")));
    }
    const chosen = this.#list.children[this.#at];
    this.#input.setAttribute("aria-activedescendant", chosen?.id ?? "");
    chosen?.scrollIntoView({ block: "nearest" });
  }

  #pressed(event: KeyboardEvent): void {
    event.stopPropagation();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && this.#found.length > 0) {
      event.preventDefault();
      this.#at = (this.#at + step + this.#found.length) % this.#found.length;
      this.#draw();
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.#do(this.#found[this.#at]?.name);
    }
  }

  #clicked(event: Event): void {
    if (event.target === this.#dialog) {
      this.#dialog.close();
    } else if (event.target instanceof Element) {
      this.#do(event.target.closest<HTMLElement>("[data-name]")?.dataset.name);
    }
  }

  #do(name: string | undefined): void {
    if (name) {
      this.#dialog.close();
      this.act(name);
    }
  }
}

export class Help {
  readonly #dialog = make("dialog", { id: "keys", "aria-labelledby": "keys-title" });
  #awaited: string | null = null;

  constructor(
    readonly keys: () => Keys,
    readonly own: () => OwnKeys,
    readonly choose: (own: OwnKeys) => void,
  ) {
    this.#dialog.addEventListener("keydown", (event) => this.#pressed(event));
    this.#dialog.addEventListener("click", (event) => {
      if (event.target === this.#dialog) {
        this.#dialog.close();
      }
    });
    document.body.append(this.#dialog);
  }

  open(): void {
    this.#awaited = null;
    this.#draw();
    if (!this.#dialog.open) {
      this.#dialog.showModal();
    }
  }

  #draw(): void {
    const keys = this.keys();
    const groups = GROUPS.map((group) =>
      make(
        "section",
        {},
        make("h3", {}, say(group)),
        make("dl", {}, ...ACTIONS.filter((one) => one.group === group).flatMap((one) => this.#row(one, keys))),
      ),
    );
    this.#dialog.replaceChildren(
      make(
        "header",
        { class: "split" },
        make("h2", { id: "keys-title" }, say("keys")),
        make(
          "span",
          { class: "row" },
          make("button", { type: "button", click: () => this.#take({}) }, say("defaults")),
          make("button", { type: "button", autofocus: true, click: () => this.#dialog.close() }, say("close")),
        ),
      ),
      make("p", { class: "soft" }, say("typing")),
      make("div", { class: "groups" }, ...groups),
    );
  }

  #row(action: Action, keys: Keys): HTMLElement[] {
    const isAwaited = action.name === this.#awaited;
    const change = make(
      "button",
      {
        type: "button",
        class: "quiet",
        "data-change": action.name,
        "aria-label": `${say("change")}: ${nameOf(action)}`,
        click: () => {
          this.#awaited = action.name;
          this.#draw();
          this.#focus(action.name);
        },
      },
      say(isAwaited ? "press" : "change"),
    );
    return [make("dt", {}, nameOf(action)), make("dd", {}, ...caps(keys.get(action.name) ?? []), change)];
  }

  #focus(name: string): void {
    this.#dialog.querySelector<HTMLElement>(`[data-change="${name}"]`)?.focus();
  }

  #take(own: OwnKeys): void {
    this.choose(own);
    this.#draw();
  }

  #pressed(event: KeyboardEvent): void {
    event.stopPropagation();
    const action = this.#awaited;
    const name = action && event.key !== "Tab" ? keyName(event) : null;
    if (!action || name === null) {
      return;
    }
    event.preventDefault();
    this.#awaited = null;
    this.#take(name === "Escape" ? this.own() : { ...this.own(), [action]: [name] });
    this.#focus(action);
  }
}
