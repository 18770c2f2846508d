/** The reviewers' room: keys for everything, the next task without a new page, and nothing typed that gets lost. */

import { make } from "../viewer/dom.ts";
import { actionFor, keyName, keysOf, type OwnKeys, parseOwnKeys, shown } from "./actions.ts";
import { draftName, forgetDraft, restoreDraft, saveDraft } from "./drafts.ts";
import { begin as beginForm } from "./form.ts";
import { Lease } from "./lease.ts";
import { Help, Palette } from "./panels.ts";
import { Pending } from "./pending.ts";
import * as pictures from "./pictures.ts";
import { keep, kept } from "./store.ts";
import { say } from "./words.ts";

let own: OwnKeys = parseOwnKeys(kept("local", "review-keys"));
let keys = keysOf(own);

const task = (): HTMLElement | null => document.getElementById("task");

function tell(text: string, isBad = false, link = ""): void {
  const place = document.getElementById("trouble");
  const words = make("div", { class: isBad ? "error" : "good", role: isBad ? "alert" : "status" }, make("p", {}, text));
  if (link) {
    words.append(make("p", {}, make("a", { href: link }, say("back"))));
  }
  place?.replaceChildren(words);
  if (!isBad) {
    setTimeout(() => words.remove(), 6000);
  }
}

const lease = new Lease(tell);
const pending = new Pending(tell, () => keys.get("undo")?.[0] ?? "");
const palette = new Palette(() => keys, can, act);
const help = new Help(
  () => keys,
  () => own,
  (chosen) => {
    own = chosen;
    keys = keysOf(own);
    keep("local", "review-keys", JSON.stringify(own));
    drawKeys();
  },
);

function drawKeys(): void {
  for (const one of document.querySelectorAll<HTMLElement>("[data-key-of]")) {
    one.textContent = (keys.get(one.dataset.keyOf ?? "") ?? []).map(shown).join(" ");
    one.hidden = one.textContent === "";
  }
}

const HANDLERS: Readonly<Record<string, () => void>> = {
  undo: () => void undo(),
  renew: () => void lease.renew(true),
  "next-reference": () => pictures.stepReference(1),
  "previous-reference": () => pictures.stepReference(-1),
  "next-finding": pictures.nextFinding,
  viewer: () => pictures.viewer()?.focus(),
  "viewer-keys": () => pictures.viewer()?.act("help"),
  veil: pictures.nextVeil,
  palette: () => palette.open(),
  help: () => help.open(),
};

function element(name: string): HTMLElement | null {
  const all = document.querySelectorAll<HTMLElement>(`[data-action="${name}"]`);
  return [...all].find((one) => one.closest("[hidden]") === null) ?? null;
}

/** Whether an action means something on this page. */
function can(name: string): boolean {
  if (name === "undo") {
    return pending.claim !== null;
  }
  if (name.startsWith("photo-")) {
    return document.querySelector(`.thumb[data-side="claim"][data-number="${name.slice(6)}"]`) !== null;
  }
  const isOfPictures = ["next-reference", "previous-reference", "viewer", "viewer-keys", "veil"].includes(name);
  if (isOfPictures || name.startsWith("mode-")) {
    return pictures.viewer() !== null;
  }
  if (name === "next-finding") {
    return document.querySelector(".finding") !== null;
  }
  return ["palette", "help"].includes(name) || element(name) !== null;
}

function act(name: string): void {
  if (name.startsWith("photo-")) {
    pictures.choosePhoto(Number(name.slice(6)));
    return;
  }
  if (name.startsWith("mode-")) {
    pictures.viewer()?.act(name);
    return;
  }
  const handler = HANDLERS[name];
  if (handler) {
    handler();
    return;
  }
  const found = element(name);
  if (!found) {
    return;
  }
  found.scrollIntoView({ block: "nearest" });
  const isChoice = found instanceof HTMLInputElement && found.type === "radio";
  const isPressed = isChoice || found instanceof HTMLButtonElement || found instanceof HTMLAnchorElement;
  if (found.tagName === "SUMMARY") {
    found.click();
    found.parentElement?.querySelector<HTMLElement>("input, button")?.focus();
  } else if (isPressed) {
    found.click();
  } else {
    found.focus();
  }
}

function isTyping(target: EventTarget | undefined): boolean {
  if (!(target instanceof HTMLElement)) {
    return false;
  }
  const isText = target instanceof HTMLInputElement && !["radio", "checkbox", "button", "submit"].includes(target.type);
  return (
    isText || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
  );
}

function pressed(event: KeyboardEvent): void {
  const target = event.composedPath()[0];
  if (event.isComposing || event.defaultPrevented || document.querySelector("dialog[open]")) {
    return;
  }
  const inside = target instanceof Element && target.closest("dialog[open]");
  if (event.key === "Escape" && isTyping(target)) {
    (target as HTMLElement).blur();
    pictures.viewer()?.focus();
    return;
  }
  const name = keyName(event);
  if (inside || name === null || (isTyping(target) && !name.startsWith("Ctrl+"))) {
    return;
  }
  const action = actionFor(keys, name);
  if (action && can(action)) {
    event.preventDefault();
    event.stopPropagation();
    act(action);
  }
}

/** Go somewhere: a task takes the place of a task, everything else is a new page. `agreed` is called once the server has agreed. */
async function visit(address: string, init: RequestInit = {}, agreed: () => void = () => undefined): Promise<boolean> {
  let answer: Response;
  try {
    answer = await fetch(address, init);
  } catch {
    tell(say("offline"), true);
    return false;
  }
  if (answer.ok) {
    agreed();
  }
  if (answer.status === 204) {
    leave("/review");
    return true;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [before, after] = [task(), page.getElementById("task")];
  if (!after) {
    const trouble = page.querySelector(".error");
    if (trouble && !answer.ok) {
      document.getElementById("trouble")?.replaceChildren(document.importNode(trouble, true));
      return false;
    }
    leave(answer.url);
    return true;
  }
  if (before?.dataset.page !== "task" || after.dataset.page !== "task") {
    leave(answer.url);
    return answer.ok;
  }
  const isOther = before.dataset.claim !== after.dataset.claim;
  const strip = page.getElementById("strip");
  if (isOther && strip) {
    document.getElementById("strip")?.replaceChildren(...document.importNode(strip, true).childNodes);
  }
  const fresh = document.importNode(after, true);
  before.replaceWith(fresh);
  document.getElementById("trouble")?.replaceChildren();
  if (answer.redirected) {
    history.pushState(null, "", answer.url);
  }
  begin(fresh, isOther);
  return answer.ok;
}

function leave(address: string): void {
  pending.isMoving = new URL(address, location.href).pathname.startsWith("/review");
  location.assign(address);
}

function bodyOf(form: HTMLFormElement, more: Readonly<Record<string, string>> = {}): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") {
      body.append(name, value);
    }
  }
  for (const [name, value] of Object.entries(more)) {
    body.set(name, value);
  }
  return body;
}

async function submitted(event: SubmitEvent): Promise<void> {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== "post") {
    return;
  }
  const data = form.dataset;
  if (!("go" in data || "conclude" in data || "renew" in data)) {
    return;
  }
  event.preventDefault();
  if (form.classList.contains("busy")) {
    return;
  }
  form.classList.add("busy");
  if ("renew" in data) {
    await lease.renew(true);
  } else if ("conclude" in data) {
    await conclude(form, event.submitter?.getAttribute("value") ?? "next");
  } else {
    const page = task();
    const draft = page ? draftName(page) : null;
    if (form.id === "decision") {
      void pending.send(); // who judges the next one has nothing more to undo
    }
    const isDone = await visit(form.action, { method: "POST", body: bodyOf(form) });
    if (isDone && form.id === "decision") {
      forgetDraft(draft);
    }
  }
  form.classList.remove("busy");
}

/** Let the server see whether the last word could be taken, hold it back, and go on meanwhile. */
async function conclude(form: HTMLFormElement, goal: string): Promise<void> {
  const page = task();
  if (!page) {
    return;
  }
  const { claim = "", task: besides = "" } = page.dataset;
  const body = bodyOf(form, { after: "tell" }).toString();
  const held = { address: form.action, body, claim, draft: draftName(page) };
  await pending.send();
  if (goal === "queue") {
    await visit(form.action, { method: "POST", body: bodyOf(form, { after: "check" }) }, () => pending.hold(held));
  } else {
    const asked = bodyOf(form, { after: "hold", besides });
    await visit(form.action, { method: "POST", body: asked }, () => pending.hold(held));
  }
}

async function undo(): Promise<void> {
  const page = task();
  const claim = pending.undo();
  if (!claim) {
    return;
  }
  const next = page?.dataset.task;
  if (next && page?.dataset.claim !== claim) {
    await fetch(`/review/tasks/${next}/release`, { method: "POST" }).catch(() => null);
  }
  await visit(`/review/claims/${claim}`);
  history.replaceState(null, "", `/review/claims/${claim}`);
}

/** Where to go on after something was wrong: the first choice or field beside the error. */
function flawed(page: HTMLElement): HTMLElement | null {
  const fields = page.querySelectorAll<HTMLElement>(
    "#decision input[aria-invalid], #decision [aria-invalid] :is(input, textarea)",
  );
  return [...fields].find((one) => one.getClientRects().length > 0) ?? null;
}

function begin(page: HTMLElement, isOther: boolean): void {
  drawKeys();
  for (const one of document.querySelectorAll<HTMLElement>("[data-action][hidden]")) {
    one.hidden = false;
  }
  lease.begin(page);
  if (isOther) {
    pictures.begin(page);
  } else {
    pictures.beginFindings(page);
  }
  const form = page.querySelector<HTMLFormElement>("#decision");
  if (form) {
    beginForm(form, () => restoreDraft(page));
    page.querySelector("#draft-note")?.removeAttribute("hidden");
  }
  if (page.dataset.page === "task") {
    void customElements.whenDefined("evidence-viewer").then(() => {
      ((isOther ? null : flawed(page)) ?? pictures.viewer())?.focus({ preventScroll: true });
      if (isOther) {
        scrollTo(0, 0);
      } else {
        (page.querySelector(".error") ?? page.querySelector("#findings"))?.scrollIntoView({ block: "start" });
      }
    });
  }
  if (page.dataset.step === "last-word") {
    void pictures.fetchComing();
  }
}

addEventListener("keydown", pressed, { capture: true });
document.addEventListener("submit", (event) => void submitted(event));
document.addEventListener("click", (event) => {
  const found = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-action]") : null;
  const name = found?.dataset.action;
  if (name && found instanceof HTMLButtonElement && found.type === "button") {
    HANDLERS[name]?.();
  }
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
  if (link && link.origin === location.origin && link.pathname.startsWith("/review")) {
    pending.isMoving = true;
  }
});
addEventListener("input", () => {
  const page = task();
  if (page) {
    saveDraft(page);
  }
});
addEventListener("change", () => {
  const page = task();
  if (page) {
    saveDraft(page);
  }
});
addEventListener("popstate", () => void visit(location.href));

const first = task();
if (first) {
  begin(first, true);
}
