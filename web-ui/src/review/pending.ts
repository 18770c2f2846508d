/** A last word is held back for some seconds, so that it can be undone: once it is sent, it is a decision and stays one.
 *
 * It is sent when the time is over, when the next claim is judged, and when the page is left; a reload in between loses nothing. The key in the
 * form makes sure that it counts once, however often it is sent.
 */

import { make } from "../viewer/dom.ts";
import { shown } from "./actions.ts";
import { forgetDraft } from "./drafts.ts";
import { keep, kept } from "./store.ts";
import { say } from "./words.ts";

export const HELD_S = 10;

interface Held {
  readonly address: string;
  readonly body: string;
  readonly claim: string;
  readonly draft: string | null;
  readonly due: number;
}

export class Pending {
  #held: Held | null = null;
  #timer = 0;
  #sent: Promise<void> = Promise.resolve();
  /** Pages of ours follow, which go on holding it. */
  isMoving = false;

  constructor(
    readonly tell: (text: string, isBad?: boolean, link?: string) => void,
    readonly undoKey: () => string,
  ) {
    addEventListener("pagehide", () => this.#leave());
    const left = kept("session", "held");
    if (left) {
      this.#held = JSON.parse(left) as Held;
      this.#tick();
    }
  }

  get claim(): string | null {
    return this.#held?.claim ?? null;
  }

  /** Hold a last word back; there is none before it. */
  hold(held: Omit<Held, "due">): void {
    this.#held = { ...held, due: Date.now() + HELD_S * 1000 };
    keep("session", "held", JSON.stringify(this.#held));
    this.#tick();
  }

  /** Take it back; the claim it was about, or null if nothing is held. */
  undo(): string | null {
    const held = this.#held;
    if (!held) {
      return null;
    }
    this.#drop();
    this.tell(say("undone"));
    return held.claim;
  }

  /** Send it now, and come back when it has arrived. */
  send(): Promise<void> {
    const held = this.#held;
    if (held) {
      this.#drop();
      this.#sent = this.#deliver(held);
    }
    return this.#sent;
  }

  async #deliver(held: Held): Promise<void> {
    try {
      const answer = await fetch(held.address, { method: "POST", body: new URLSearchParams(held.body) });
      const text = await answer.text();
      const said = new DOMParser().parseFromString(text, "text/html");
      if (answer.ok) {
        forgetDraft(held.draft);
        this.tell(said.body.textContent?.trim() ?? "");
      } else {
        const why = said.querySelector(".error p")?.textContent ?? "";
        this.tell(say("failed") + why, true, `/review/claims/${held.claim}`);
      }
    } catch {
      this.tell(say("failed") + say("offline"), true, `/review/claims/${held.claim}`);
    }
  }

  #drop(): void {
    this.#held = null;
    keep("session", "held", null);
    clearTimeout(this.#timer);
    document.getElementById("held")?.remove();
  }

  #leave(): void {
    const held = this.#held;
    if (held && !this.isMoving) {
      navigator.sendBeacon(held.address, new URLSearchParams(held.body));
      keep("session", "held", null);
      forgetDraft(held.draft);
    }
  }

  #tick(): void {
    const held = this.#held;
    if (!held) {
      return;
    }
    const left = Math.ceil((held.due - Date.now()) / 1000);
    if (left <= 0) {
      void this.send();
      return;
    }
    this.#draw(left);
    this.#timer = window.setTimeout(() => this.#tick(), 250);
  }

  #draw(left: number): void {
    const bar =
      document.getElementById("held") ??
      make(
        "div",
        { id: "held", role: "status" },
        make("progress", { max: HELD_S, value: left }),
        make("span", { "aria-live": "off" }),
        make(
          "button",
          { type: "button", "data-action": "undo" },
          `${say("undo")} `,
          make("kbd", {}, shown(this.undoKey())),
        ),
      );
    if (!bar.isConnected) {
      document.body.append(bar);
    }
    const progress = bar.querySelector("progress");
    const words = bar.querySelector("span");
    if (progress && words) {
      progress.value = left;
      words.textContent = say("sending", { s: left });
    }
  }
}
