/** Last words are held back for a minute, so that they can be undone: once one is sent, it is a decision and stays one.
 *
 * Their author goes on meanwhile. Each is sent when its minute is over, when its author says so, and when the page is left. They are kept in the
 * tab, so that a reload loses nothing; after a crash the desk gives its author the claim again, since the task is still theirs. The key in the
 * form makes sure that each counts once, however often it is sent.
 */

import { make } from "../viewer/dom.ts";
import { shown } from "./actions.ts";
import { forgetDraft } from "./drafts.ts";
import {
  AGAIN_S,
  changed,
  crowded,
  due,
  HELD_S,
  type Held,
  newest,
  parseHeld,
  type Word,
  waiting,
  without,
  withWord,
} from "./held.ts";
import { keep, kept } from "./store.ts";
import { say } from "./words.ts";

const LOOK_MS = 250;

export class Pending {
  #held: readonly Held[] = parseHeld(kept("session", "held"));
  #under: Held | null = null;
  #timer = 0;
  /** Pages of ours follow, which go on holding them. */
  isMoving = false;

  constructor(
    readonly tell: (text: string, isBad?: boolean, link?: string) => void,
    readonly keyOf: (action: string) => string,
  ) {
    addEventListener("pagehide", () => this.#leave());
    addEventListener("pageshow", (event) => {
      if (event.persisted) {
        this.#set(parseHeld(kept("session", "held")));
      }
    });
    this.#draw();
    this.#tick();
  }

  /** The claim whose last word would be undone; null if none can be. */
  get claim(): string | null {
    return this.#undoable?.claim ?? null;
  }

  /** The tasks whose last words are on their way. */
  get tasks(): readonly string[] {
    return waiting(this.#held).map((one) => one.task);
  }

  get isWaiting(): boolean {
    return this.tasks.length > 0;
  }

  /** Send the oldest where as many wait as may, and come back when it has been tried. */
  async makeRoom(): Promise<void> {
    const oldest = crowded(this.#held);
    if (oldest) {
      await this.#send([oldest]);
    }
  }

  /** Hold a last word back; there is room for it. */
  hold(word: Word): void {
    this.#set(withWord(this.#held, word, Date.now()));
  }

  /** Take the newest back; the claim it was about, or null if none can be taken back. */
  undo(): string | null {
    const last = this.#undoable;
    if (last) {
      this.#set(without(this.#held, last));
      this.tell(say("undone"));
    }
    return last?.claim ?? null;
  }

  /** A claim is on the screen again: what was to be said of it is not sent, since it is being said anew. */
  opened(claim: string): void {
    const found = this.#held.find((one) => one.claim === claim && one !== this.#under && !one.isTried);
    if (found) {
      this.#set(without(this.#held, found));
      if (!found.refused) {
        this.tell(say("undone"));
      }
    }
  }

  /** Send everything now, and come back when it has been tried. */
  async sendAll(): Promise<void> {
    await this.#send(waiting(this.#held));
  }

  async #send(those: readonly Held[]): Promise<void> {
    const now = Date.now();
    for (const one of those) {
      this.#set(changed(this.#held, one, { due: now }));
    }
    while (this.#under || due(this.#held, now)) {
      await this.#deliver();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  get #undoable(): Held | null {
    return newest(this.#under ? without(this.#held, this.#under) : this.#held);
  }

  /** Send the first that is due, one at a time. */
  async #deliver(): Promise<void> {
    const held = due(this.#held, Date.now());
    if (!held || this.#under) {
      return;
    }
    this.#under = held;
    try {
      const answer = await fetch(held.address, {
        method: "POST",
        body: new URLSearchParams(held.body),
        keepalive: true,
      });
      const said = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.ok && !answer.redirected) {
        forgetDraft(held.draft);
        this.#set(without(this.#held, held));
        this.tell(said.body.textContent?.trim() ?? "");
      } else {
        const why = answer.redirected ? say("signedOut") : (said.querySelector(".error p")?.textContent ?? "");
        this.#set(changed(this.#held, held, { refused: why || String(answer.status) }));
      }
    } catch {
      this.#set(changed(this.#held, held, { due: Date.now() + AGAIN_S * 1000, isTried: true }));
    } finally {
      this.#under = null;
    }
  }

  #leave(): void {
    if (this.isMoving) {
      return;
    }
    for (const one of waiting(this.#held)) {
      navigator.sendBeacon(one.address, new URLSearchParams(one.body));
    }
    // Drafts stay: should a beacon not arrive, the desk gives the claim again, and its form is as it was.
    keep("session", "held", JSON.stringify(this.#held.filter((one) => one.refused)));
  }

  #set(held: readonly Held[]): void {
    this.#held = held;
    keep("session", "held", held.length > 0 ? JSON.stringify(held) : null);
    this.#draw();
    this.#tick();
  }

  #tick(): void {
    clearTimeout(this.#timer);
    if (waiting(this.#held).length > 0) {
      void this.#deliver();
      this.#drawTime();
      this.#timer = window.setTimeout(() => this.#tick(), LOOK_MS);
    }
  }

  #draw(): void {
    document.getElementById("held")?.remove();
    if (this.#held.length === 0) {
      return;
    }
    const button = (action: string, name: string): HTMLElement =>
      make("button", { type: "button", "data-action": action }, `${name} `, make("kbd", {}, shown(this.keyOf(action))));
    const bar = make("div", { id: "held", role: "status" });
    if (this.isWaiting) {
      bar.append(
        make("progress", { max: HELD_S, value: HELD_S, "aria-label": say("heldBack") }),
        make("span", { class: "time", "aria-live": "off" }),
        ...(this.claim ? [button("undo", say("undo"))] : []),
        button("send-now", say("sendNow")),
      );
    }
    for (const one of this.#held.filter(({ refused }) => refused)) {
      const link = make("a", { href: `/review/claims/${one.claim}` }, say("back"));
      bar.append(make("p", { class: "refused", role: "alert" }, `${say("failed")}${one.refused} `, link));
    }
    document.body.append(bar);
    this.#drawTime();
  }

  #drawTime(): void {
    const bar = document.getElementById("held");
    const [progress, time] = [bar?.querySelector("progress"), bar?.querySelector(".time")];
    const last = this.#undoable ?? waiting(this.#held).at(-1);
    if (!progress || !time || !last) {
      if (!bar) {
        this.#draw();
      }
      return;
    }
    const left = Math.max(Math.ceil((last.due - Date.now()) / 1000), 0);
    const more = waiting(this.#held).length - 1;
    const text = [last.isTried ? say("retry") : say("sending", { s: left }), more > 0 ? say("more", { n: more }) : ""]
      .filter(Boolean)
      .join(" · ");
    progress.value = left;
    if (time.textContent !== text) {
      time.textContent = text;
    }
  }
}
