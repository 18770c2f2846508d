/** One film in one pane: played and stepped frame by frame, or, where the browser cannot play it, a row of stills. */

import { make } from "../dom.ts";
import { ahead, behind, clock, type Facts, frameNumber, parseFacts, type Zoom, zoomCss } from "./frames.ts";

const ATTEMPTS = 8;
const SEEK_MS = 4000;
const PRESENT_MS = 120;
const USUAL_FPS = 30;
const WAITING = 3;
/** A frame shorter than this is an error of the container. */
const SHORTEST_S = 1 / 480;

export class Film {
  readonly box = make("div", { class: "film", hidden: true });
  readonly note = make("p", { class: "film-note", hidden: true });
  readonly #video = make("video", { playsinline: true, preload: "auto", tabindex: -1, disablepictureinpicture: true });
  readonly #still = make("img", { alt: "", hidden: true });
  readonly #badge = make("output", { class: "film-time" });
  #facts: Facts | null = null;
  #order = 0;
  #at = 0;
  #shown = 0;
  #shortest = 1 / USUAL_FPS;
  #stillIndex = 0;
  #queue: Promise<void> = Promise.resolve();
  #waiting = 0;
  isPlayable = false;

  constructor(
    readonly moved: () => void,
    readonly ended: () => void,
  ) {
    this.#video.muted = true;
    this.box.append(make("div", { class: "film-frame" }, this.#video, this.#still), this.#badge, this.note);
    this.#video.addEventListener("ended", () => this.ended());
    for (const kind of ["timeupdate", "seeked", "play", "pause"]) {
      this.#video.addEventListener(kind, () => {
        if (!this.#watches) {
          this.#at = this.#video.currentTime;
        }
        this.#draw();
      });
    }
    this.#watch();
  }

  get facts(): Facts | null {
    return this.#facts;
  }

  get isOn(): boolean {
    return this.#facts !== null;
  }

  /** The moment at which the frame on the screen begins. */
  get at(): number {
    return this.isPlayable ? this.#at : (this.#facts?.stills[this.#stillIndex]?.at ?? 0);
  }

  get seconds(): number {
    const { duration } = this.#video;
    return this.isPlayable && Number.isFinite(duration) ? duration : (this.#facts?.seconds ?? 0);
  }

  get isPlaying(): boolean {
    return this.isPlayable && !this.#video.paused && !this.#video.ended;
  }

  get isAtEnd(): boolean {
    return this.isPlayable && this.#video.ended;
  }

  set rate(rate: number) {
    this.#video.playbackRate = rate;
  }

  get rate(): number {
    return this.#video.playbackRate;
  }

  set isMuted(muted: boolean) {
    this.#video.muted = muted;
  }

  set zoom(zoom: Zoom) {
    (this.box.firstElementChild as HTMLElement).style.transform = zoomCss(zoom);
  }

  /**
   * Show the film of a description, paused at its beginning.
   *
   * @throws Error if there is no description, or another film was asked for meanwhile
   */
  async open(address: string): Promise<void> {
    this.close();
    this.#order += 1;
    const order = this.#order;
    const answer = await fetch(address, { credentials: "same-origin" });
    const facts = answer.ok ? parseFacts(await answer.json(), answer.url) : null;
    if (!facts || order !== this.#order) {
      throw new Error("no film");
    }
    const isPlayable = facts.src !== null && (await this.#load(facts.src));
    if (order !== this.#order) {
      throw new Error("another film");
    }
    this.#facts = facts;
    this.isPlayable = isPlayable;
    this.#shortest = 1 / (facts.fps || USUAL_FPS);
    this.#video.hidden = !isPlayable;
    this.#still.hidden = isPlayable || facts.stills.length === 0;
    this.box.hidden = false;
    if (!isPlayable) {
      this.#video.removeAttribute("src");
      this.#showStill(0);
    }
    this.#draw();
  }

  close(): void {
    this.#order += 1;
    this.#facts = null;
    this.isPlayable = false;
    this.#at = 0;
    this.box.hidden = true;
    this.#video.removeAttribute("src");
    this.#video.load();
    this.#still.removeAttribute("src");
  }

  async play(): Promise<void> {
    if (this.isPlayable) {
      await this.#video.play().catch(() => undefined);
    }
  }

  pause(): void {
    this.#video.pause();
  }

  /** Go to a moment and come back when its frame is seen. */
  async seek(to: number): Promise<void> {
    if (!this.isPlayable) {
      const stills = this.#facts?.stills ?? [];
      const apart = stills.map((one) => Math.abs(one.at - to));
      this.#showStill(apart.indexOf(Math.min(...apart)));
      return;
    }
    const last = Math.max(this.seconds - this.#shortest / 4, 0);
    const [order, before] = [this.#order, this.#shown];
    const arrived = once(this.#video, "seeked", SEEK_MS);
    this.#video.currentTime = Math.min(Math.max(to, 0), last);
    await arrived;
    const until = performance.now() + PRESENT_MS;
    while (this.#watches && this.#shown === before && order === this.#order && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
  }

  /** One frame on or back; where somebody holds the key down, no more wait than can be seen. */
  async step(direction: 1 | -1): Promise<void> {
    if (this.#waiting < WAITING) {
      this.#waiting += 1;
      this.#queue = this.#queue
        .then(() => this.#step(direction))
        .finally(() => {
          this.#waiting -= 1;
        });
    }
    await this.#queue;
  }

  async #step(direction: 1 | -1): Promise<void> {
    if (!this.isPlayable) {
      this.#showStill(this.#stillIndex + direction);
      return;
    }
    this.pause();
    const from = this.#at;
    if (direction < 0) {
      await (from > 0 ? this.seek(behind(from, this.#shortest)) : undefined);
      return;
    }
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const to = ahead(from, this.#shortest, attempt);
      if (to >= this.seconds && attempt > 0) {
        return;
      }
      await this.seek(to);
      if (!this.#watches || this.#at > from + SHORTEST_S / 2) {
        return;
      }
    }
  }

  #showStill(index: number): void {
    const stills = this.#facts?.stills ?? [];
    this.#stillIndex = Math.min(Math.max(index, 0), Math.max(stills.length - 1, 0));
    const still = stills[this.#stillIndex];
    if (still) {
      this.#still.src = still.src;
    }
    this.#draw();
  }

  /** Whether the browser tells which frame it shows (`requestVideoFrameCallback`); without, the clock of the film has to do. */
  get #watches(): boolean {
    return "requestVideoFrameCallback" in this.#video;
  }

  #watch(): void {
    if (!this.#watches) {
      return;
    }
    this.#video.requestVideoFrameCallback((_, { mediaTime }) => {
      const apart = mediaTime - this.#at;
      if (this.isPlaying && apart > SHORTEST_S && apart < this.#shortest) {
        this.#shortest = apart;
      }
      this.#at = mediaTime;
      this.#shown += 1;
      this.#draw();
      this.#watch();
    });
  }

  /** Whether the browser shows a picture of it: some play the sound of a film whose pictures they cannot decode. */
  async #load(src: string): Promise<boolean> {
    const ready = Promise.race([once(this.#video, "loadeddata", 15_000), once(this.#video, "error", 15_000)]);
    this.#video.src = src;
    this.#video.load();
    await ready;
    return !this.#video.error && this.#video.videoWidth > 0;
  }

  #draw(): void {
    const facts = this.#facts;
    if (facts) {
      const number = this.isPlayable ? frameNumber(this.#at, facts.fps) : this.#stillIndex + 1;
      const text = `${clock(this.at)}${number === null ? "" : ` · ${number}`}`;
      if (this.#badge.value !== text) {
        this.#badge.value = text;
      }
      this.moved();
    }
  }
}

function once(target: EventTarget, kind: string, limitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(done, limitMs);
    function done(): void {
      clearTimeout(limit);
      target.removeEventListener(kind, done);
      resolve();
    }
    target.addEventListener(kind, done);
  });
}
