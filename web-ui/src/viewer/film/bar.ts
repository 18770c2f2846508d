/** The controls of films, below the pictures. They show what is and ask for what should be. */

import { icon, make } from "../dom.ts";
import { type Action, type Keys, shown } from "../keys.ts";
import { type Language, say, sayAction } from "../words.ts";
import type { Films } from "./films.ts";
import { clock } from "./frames.ts";

const PLAY = "M5 3v10l8-5z";
const PAUSE = "M5.5 3v10M10.5 3v10";
const ICONS: Readonly<Partial<Record<Action, string>>> = {
  "film-back": "M11 3 5.5 8 11 13M3.5 3v10",
  "film-on": "M5 3l5.5 5L5 13M12.5 3v10",
  "film-slower": "M3 8h10",
  "film-faster": "M3 8h10M8 3v10",
  "film-loop": "M3 9V7a2.5 2.5 0 0 1 2.5-2.5H12M10 2.5l2 2-2 2M13 7v2a2.5 2.5 0 0 1-2.5 2.5H4M6 13.5l-2-2 2-2",
  "film-sound": "M2.5 6v4H5l3 2.5v-9L5 6zM10.5 6a3 3 0 0 1 0 4M12 4a5.5 5.5 0 0 1 0 8",
};
const STEPS = 10_000;

export class FilmBar {
  readonly bar = make("div", { class: "filmbar", role: "group", hidden: true });
  readonly #buttons = new Map<Action, HTMLButtonElement>();
  readonly #time = make("input", { type: "range", min: 0, max: STEPS, step: 1, value: 0 });
  readonly #clock = make("output", { class: "clock" });
  readonly #rate = make("output", { class: "rate" });
  readonly #pair = make("span", { class: "group" });
  readonly #play = icon(PLAY);

  constructor(
    readonly films: Films,
    readonly act: (action: Action) => void,
  ) {
    this.#time.addEventListener("input", () => {
      films.pause();
      void films.seek((Number(this.#time.value) / STEPS) * films.leader.seconds);
    });
    const group = (...children: Node[]): HTMLElement => make("span", { class: "group" }, ...children);
    this.#pair.append(this.#button("film-link"), this.#button("film-other"));
    this.bar.append(
      group(this.#button("film-back"), this.#button("film-play", this.#play), this.#button("film-on")),
      this.#time,
      this.#clock,
      group(this.#button("film-slower"), this.#rate, this.#button("film-faster")),
      group(this.#button("film-loop"), this.#button("film-sound")),
      this.#pair,
    );
  }

  /** Everything that changes with the language, the keys and what is shown. */
  draw(language: Language, keys: Keys): void {
    const { films } = this;
    this.bar.hidden = !films.areOn;
    this.bar.setAttribute("aria-label", say("groupFilm", language));
    for (const [action, button] of this.#buttons) {
      const name = sayAction(action, language);
      const [key] = action === "film-play" ? keys.blink : keys[action];
      button.title = key ? `${name} (${shown(key)})` : name;
      button.setAttribute("aria-label", name);
    }
    this.#time.setAttribute("aria-label", say("filmTime", language));
    this.#at("film-loop").setAttribute("aria-pressed", String(films.isLooped));
    this.#at("film-sound").setAttribute("aria-pressed", String(!films.isMuted));
    this.#at("film-link").setAttribute("aria-pressed", String(films.isInStep));
    this.#at("film-link").textContent = say("inStep", language);
    this.#at("film-other").textContent = say(films.side === "claim" ? "movesClaim" : "movesReference", language);
    this.#at("film-other").hidden = films.isInStep;
    this.#pair.hidden = !films.areBoth;
    for (const film of Object.values(films.films)) {
      film.note.hidden = !film.isOn || film.isPlayable;
      if (!film.note.hidden) {
        const { download, stills, codec } = film.facts ?? { download: null, stills: [], codec: "" };
        const words = say(stills.length > 0 ? "filmStills" : "filmUnknown", language);
        const link = download ? [make("a", { href: download, download: true }, say("download", language))] : [];
        film.note.replaceChildren(
          words.replace("{codec}", codec || "?").replace("{count}", String(stills.length)),
          " ",
          ...link,
        );
      }
    }
    this.drawTime();
  }

  /** What changes with every frame. */
  drawTime(): void {
    const { films } = this;
    const { leader } = films;
    if (!films.areOn) {
      return;
    }
    const value = leader.seconds > 0 ? String(Math.round((leader.at / leader.seconds) * STEPS)) : "0";
    if (this.#time.value !== value && !this.#time.matches(":active")) {
      this.#time.value = value;
    }
    const text = `${clock(leader.at)} / ${clock(leader.seconds)}`;
    if (this.#clock.value !== text) {
      this.#clock.value = text;
      this.#time.setAttribute("aria-valuetext", text);
    }
    this.#rate.value = `${films.rate}×`;
    const isPlaying = films.isPlaying;
    const button = this.#at("film-play");
    button.disabled = !leader.isPlayable;
    if (button.getAttribute("aria-pressed") !== String(isPlaying)) {
      button.setAttribute("aria-pressed", String(isPlaying));
      this.#play.firstElementChild?.setAttribute("d", isPlaying ? PAUSE : PLAY);
    }
  }

  #button(action: Action, drawing?: SVGSVGElement): HTMLButtonElement {
    const path = ICONS[action];
    const inside = drawing ? [drawing] : path ? [icon(path)] : [];
    const button = make("button", { type: "button", "data-action": action, click: () => this.act(action) }, ...inside);
    this.#buttons.set(action, button);
    return button;
  }

  #at(action: Action): HTMLButtonElement {
    return this.#buttons.get(action) as HTMLButtonElement;
  }
}
