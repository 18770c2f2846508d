/** The strip of pictures, the viewer above it and the findings beside it: what is chosen in one shows in the others. */

import { keep, kept } from "./store.ts";

interface Viewer extends HTMLElement {
  regions: readonly object[];
  region: number;
  mode: string;
  look: { grey?: boolean; blur?: boolean };
  keys: object;
  act(action: string): void;
  press(event: KeyboardEvent): boolean;
  prefetch(...addresses: string[]): Promise<void>;
}

const VEILS = ["plain", "grey", "grey blur"] as const;
const NO_KEYS = Object.fromEntries(
  ["mode-side", "mode-overlay", "mode-slider", "mode-flicker", "mode-difference", "mode-single", "help"].map((name) => [
    name,
    [],
  ]),
);

export function viewer(): Viewer | null {
  return document.querySelector<Viewer>("#viewer");
}

function thumbs(side: string): HTMLAnchorElement[] {
  return [...document.querySelectorAll<HTMLAnchorElement>(`.thumb[data-side="${side}"]`)];
}

function choose(thumb: HTMLAnchorElement): void {
  const side = thumb.dataset.side ?? "claim";
  const shown = viewer();
  if (!shown) {
    return;
  }
  for (const one of thumbs(side)) {
    one.setAttribute("aria-current", String(one === thumb));
  }
  shown.setAttribute(side, thumb.dataset.photo ?? "");
  shown.setAttribute(`${side}-label`, thumb.dataset.label ?? "");
  shown.removeAttribute("homography");
  shown.removeAttribute("map");
  shown.setAttribute("regions", "[]");
  thumb.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** Choose a claim photo by its number; false if there is none. */
export function choosePhoto(number: number): boolean {
  const thumb = thumbs("claim").find((one) => one.dataset.number === String(number));
  if (thumb) {
    choose(thumb);
  }
  return thumb !== undefined;
}

/** Go on to another reference. */
export function stepReference(step: number): void {
  const all = thumbs("reference");
  const at = all.findIndex((one) => one.getAttribute("aria-current") === "true");
  const next = all[(at + step + all.length) % all.length];
  if (next) {
    choose(next);
  }
}

function chooseExhibit(exhibit: string | undefined, side: string): void {
  const thumb = thumbs(side).find((one) => one.dataset.exhibit === exhibit);
  if (thumb) {
    choose(thumb);
  }
}

function showFinding(finding: HTMLDetailsElement): void {
  chooseExhibit(finding.dataset.photoOf, "claim");
  const reference = finding.dataset.referenceOf;
  chooseExhibit(reference, "reference");
  const shown = viewer();
  if (!shown) {
    return;
  }
  const homography = finding.dataset.homography;
  if (homography) {
    shown.setAttribute("homography", homography);
  }
  shown.setAttribute("regions", finding.dataset.regions || "[]");
  if (finding.dataset.map) {
    shown.setAttribute("map", finding.dataset.map);
  }
}

function findings(): HTMLDetailsElement[] {
  return [...document.querySelectorAll<HTMLDetailsElement>(".finding")];
}

function countLooked(): void {
  const place = document.getElementById("looked");
  const all = findings();
  if (place) {
    const done = all.filter((one) => one.classList.contains("seen")).length;
    place.textContent = (place.dataset.words ?? "")
      .replace("{done}", String(done))
      .replace("{all}", String(all.length));
  }
}

/** Open the next finding that nobody has looked at yet; after the last, the next one. */
export function nextFinding(): void {
  const all = findings();
  const open = all.findIndex((one) => one.open);
  const order = [...all.slice(open + 1), ...all.slice(0, open + 1)];
  const next = order.find((one) => !one.classList.contains("seen")) ?? order[0];
  for (const one of all) {
    one.open = one === next;
  }
  next?.querySelector("summary")?.focus();
}

/** What was handed in as a photo and cannot be shown as one may be a film, and is offered as a download if it is neither. */
function tryAsFilm(event: Event): void {
  const { side } = (event as CustomEvent<{ side: string }>).detail;
  const thumb = thumbs(side).find((one) => one.getAttribute("aria-current") === "true");
  if (thumb?.dataset.photo?.endsWith("/photo.dzi")) {
    thumb.dataset.photo = thumb.dataset.photo.replace(/photo\.dzi$/, "film.json");
    choose(thumb);
  }
}

/** Start with a page that has just come. */
export function begin(page: HTMLElement): void {
  const shown = viewer();
  if (!shown) {
    return;
  }
  const own = thumbs("claim")[0];
  const reference = thumbs("reference")[0];
  shown.setAttribute("keys", JSON.stringify(NO_KEYS));
  shown.removeEventListener("picture-error", tryAsFilm);
  shown.addEventListener("picture-error", tryAsFilm);
  if (own) {
    choose(own);
  }
  if (reference) {
    choose(reference);
  } else {
    shown.removeAttribute("reference");
  }
  for (const one of document.querySelectorAll<HTMLAnchorElement>(".thumb[data-side]")) {
    one.addEventListener("click", (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        choose(one);
      }
    });
  }
  beginFindings(page);
  veil(kept("local", "veil") ?? "plain");
}

/** Mark the findings that were not looked at yet. */
export function beginFindings(page: HTMLElement): void {
  const name = `seen-${page.dataset.task ?? page.dataset.claim}`;
  const seen = new Set((kept("session", name) ?? "").split(" "));
  for (const one of findings()) {
    const number = one.dataset.finding ?? "";
    one.classList.toggle("seen", seen.has(number));
    one.addEventListener("toggle", () => {
      if (one.open) {
        seen.add(number);
        keep("session", name, [...seen].join(" "));
        one.classList.add("seen");
        countLooked();
        showFinding(one);
      }
    });
  }
  countLooked();
}

/** Show unpleasant pictures grey, blurred, or as they are; the choice stays. */
export function veil(name: string): void {
  document.documentElement.dataset.veil = name;
  const shown = viewer();
  if (!shown) {
    return;
  }
  void customElements.whenDefined("evidence-viewer").then(() => {
    shown.look = { grey: name.includes("grey"), blur: name.includes("blur") };
  });
}

export function nextVeil(): void {
  const at = VEILS.findIndex((one) => one === (kept("local", "veil") ?? "plain"));
  const name = VEILS[(at + 1) % VEILS.length] ?? "plain";
  keep("local", "veil", name);
  veil(name);
}

/** Fetch the pictures of the coming task ahead. */
export async function fetchComing(): Promise<void> {
  const answer = await fetch("/review/coming", { headers: { Accept: "application/json" } });
  if (!answer.ok) {
    return;
  }
  const found = (await answer.json()) as { zoomed: string[]; small: string[] };
  for (const address of found.small) {
    new Image().src = address;
  }
  await viewer()?.prefetch(...found.zoomed);
}
