/** The film of the claim and that of the reference: alone, or both in step. */

import type { Side } from "../comparison.ts";
import { Film } from "./film.ts";
import { correction, nextRate, shifted, WHOLE, type Zoom, zoomed } from "./frames.ts";

const SIDES = ["claim", "reference"] as const;
const JUMP_S = 1;

export class Films {
  readonly films: Readonly<Record<Side, Film>>;
  isInStep = true;
  isLooped = false;
  isMuted = true;
  rate = 1;
  #active: Side = "claim";
  /** Of the reference after the claim's film, in seconds. */
  #offset = 0;
  #zoom = WHOLE;
  #isFollowing = false;

  constructor(readonly changed: () => void) {
    const film = (side: Side): Film =>
      new Film(
        () => this.#moved(side),
        () => void this.#ended(side),
      );
    this.films = { claim: film("claim"), reference: film("reference") };
    for (const side of SIDES) {
      this.#takeHands(side);
    }
  }

  isOn(side: Side): boolean {
    return this.films[side].isOn;
  }

  get areOn(): boolean {
    return SIDES.some((side) => this.isOn(side));
  }

  get areBoth(): boolean {
    return SIDES.every((side) => this.isOn(side));
  }

  /** Whose time the controls show and change. */
  get side(): Side {
    if (this.areBoth) {
      return this.isInStep ? "claim" : this.#active;
    }
    return this.isOn("reference") ? "reference" : "claim";
  }

  get leader(): Film {
    return this.films[this.side];
  }

  get isPlaying(): boolean {
    return this.#led.some((film) => film.isPlaying);
  }

  async open(side: Side, address: string): Promise<void> {
    this.#offset = 0;
    this.pause();
    await this.films[side].open(address);
    this.films[side].rate = this.rate;
    this.films[side].zoom = this.#zoom;
    this.changed();
  }

  close(side: Side): void {
    if (this.isOn(side)) {
      this.pause();
      this.films[side].close();
      this.changed();
    }
  }

  closeAll(): void {
    for (const side of SIDES) {
      this.films[side].close();
    }
  }

  async toggle(): Promise<void> {
    if (this.isPlaying) {
      this.pause();
    } else {
      if (this.leader.isAtEnd) {
        await this.seek(0);
      } else {
        await this.#follow();
      }
      await Promise.all(this.#led.map((film) => film.play()));
    }
    this.changed();
  }

  pause(): void {
    for (const side of SIDES) {
      this.films[side].pause();
    }
    this.#pace();
  }

  async step(direction: 1 | -1): Promise<void> {
    this.pause();
    await this.leader.step(direction);
    await this.#follow();
    this.changed();
  }

  async seek(to: number): Promise<void> {
    await this.leader.seek(Math.min(Math.max(to, 0), this.leader.seconds));
    await this.#follow();
    this.changed();
  }

  async jump(direction: 1 | -1): Promise<void> {
    await this.seek(this.leader.at + direction * JUMP_S);
  }

  faster(direction: 1 | -1): void {
    this.rate = nextRate(this.rate, direction);
    this.#pace();
    this.changed();
  }

  loop(): void {
    this.isLooped = !this.isLooped;
    this.changed();
  }

  sound(): void {
    this.isMuted = !this.isMuted;
    for (const side of SIDES) {
      this.films[side].isMuted = this.isMuted;
    }
    this.changed();
  }

  /** Hold both in step as they stand now, or let each go by itself. */
  link(): void {
    this.isInStep = !this.isInStep;
    this.pause();
    if (this.isInStep) {
      this.#offset = this.films.reference.at - this.films.claim.at;
    }
    this.changed();
  }

  /** Out of step: move the other one. */
  other(): void {
    this.choose(this.#active === "claim" ? "reference" : "claim");
  }

  choose(side: Side): void {
    this.pause();
    this.#active = side;
    this.changed();
  }

  zoom(factor: number, at = { x: 0, y: 0 }): void {
    this.#look(zoomed(this.#zoom, factor, at));
  }

  pan(x: number, y: number): void {
    this.#look(shifted(this.#zoom, x, y));
  }

  turn(degrees: number): void {
    this.#look({ ...this.#zoom, degrees: this.#zoom.degrees + degrees });
  }

  fit(): void {
    this.#look({ ...WHOLE, degrees: this.#zoom.degrees });
  }

  /** 1 is whole. */
  get scale(): number {
    return this.#zoom.scale;
  }

  #look(zoom: Zoom): void {
    this.#zoom = zoom;
    for (const side of SIDES) {
      this.films[side].zoom = zoom;
    }
    this.changed();
  }

  /** The films that the controls move. */
  get #led(): readonly Film[] {
    return this.areBoth && this.isInStep ? SIDES.map((side) => this.films[side]) : [this.leader];
  }

  get #follower(): Film | null {
    return this.areBoth && this.isInStep ? this.films.reference : null;
  }

  async #follow(): Promise<void> {
    await this.#follower?.seek(this.leader.at + this.#offset);
  }

  #pace(): void {
    for (const side of SIDES) {
      this.films[side].rate = this.rate;
    }
  }

  #moved(side: Side): void {
    const follower = this.#follower;
    if (follower && side === this.side && this.leader.isPlaying && follower.isPlaying && !this.#isFollowing) {
      const drift = follower.at - (this.leader.at + this.#offset);
      const done = correction(drift, this.rate);
      if (done && "jump" in done) {
        this.#isFollowing = true;
        void this.#follow().finally(() => {
          this.#isFollowing = false;
        });
      } else {
        follower.rate = done?.rate ?? this.rate;
      }
    }
    this.changed();
  }

  async #ended(side: Side): Promise<void> {
    if (side !== this.side) {
      return; // the longer one goes on, unless the leader is the shorter
    }
    this.pause();
    if (this.isLooped) {
      await this.seek(0);
      await Promise.all(this.#led.map((film) => film.play()));
    }
    this.changed();
  }

  /** The wheel zooms both, a drag moves both, and a press chooses whom the controls move. */
  #takeHands(side: Side): void {
    const { box } = this.films[side];
    box.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        const frame = box.getBoundingClientRect();
        const at = {
          x: (event.clientX - frame.left) / frame.width - 0.5,
          y: (event.clientY - frame.top) / frame.height - 0.5,
        };
        this.zoom(event.deltaY < 0 ? 1.25 : 0.8, at);
      },
      { passive: false },
    );
    box.addEventListener("pointerdown", (event) => {
      if (!(event.target instanceof HTMLAnchorElement)) {
        box.setPointerCapture(event.pointerId);
        if (this.areBoth && !this.isInStep && this.#active !== side) {
          this.choose(side);
        }
      }
    });
    box.addEventListener("pointermove", (event) => {
      if (box.hasPointerCapture(event.pointerId)) {
        this.pan(event.movementX / box.clientWidth, event.movementY / box.clientHeight);
      }
    });
  }
}
