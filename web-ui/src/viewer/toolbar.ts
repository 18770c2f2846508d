/** The row of controls above the pictures. It shows what is and asks for what should be; it decides nothing. */

import { icon, make } from "./dom.ts";
import type { Action, Keys } from "./keys.ts";
import { shown } from "./keys.ts";
import { AS_RECEIVED, isAsReceived, LEAST, type Look, MOST } from "./look.ts";
import { DIALS, type Dial, HEAT_DIAL, HEAT_OPACITY_DIAL, inWords, MODES, type Mode } from "./modes.ts";
import { type Language, say, sayAction } from "./words.ts";

export interface ToolbarState {
  readonly language: Language;
  readonly keys: Keys;
  readonly mode: Mode;
  readonly hasReference: boolean;
  readonly value: number;
  readonly scale: number;
  readonly regionCount: number;
  readonly regionIndex: number;
  readonly regionsShown: boolean;
  readonly hasHeat: boolean;
  readonly heatShown: boolean;
  readonly heatThreshold: number;
  readonly heatOpacity: number;
  readonly hasFilm: boolean;
  readonly loupe: boolean;
  readonly measure: boolean;
  readonly look: Look;
}

export interface ToolbarRequests {
  act(action: Action): void;
  dial(value: number): void;
  heat(threshold: number): void;
  heatOpacity(opacity: number): void;
  look(look: Look): void;
}

const ICONS: Readonly<Partial<Record<Action, string>>> = {
  "previous-region": "M10 3 5 8l5 5",
  "next-region": "m6 3 5 5-5 5",
  regions: "M2.5 4.5h11v7h-11zM5 2.5v2M11 11.5v2",
  heat: "M8 2c3 3 4.5 5 4.5 7.5a4.5 4.5 0 0 1-9 0C3.5 7.5 5 6.5 6 5c.6 1.2 1 1.8 1.5 2.2C8 5.5 8.2 4 8 2Z",
  "zoom-out": "M3 8h10",
  "zoom-in": "M3 8h10M8 3v10",
  fit: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  swap: "M2.5 5.5h10M10 3l2.5 2.5L10 8M13.5 10.5h-10M6 8l-2.5 2.5L6 13",
  "rotate-left": "M3 3v3.5h3.5M3.3 6.3A5.3 5.3 0 1 1 2.8 9.5",
  "rotate-right": "M13 3v3.5H9.5M12.7 6.3a5.3 5.3 0 1 0 .5 3.2",
  loupe: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.3 10.3 14 14M7 5v4M5 7h4",
  measure: "M2.5 10.5 10.5 2.5l3 3-8 8zM5 8l1.2 1.2M7 6l1.2 1.2M9 4l1.2 1.2",
  help: "M6 6.2a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.5M8 12v.2M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8Z",
};
const LOOK_ICON =
  "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6ZM8 1.5v1.7M8 12.8v1.7M1.5 8h1.7M12.8 8h1.7M3.4 3.4l1.2 1.2M11.4 11.4l1.2 1.2M12.6 3.4l-1.2 1.2M4.6 11.4l-1.2 1.2";

export class Toolbar {
  readonly bar = make("div", { class: "toolbar", role: "toolbar" });
  readonly #modes = make("div", { class: "modes", role: "group" });
  readonly #dial = range((value) => this.requests.dial(value));
  readonly #heatDial = range((value) => this.requests.heat(value));
  readonly #heatOpacity = range((value) => this.requests.heatOpacity(value));
  readonly #scale = make("output", { class: "scale" });
  readonly #count = make("output", { class: "count" });
  readonly #buttons = new Map<Action, HTMLButtonElement>();
  readonly #lookPanel = make("div", { class: "panel", hidden: true });
  readonly #lookButton = make("button", { type: "button", "aria-expanded": "false" }, icon(LOOK_ICON));
  readonly #brightness = range((value) => this.requests.look({ ...this.#look, brightness: value }));
  readonly #contrast = range((value) => this.requests.look({ ...this.#look, contrast: value }));
  readonly #lookNote = make("p");
  #look: Look = AS_RECEIVED;
  #stop: HTMLElement | null = null;

  constructor(readonly requests: ToolbarRequests) {
    for (const mode of MODES) {
      this.#modes.append(this.#button(`mode-${mode}`));
    }
    this.#lookButton.addEventListener("click", () => this.#toggleLook(this.#lookPanel.hasAttribute("hidden")));
    this.#lookPanel.append(
      this.#brightness.box,
      this.#contrast.box,
      make("div", { class: "row" }, this.#button("grey"), this.#button("blur"), this.#button("plain-look")),
      this.#lookNote,
    );
    this.#lookPanel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        this.#toggleLook(false);
        this.#lookButton.focus();
      }
    });
    const group = (...children: Node[]): HTMLElement => make("div", { class: "group" }, ...children);
    this.bar.append(
      this.#modes,
      this.#dial.box,
      group(this.#button("previous-region"), this.#count, this.#button("next-region"), this.#button("regions")),
      group(this.#button("heat"), this.#heatDial.box, this.#heatOpacity.box),
      make("span", { class: "spring" }),
      group(
        this.#button("zoom-out"),
        this.#scale,
        this.#button("zoom-in"),
        this.#button("fit"),
        this.#button("one-to-one"),
      ),
      group(
        this.#button("swap"),
        this.#button("rotate-left"),
        this.#button("rotate-right"),
        this.#button("loupe"),
        this.#button("measure"),
        make("span", { class: "anchor" }, this.#lookButton, this.#lookPanel),
        this.#button("help"),
      ),
    );
    this.bar.addEventListener("keydown", (event) => this.#move(event));
    this.bar.addEventListener("focusin", (event) => this.#stopAt(event.target as HTMLElement));
  }

  draw(state: ToolbarState): void {
    const { language, keys } = state;
    this.bar.setAttribute("aria-label", say("toolbar", language));
    this.#modes.setAttribute("aria-label", say("groupMode", language));
    for (const [action, button] of this.#buttons) {
      const name = sayAction(action, language);
      const [key] = keys[action];
      button.title = key ? `${name} (${shown(key)})` : name;
      button.setAttribute("aria-label", name);
      if (key) {
        button.setAttribute("aria-keyshortcuts", key === " " ? "Space" : key);
      }
    }
    for (const mode of MODES) {
      const button = this.#at(`mode-${mode}`);
      button.textContent = say(mode, language);
      button.setAttribute("aria-pressed", String(state.mode === mode));
      button.disabled = (!state.hasReference || state.hasFilm) && mode !== state.mode;
    }
    this.#press("regions", state.regionsShown);
    this.#press("heat", state.heatShown);
    this.#press("loupe", state.loupe);
    this.#press("measure", state.measure);
    this.#press("grey", state.look.grey);
    this.#press("blur", state.look.blur);
    this.#at("grey").textContent = sayAction("grey", language);
    this.#at("blur").textContent = sayAction("blur", language);
    this.#at("plain-look").textContent = sayAction("plain-look", language);
    this.#at("one-to-one").textContent = "1:1";
    this.#at("swap").disabled = !state.hasReference;
    this.bar.classList.toggle("of-film", state.hasFilm);
    for (const action of ["one-to-one", "loupe", "measure"] as const) {
      this.#at(action).disabled = state.hasFilm;
    }
    const hasRegions = state.regionCount > 0;
    for (const action of ["previous-region", "next-region", "regions"] as const) {
      this.#at(action).disabled = !hasRegions;
    }
    this.#at("next-region").parentElement?.toggleAttribute("hidden", !hasRegions);
    this.#at("heat").parentElement?.toggleAttribute("hidden", !state.hasHeat);
    this.#count.value = `${state.regionIndex < 0 ? "–" : state.regionIndex + 1} / ${state.regionCount}`;
    this.#scale.value = scaleInWords(state.scale);
    this.#dial.draw(DIALS[state.mode], state.value, language);
    this.#heatDial.draw(HEAT_DIAL, state.heatThreshold, language);
    this.#heatOpacity.draw(HEAT_OPACITY_DIAL, state.heatOpacity, language);
    this.#drawLook(state);
    this.#keepOneStop();
  }

  /** The scale alone, which changes at every frame of a movement. */
  drawScale(scale: number): void {
    const text = scaleInWords(scale);
    if (this.#scale.value !== text) {
      this.#scale.value = text;
    }
  }

  #drawLook({ look, language }: ToolbarState): void {
    this.#look = look;
    const name = say("groupLook", language);
    this.#lookButton.title = name;
    this.#lookButton.setAttribute("aria-label", name);
    this.#lookButton.classList.toggle("changed", !isAsReceived(look));
    this.#lookNote.textContent = say("lookNote", language);
    const dial = (word: "brightness" | "contrast"): Dial => ({ word, least: LEAST, most: MOST, step: 0.1, start: 1 });
    this.#brightness.draw(dial("brightness"), look.brightness, language);
    this.#contrast.draw(dial("contrast"), look.contrast, language);
  }

  #button(action: Action): HTMLButtonElement {
    const path = ICONS[action];
    const does = () => this.requests.act(action);
    const attributes = { type: "button", "data-action": action, click: does };
    const button = make("button", attributes, ...(path ? [icon(path)] : []));
    this.#buttons.set(action, button);
    return button;
  }

  #at(action: Action): HTMLButtonElement {
    return this.#buttons.get(action) as HTMLButtonElement;
  }

  #press(action: Action, pressed: boolean): void {
    this.#at(action).setAttribute("aria-pressed", String(pressed));
  }

  #toggleLook(shown: boolean): void {
    this.#lookPanel.hidden = !shown;
    this.#lookButton.setAttribute("aria-expanded", String(shown));
  }

  // One stop for Tab, arrows within: the toolbar pattern of the ARIA Authoring Practices Guide.

  #stops(): HTMLElement[] {
    const all = [...this.bar.querySelectorAll<HTMLElement>("button, input")];
    return all.filter((one) => !one.matches(":disabled") && !one.closest("[hidden]") && !one.closest(".panel"));
  }

  #keepOneStop(): void {
    const stops = this.#stops();
    this.#stopAt(this.#stop && stops.includes(this.#stop) ? this.#stop : stops[0]);
  }

  #stopAt(chosen: HTMLElement | undefined): void {
    const stops = this.#stops();
    if (chosen && stops.includes(chosen)) {
      this.#stop = chosen;
      for (const one of stops) {
        one.tabIndex = one === chosen ? 0 : -1;
      }
    }
  }

  #move(event: KeyboardEvent): void {
    const from = event.target as HTMLElement;
    const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (
      !direction ||
      from.matches("input") ||
      from.closest(".panel") ||
      event.ctrlKey ||
      event.altKey ||
      event.metaKey
    ) {
      return;
    }
    const stops = this.#stops();
    const next = stops[(stops.indexOf(from) + direction + stops.length) % stops.length];
    event.preventDefault();
    event.stopPropagation();
    next?.focus();
  }
}

function scaleInWords(scale: number): string {
  const percent = scale * 100;
  return `${percent < 9.95 ? percent.toFixed(1) : Math.round(percent)} %`;
}

/** A slider with its name and its value. */
function range(changed: (value: number) => void) {
  const input = make("input", { type: "range" });
  const name = make("span");
  const figure = make("output");
  const box = make("label", { class: "dial" }, name, input, figure);
  input.addEventListener("input", () => changed(Number(input.value)));
  return {
    box,
    draw(dial: Dial | undefined, value: number, language: Language): void {
      box.hidden = !dial;
      if (dial) {
        input.min = String(dial.least);
        input.max = String(dial.most);
        input.step = String(dial.step);
        input.value = String(value);
        const title = say(dial.word, language);
        name.textContent = title;
        box.title = title;
        input.setAttribute("aria-label", title);
        figure.value = inWords(dial, value);
        input.setAttribute("aria-valuetext", figure.value);
      }
    },
  };
}
