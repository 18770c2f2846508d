/** The time of a task: seen, renewed by whatever its holder does, told of before it ends. */

import { say } from "./words.ts";

const WARN_MS = 120_000;
const RENEW_BELOW = 0.7;
const APART_MS = 20_000;

export class Lease {
  #until = 0;
  #whole = 0;
  #asked = 0;
  #task = "";
  readonly #timer = setInterval(() => this.#draw(), 1000);

  constructor(readonly tell: (text: string, isBad?: boolean) => void) {
    for (const kind of ["keydown", "pointerdown", "wheel", "input"]) {
      addEventListener(kind, () => this.#active(), { capture: true, passive: true });
    }
  }

  /** Go on with the task of a page that has just come. */
  begin(page: HTMLElement): void {
    const { task, until } = page.dataset;
    this.#task = task ?? "";
    this.#set(until ? Date.parse(until) : 0);
    this.#draw();
  }

  get isHeld(): boolean {
    return this.#task !== "";
  }

  async renew(isAsked: boolean): Promise<void> {
    const task = this.#task;
    if (!task) {
      return;
    }
    this.#asked = Date.now();
    try {
      const answer = await fetch(`/review/tasks/${task}/renewal`, {
        method: "POST",
        headers: { Accept: "application/json" },
      });
      if (task !== this.#task) {
        return;
      }
      if (answer.ok) {
        this.#set(Date.parse(((await answer.json()) as { until: string }).until));
        this.#draw();
        if (isAsked) {
          this.tell(say("kept"));
        }
      } else {
        this.tell(say("lost"), true);
      }
    } catch {
      if (isAsked) {
        this.tell(say("offline"), true);
      }
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #set(until: number): void {
    this.#until = until;
    this.#whole = Math.max(until - Date.now(), 1);
  }

  get #left(): number {
    return this.#until - Date.now();
  }

  #active(): void {
    const now = Date.now();
    if (this.#task && this.#left < RENEW_BELOW * this.#whole && this.#left > 0 && now - this.#asked > APART_MS) {
      void this.renew(false);
    }
  }

  #draw(): void {
    const shown = document.getElementById("lease-left");
    if (!this.#task || !shown) {
      return;
    }
    const seconds = Math.max(Math.ceil(this.#left / 1000), 0);
    const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (shown.textContent !== text) {
      shown.textContent = text;
    }
    shown.classList.toggle("late", this.#left < WARN_MS);
    document.getElementById("lease-warning")?.toggleAttribute("hidden", this.#left >= WARN_MS || this.#left <= 0);
    document.getElementById("lease-over")?.toggleAttribute("hidden", this.#left > 0);
  }
}
