/**
 * `<evidence-viewer>`: a claim photo beside its reference. Attributes, properties, events and keys are described in
 * docs/reference/evidence-viewer.md. It shows what it is given and decides nothing about it.
 */

import { Comparison, type ComparisonState, type Side } from "./comparison.ts";
import { make } from "./dom.ts";
import { FilmBar } from "./film/bar.ts";
import { Films } from "./film/films.ts";
import { isFilm } from "./film/frames.ts";
import { IDENTITY, invert, type Matrix, type Point, parseMatrix, type Size, type View } from "./geometry.ts";
import { Heat } from "./heat.ts";
import { Help } from "./help.ts";
import {
  type Action,
  actionOf,
  type Keys,
  keyName,
  OF_FILMS,
  type OwnKeys,
  parseOwnKeys,
  shown,
  withOwnKeys,
} from "./keys.ts";
import { AS_RECEIVED, differenceFilter, isAsReceived, type Look, stepped, toFilter } from "./look.ts";
import { Loupe } from "./loupe.ts";
import { Marks, type Measure, measured } from "./marks.ts";
import { DIALS, HEAT_DIAL, HEAT_OPACITY_DIAL, inWords, isMode, MODES, type Mode } from "./modes.ts";
import { SupersededError } from "./pane.ts";
import { Pixels } from "./pixels.ts";
import { fetchAhead } from "./pyramid.ts";
import { focusOn, parseRegions, type Region, regionsOf, step } from "./regions.ts";
import { Toolbar } from "./toolbar.ts";
import styles from "./viewer.css";
import { type Language, languageOf, say, type Word } from "./words.ts";

const ATTRIBUTES = [
  "claim",
  "reference",
  "claim-label",
  "reference-label",
  "homography",
  "regions",
  "map",
  "mode",
  "guard",
  "keys",
  "lang",
] as const;
type Attribute = (typeof ATTRIBUTES)[number];

const ZOOM_STEP = 1.25;
const PAN_STEP = 0.15;
const NUDGE_STEP = 0.02;
const LOOK_STEP = 0.1;
const GLIDE_S = 0.2;
const SETTLED_MS = 120;

export interface ViewChange {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly degrees: number;
}

export class EvidenceViewer extends HTMLElement {
  static readonly observedAttributes = ATTRIBUTES;
  static readonly regionsOf = regionsOf;

  readonly #box = make("div", { class: "viewer" });
  readonly #stage = make("div", { class: "stage", tabindex: 0, role: "application" });
  readonly #overlay: Readonly<Record<Side, HTMLElement>> = {
    claim: make("div", { class: "over at-claim" }),
    reference: make("div", { class: "over at-reference" }),
  };
  readonly #captions: Readonly<Record<Side, HTMLElement>> = {
    claim: make("span", { class: "caption" }),
    reference: make("span", { class: "caption" }),
  };
  readonly #divider = make("div", { class: "divider", role: "slider", tabindex: 0 });
  readonly #notes = make("div", { class: "notes" });
  readonly #regionNote = make("p", { class: "said", tabindex: 0, hidden: true });
  readonly #readout = make("output", { class: "readout" });
  readonly #status = make("div", { class: "status", role: "status" });
  readonly #comparison: Comparison;
  readonly #toolbar: Toolbar;
  readonly #help: Help;
  readonly #heat = new Heat();
  readonly #films = new Films(() => this.#filmed());
  readonly #filmBar = new FilmBar(this.#films, (action) => this.act(action));
  readonly #loupe = new Loupe();
  readonly #marks = { claim: new Marks(), reference: new Marks() };
  readonly #stillness = matchMedia("(prefers-reduced-motion: reduce)");
  readonly #resizes = new ResizeObserver(() => this.#comparison.resized());

  readonly #dirty = new Set<Attribute>();
  readonly #problems = new Map<string, Word>();
  #isConnectedOnce = false;
  #mode: Mode = "side";
  #values = new Map<Mode, number>();
  #swapped = false;
  #held = false;
  #turn = false;
  #timer: ReturnType<typeof setInterval> | undefined;
  #regions: readonly Region[] = [];
  #region = -1;
  #regionsShown = true;
  #heatShown = true;
  #heatThreshold = HEAT_DIAL.start;
  #heatOpacity = HEAT_OPACITY_DIAL.start;
  #look = AS_RECEIVED;
  #loupeOn = false;
  #pointer: Point | null = null;
  #sources: Readonly<Record<Side, Pixels | null>> = { claim: null, reference: null };
  #measureOn = false;
  #measure: Measure | null = null;
  #isMeasureOpen = false;
  #ownKeys: OwnKeys = {};
  #keys: Keys = withOwnKeys({});
  #viewTimer = 0;
  #movedAt = 0;

  constructor() {
    super();
    this.#comparison = new Comparison({
      moved: () => this.#moved(),
      drawn: (phase, at, side) => this.#drawn(phase, at, side),
      torn: (side) => this.#problem(side, "partial"),
    });
    this.#toolbar = new Toolbar({
      act: (action) => this.act(action),
      dial: (value) => this.#setValue(value),
      heat: (threshold) => this.#setHeatThreshold(threshold),
      heatOpacity: (opacity) => this.#setHeatOpacity(opacity),
      look: (look) => this.#setLook(look),
    });
    this.#help = new Help(
      () => this.#ownKeys,
      (own) => {
        this.keys = own;
        this.#help.draw(this.#keys, this.language);
        this.#remember();
        this.#tell("keys-change", { keys: this.#ownKeys });
      },
    );
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
    this.#heat.opacity = this.#heatOpacity;
    this.#overlay.claim.append(this.#heat.canvas, this.#marks.claim.svg, this.#captions.claim);
    this.#overlay.reference.append(this.#marks.reference.svg, this.#captions.reference);
    for (const side of ["claim", "reference"] as const) {
      const { box } = this.#films.films[side];
      box.classList.add(`at-${side}`);
      this.#comparison.pictures.append(box);
    }
    this.#stage.append(
      this.#comparison.pictures,
      this.#overlay.claim,
      this.#overlay.reference,
      this.#divider,
      make("div", { class: "foot" }, this.#readout, this.#notes),
      this.#loupe.box,
    );
    this.#box.append(
      this.#toolbar.bar,
      this.#stage,
      this.#filmBar.bar,
      this.#regionNote,
      this.#status,
      this.#help.dialog,
    );
    root.append(this.#box);
    this.#box.addEventListener("keydown", (event) => this.#pressed(event), { capture: true });
    this.#box.addEventListener("keyup", (event) => this.#let(event), { capture: true });
    this.#box.addEventListener("focusout", () => this.#hold(false));
    this.#stage.addEventListener("pointermove", (event) => this.#pointed(event));
    this.#divider.addEventListener("pointerdown", (event) => this.#divider.setPointerCapture(event.pointerId));
    this.#divider.addEventListener("pointermove", (event) => this.#dragDivider(event));
    this.#divider.addEventListener("keydown", (event) => this.#moveDivider(event));
    this.#stillness.addEventListener("change", () => this.#settleMotion());
  }

  connectedCallback(): void {
    if (!this.#isConnectedOnce) {
      this.#isConnectedOnce = true;
      this.#recall();
    }
    this.#resizes.observe(this.#stage);
    this.#settleMotion();
    for (const name of ATTRIBUTES) {
      this.attributeChangedCallback(name);
    }
  }

  disconnectedCallback(): void {
    this.#resizes.disconnect();
    this.#comparison.close();
    this.#films.closeAll();
    clearInterval(this.#timer);
    clearTimeout(this.#viewTimer);
    this.#viewTimer = 0;
  }

  attributeChangedCallback(name: string): void {
    if (!this.isConnected) {
      return;
    }
    if (this.#dirty.size === 0) {
      queueMicrotask(() => this.#update());
    }
    this.#dirty.add(name as Attribute);
  }

  // What the page may read and set.

  get language(): Language {
    return languageOf(this.lang || this.closest<HTMLElement>("[lang]")?.lang || navigator.language);
  }

  get mode(): Mode {
    return this.#mode;
  }

  set mode(mode: Mode) {
    this.#setMode(mode);
  }

  /** The mode on the screen: without a reference there is one only, and films lie beside each other. */
  get shownMode(): Mode {
    const mode = isFilm(this.getAttribute("claim")) || isFilm(this.getAttribute("reference")) ? "side" : this.#mode;
    return this.getAttribute("reference") ? mode : "single";
  }

  /** The moments that the films show, in seconds; null where there is a picture or nothing. */
  get moments(): Readonly<Record<Side, number | null>> {
    const { claim, reference } = this.#films.films;
    return { claim: claim.isOn ? claim.at : null, reference: reference.isOn ? reference.at : null };
  }

  get regions(): readonly Region[] {
    return this.#regions;
  }

  set regions(regions: readonly Region[]) {
    this.#regions = regions;
    this.#region = -1;
    this.#refresh();
  }

  /** The chosen region's index, -1 for none. */
  get region(): number {
    return this.#region;
  }

  set region(index: number) {
    const region = this.#regions[index];
    this.#region = region ? index : -1;
    if (region) {
      this.#regionsShown = true;
      this.#comparison.show(focusOn(region, this.#comparison.goal, this.#comparison.paneSize("claim")));
      this.#announce(this.#regionInWords());
    }
    this.#refresh();
    this.#tell("region-change", { index: this.#region, region: region ?? null });
  }

  /** The pictures' sizes in pixels, once they are there. */
  get pictures(): Readonly<Record<Side, Size | null>> {
    return { claim: this.#comparison.claimPicture, reference: this.#comparison.referencePicture };
  }

  get view(): View {
    return this.#comparison.view;
  }

  set view(view: Partial<View>) {
    this.#comparison.show({ ...this.#comparison.goal, ...view }, false);
  }

  get look(): Look {
    return this.#look;
  }

  set look(look: Partial<Look>) {
    this.#setLook({ ...this.#look, ...look });
  }

  /** Own keys in place of the defaults. */
  get keys(): OwnKeys {
    return this.#ownKeys;
  }

  set keys(own: OwnKeys) {
    this.#ownKeys = parseOwnKeys(own);
    this.#keys = withOwnKeys(this.#ownKeys);
    this.#refresh();
  }

  /** Put the focus on the pictures, where the keys work. */
  override focus(options?: FocusOptions): void {
    this.#stage.focus(options);
  }

  /** Fetch the pictures of a coming item ahead, as far as they are needed to show them whole. */
  async prefetch(...addresses: readonly string[]): Promise<void> {
    const pane = this.#comparison.paneSize("claim");
    const pictures = addresses.filter((address) => !isFilm(address));
    await Promise.all(pictures.map((address) => fetchAhead(address, pane, devicePixelRatio)));
  }

  /** Do what a pressed key does, for a page whose focus is elsewhere; false if the viewer has no use for it. */
  press(event: KeyboardEvent): boolean {
    const name = keyName(event);
    const action = name === null ? null : actionOf(this.#keys, name);
    if (!action || (action === "mark" && !this.#measureOn)) {
      return false;
    }
    if (!event.repeat || !["blink", "swap", "help"].includes(action)) {
      this.act(action);
    }
    return true;
  }

  /** Do what a key or a button does. */
  act(asked: Action): void {
    const action = (this.#films.areOn && OF_FILMS[asked]) || asked;
    const films = this.#films;
    const goal = this.#comparison.goal;
    const mode = action.startsWith("mode-") ? action.slice(5) : "";
    if (isMode(mode)) {
      this.#setMode(mode);
      return;
    }
    const acts: Readonly<Partial<Record<Action, () => void>>> = {
      swap: () => this.#swap(),
      blink: () => this.#blink(),
      "value-down": () => this.#stepValue(-1),
      "value-up": () => this.#stepValue(1),
      "zoom-in": () => this.#zoom(ZOOM_STEP),
      "zoom-out": () => this.#zoom(1 / ZOOM_STEP),
      fit: () => {
        this.#comparison.fit();
        films.fit();
      },
      "one-to-one": () => this.#comparison.show({ ...goal, scale: 1 / devicePixelRatio }),
      "pan-left": () => this.#pan(-PAN_STEP, 0),
      "pan-right": () => this.#pan(PAN_STEP, 0),
      "pan-up": () => this.#pan(0, -PAN_STEP),
      "pan-down": () => this.#pan(0, PAN_STEP),
      "nudge-left": () => this.#pan(-NUDGE_STEP, 0),
      "nudge-right": () => this.#pan(NUDGE_STEP, 0),
      "nudge-up": () => this.#pan(0, -NUDGE_STEP),
      "nudge-down": () => this.#pan(0, NUDGE_STEP),
      "rotate-right": () => this.#turnBy(90),
      "rotate-left": () => this.#turnBy(-90),
      "next-region": () => this.#stepRegion(1),
      "previous-region": () => this.#stepRegion(-1),
      regions: () => this.#toggle(() => (this.#regionsShown = !this.#regionsShown)),
      heat: () => this.#toggle(() => (this.#heatShown = !this.#heatShown)),
      "heat-less": () => this.#setHeatThreshold(this.#heatThreshold - HEAT_DIAL.step),
      "heat-more": () => this.#setHeatThreshold(this.#heatThreshold + HEAT_DIAL.step),
      "heat-fainter": () => this.#setHeatOpacity(this.#heatOpacity - HEAT_OPACITY_DIAL.step),
      "heat-stronger": () => this.#setHeatOpacity(this.#heatOpacity + HEAT_OPACITY_DIAL.step),
      "film-play": () => void films.toggle(),
      "film-back": () => void films.step(-1),
      "film-on": () => void films.step(1),
      "film-jump-back": () => void films.jump(-1),
      "film-jump-on": () => void films.jump(1),
      "film-start": () => void films.seek(0),
      "film-slower": () => films.faster(-1),
      "film-faster": () => films.faster(1),
      "film-loop": () => films.loop(),
      "film-link": () => films.link(),
      "film-other": () => films.other(),
      "film-sound": () => films.sound(),
      loupe: () => this.#toggle(() => (this.#loupeOn = !this.#loupeOn)),
      measure: () => this.#toggleMeasure(),
      mark: () => this.#markMiddle(),
      brighter: () => (this.look = { brightness: stepped(this.#look.brightness, LOOK_STEP) }),
      darker: () => (this.look = { brightness: stepped(this.#look.brightness, -LOOK_STEP) }),
      "more-contrast": () => (this.look = { contrast: stepped(this.#look.contrast, LOOK_STEP) }),
      "less-contrast": () => (this.look = { contrast: stepped(this.#look.contrast, -LOOK_STEP) }),
      grey: () => (this.look = { grey: !this.#look.grey }),
      blur: () => (this.look = { blur: !this.#look.blur }),
      "plain-look": () => this.#setLook(AS_RECEIVED),
      help: () => this.#help.open(this.#keys, this.language),
    };
    if (!action.startsWith("film-") || films.areOn) {
      acts[action]?.();
    }
  }

  // Attributes.

  #update(): void {
    const dirty = new Set(this.#dirty);
    this.#dirty.clear();
    if (dirty.has("mode") && isMode(this.getAttribute("mode"))) {
      this.#mode = this.getAttribute("mode") as Mode;
    }
    if (dirty.has("guard")) {
      const words = this.getAttribute("guard")?.split(/\s+/) ?? [];
      if (words.length > 0) {
        this.#look = { ...this.#look, grey: words.includes("grey"), blur: words.includes("blur") };
      }
    }
    if (dirty.has("keys") && this.hasAttribute("keys")) {
      this.keys = parseJson(this.getAttribute("keys")) as OwnKeys;
    }
    if (dirty.has("homography")) {
      const text = this.getAttribute("homography");
      const map = text === null ? null : parseMatrix(text);
      this.#comparison.register(map);
      this.#problem("homography", text !== null && !map ? "badMatrix" : null);
    }
    if (dirty.has("regions") && this.hasAttribute("regions")) {
      const regions = parseRegions(this.getAttribute("regions") ?? "");
      this.#problem("regions", regions ? null : "badRegions");
      this.#regions = regions ?? [];
      this.#region = -1;
    }
    for (const side of ["claim", "reference"] as const) {
      if (dirty.has(side)) {
        void this.#open(side);
      }
    }
    if (dirty.has("map")) {
      void this.#loadMap();
    }
    this.#refresh();
  }

  async #open(side: Side): Promise<void> {
    const address = this.getAttribute(side);
    const isOfFilm = isFilm(address);
    this.#sources = { ...this.#sources, [side]: address && !isOfFilm ? new Pixels(address) : null };
    this.#problem(side, null);
    if (side === "claim") {
      this.#measure = null;
    }
    if (!address || isOfFilm) {
      if (side === "claim") {
        this.#comparison.closeClaim();
      } else {
        this.#comparison.closeReference();
      }
      this.#refresh();
    }
    if (!isOfFilm) {
      this.#films.close(side);
    }
    if (!address) {
      return;
    }
    this.#problem(side, "loading");
    try {
      if (isOfFilm) {
        await this.#films.open(side, address);
      } else if (side === "claim") {
        await this.#comparison.openClaim(address, !this.hasAttribute("fit-each"));
      } else {
        await this.#comparison.openReference(address);
      }
      this.#problem(side, null);
      this.#settleMotion();
      this.#refresh();
      this.#tell("picture-ready", { side });
    } catch (error) {
      if (!(error instanceof SupersededError) && this.getAttribute(side) === address) {
        this.#problem(side, "failed");
        this.#tell("picture-error", { side });
      }
    }
  }

  async #loadMap(): Promise<void> {
    const address = this.getAttribute("map");
    this.#heat.clear();
    this.#problem("map", null);
    if (address) {
      try {
        await this.#heat.load(address);
        this.#heat.paint(this.#heatThreshold);
      } catch {
        this.#problem("map", "badMap");
      }
    }
    this.#refresh();
  }

  // Modes and values.

  #setMode(mode: Mode): void {
    const hasReference = Boolean(this.getAttribute("reference"));
    if (mode !== this.shownMode && (!hasReference || this.#films.areOn)) {
      this.#announce(say(hasReference ? "filmSide" : "noReference", this.language));
      return;
    }
    this.#mode = mode;
    this.#turn = false;
    this.#refresh();
    this.#remember();
    this.#announce(say(mode, this.language));
    this.#tell("mode-change", { mode });
  }

  get #value(): number {
    const dial = DIALS[this.shownMode];
    const start = this.shownMode === "flicker" && this.#stillness.matches ? 0 : (dial?.start ?? 0);
    return this.#values.get(this.shownMode) ?? start;
  }

  #setValue(value: number): void {
    const dial = DIALS[this.shownMode];
    if (dial) {
      this.#values.set(this.shownMode, stepped(value, 0, dial.least, dial.most));
      this.#refresh();
      this.#remember();
    }
  }

  #stepValue(direction: 1 | -1): void {
    const dial = DIALS[this.shownMode];
    if (dial) {
      this.#setValue(this.#value + direction * dial.step);
      this.#announce(`${say(dial.word, this.language)} ${inWords(dial, this.#value)}`);
    }
  }

  #swap(): void {
    this.#swapped = !this.#swapped;
    this.#refresh();
  }

  /** In flicker: hold it, then turn by hand. Elsewhere the other picture shows while the key is down. */
  #blink(): void {
    if (this.shownMode !== "flicker") {
      this.#hold(true);
    } else if (this.#value > 0) {
      this.#setValue(0);
    } else {
      this.#turn = !this.#turn;
      this.#refresh();
    }
  }

  #hold(held: boolean): void {
    if (this.#held !== held && (!held || this.getAttribute("reference"))) {
      this.#held = held;
      this.#refresh();
    }
  }

  #settleMotion(): void {
    this.#comparison.glideSeconds = this.#stillness.matches ? 0 : GLIDE_S;
    this.#refresh();
  }

  #keepTime(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (this.isConnected && this.shownMode === "flicker" && this.#value > 0) {
      this.#timer = setInterval(() => {
        this.#turn = !this.#turn;
        this.#arrange();
      }, 1000 / this.#value);
    }
  }

  // Marks.

  #stepRegion(direction: 1 | -1): void {
    this.region = step(this.#region, this.#regions.length, direction);
  }

  /** The chosen region's number and what is said of it. */
  #regionInWords(): string {
    const label = this.#regions[this.#region]?.label;
    const text = typeof label === "object" ? label[this.language] : label;
    const place = `${say("region", this.language)} ${this.#region + 1} / ${this.#regions.length}`;
    return text ? `${place}: ${text}` : place;
  }

  #regionsHint(): string {
    const [key] = this.#keys["next-region"];
    const hint = say("regionsHint", this.language).replace("{count}", String(this.#regions.length));
    return hint.replace("{key}", key ? shown(key) : "–");
  }

  #setHeatThreshold(threshold: number): void {
    this.#heatThreshold = stepped(threshold, 0, HEAT_DIAL.least, HEAT_DIAL.most);
    this.#heat.paint(this.#heatThreshold);
    this.#refresh();
  }

  #setHeatOpacity(opacity: number): void {
    this.#heatOpacity = stepped(opacity, 0, HEAT_OPACITY_DIAL.least, HEAT_OPACITY_DIAL.most);
    this.#heat.opacity = this.#heatOpacity;
    this.#refresh();
  }

  #toggleMeasure(): void {
    this.#measureOn = !this.#measureOn;
    this.#measure = null;
    this.#isMeasureOpen = false;
    this.#refresh();
  }

  /** Set an end of the measure at the middle of the view, for those who use no pointer. */
  #markMiddle(): void {
    if (!this.#measureOn) {
      return;
    }
    const { x, y } = this.#comparison.goal;
    const open = this.#isMeasureOpen && this.#measure;
    this.#measure = { from: open ? open.from : { x, y }, to: { x, y } };
    this.#isMeasureOpen = !open;
    this.#refresh();
    if (open) {
      this.#announce(`${say("length", this.language)} ${measured(this.#measure)}`);
    }
  }

  #drawn(phase: "press" | "drag" | "release", at: Point, side: Side): boolean {
    if (phase === "press") {
      this.#stage.focus({ preventScroll: true });
    }
    if (!this.#measureOn) {
      return false;
    }
    const point = this.#comparison.claimAt(side, at);
    this.#isMeasureOpen = false;
    this.#measure = phase === "press" || !this.#measure ? { from: point, to: point } : { ...this.#measure, to: point };
    this.#moved();
    return true;
  }

  #pointed(event: PointerEvent): void {
    const isReference = !this.#comparison.isStacked && within(event, this.#overlay.reference);
    const side: Side = isReference ? "reference" : "claim";
    const frame = this.#overlay[side].getBoundingClientRect();
    this.#pointer = this.#comparison.claimAt(side, { x: event.clientX - frame.left, y: event.clientY - frame.top });
    this.#drawLoupe();
  }

  #drawLoupe(): void {
    if (this.#loupeOn && this.#comparison.claimPicture) {
      const toReference = this.#comparison.referencePicture ? invert(this.#comparison.toClaim) : null;
      const at = this.#pointer ?? this.#comparison.view;
      void this.#loupe.look(at, toReference, [this.#sources.claim, this.#sources.reference], this.language);
    }
  }

  #pan(across: number, down: number): void {
    this.#pointer = null;
    this.#comparison.pan(across, down);
    this.#films.pan(-across, -down);
  }

  #zoom(factor: number): void {
    this.#comparison.zoom(factor);
    this.#films.zoom(factor);
  }

  #turnBy(degrees: number): void {
    this.#comparison.turn(degrees);
    this.#films.turn(degrees);
  }

  // Films.

  #filmed(): void {
    if (this.#films.isPlaying) {
      this.#filmBar.drawTime();
    } else {
      this.#filmBar.draw(this.language, this.#keys);
      this.#drawScale();
    }
  }

  // Look.

  #setLook(look: Look): void {
    this.#look = look;
    this.#refresh();
    this.#tell("look-change", { look });
  }

  // Drawing.

  #arrange(): void {
    const state: ComparisonState = {
      mode: this.shownMode,
      value: this.#value,
      swapped: this.#swapped,
      other: this.shownMode === "flicker" ? this.#turn : this.#held,
    };
    const isSide = state.mode === "side";
    this.#box.setAttribute("data-mode", state.mode);
    this.#box.toggleAttribute("data-swapped", isSide && state.swapped !== state.other);
    this.#comparison.arrange(isSide ? { ...state, swapped: false, other: false } : state);
    const isReferenceUp = state.swapped !== state.other;
    const isOne = state.mode === "flicker" || state.mode === "single" || (state.other && !isSide);
    this.#captions.claim.hidden = isOne && isReferenceUp;
    this.#captions.reference.hidden = !this.getAttribute("reference") || (isOne && !isReferenceUp);
  }

  #refresh(): void {
    const { language, shownMode } = this;
    const hasReference = Boolean(this.getAttribute("reference"));
    this.#box.lang = language === "zh" ? "zh-Hans" : "en";
    this.#stage.setAttribute("aria-label", say("stage", language));
    this.#box.setAttribute("role", "group");
    this.#box.setAttribute("aria-label", say("viewer", language));
    for (const side of ["claim", "reference"] as const) {
      this.#captions[side].textContent = this.getAttribute(`${side}-label`) || say(side, language);
    }
    const isDifference = shownMode === "difference" && !this.#held;
    const filters = [isDifference ? differenceFilter(this.#value) : "", toFilter(this.#look)];
    this.#comparison.pictures.style.filter = filters.filter((one) => one && one !== "none").join(" ") || "none";
    this.#heat.canvas.hidden = !this.#heatShown || !this.#heat.isLoaded || !this.#comparison.claimPicture;
    this.#loupe.box.hidden = !this.#loupeOn;
    this.#stage.classList.toggle("measuring", this.#measureOn);
    this.#drawDivider();
    this.#keepTime();
    this.#arrange();
    this.#drawNotes(hasReference);
    this.#filmBar.draw(language, this.#keys);
    this.#toolbar.draw({
      language,
      keys: this.#keys,
      mode: shownMode,
      hasReference,
      value: this.#value,
      scale: this.#films.areOn ? this.#films.scale : this.#comparison.view.scale,
      regionCount: this.#regions.length,
      regionIndex: this.#region,
      regionsShown: this.#regionsShown,
      hasHeat: this.#heat.isLoaded,
      heatShown: this.#heatShown,
      heatThreshold: this.#heatThreshold,
      heatOpacity: this.#heatOpacity,
      hasFilm: this.#films.areOn,
      loupe: this.#loupeOn,
      measure: this.#measureOn,
      look: this.#look,
    });
  }

  #drawNotes(hasReference: boolean): void {
    const { language } = this;
    const words = [...new Set(this.#problems.values())];
    if (hasReference && this.#comparison.isStacked && this.shownMode !== "single" && !this.#comparison.isRegistered) {
      words.push("unregistered");
    }
    const notes = words.map((word) =>
      make("span", { class: word === "failed" ? "note bad" : "note" }, say(word, language)),
    );
    if (!isAsReceived(this.#look)) {
      notes.push(make("span", { class: "note look" }, say("viewOnly", language)));
    }
    this.#notes.replaceChildren(...notes);
    // There while any region has something to say, so that stepping from one to the next moves nothing.
    this.#regionNote.hidden = !this.#regions.some(({ label }) => label);
    this.#regionNote.textContent = this.#region < 0 ? this.#regionsHint() : this.#regionInWords();
    this.#regionNote.title = this.#regionNote.textContent;
  }

  #moved(): void {
    const comparison = this.#comparison;
    if (this.#isMeasureOpen && this.#measure) {
      const { x, y } = comparison.view;
      this.#measure = { ...this.#measure, to: { x, y } };
    }
    const regions = this.#regionsShown ? this.#regions : [];
    for (const side of ["claim", "reference"] as const) {
      const isSeen =
        comparison.claimPicture && (side === "claim" || (comparison.referencePicture && !comparison.isStacked));
      const toPane: Matrix = isSeen ? comparison.claimTo(side) : IDENTITY;
      const size = comparison.paneSize(side);
      const measure = isSeen ? this.#measure : null;
      this.#marks[side].draw(toPane, size, isSeen ? regions : [], this.#region, measure);
    }
    if (comparison.claimPicture && this.#heat.isLoaded) {
      this.#heat.place(comparison.claimTo("claim"), comparison.claimPicture);
    }
    this.#readout.hidden = !this.#measureOn;
    if (this.#measureOn) {
      this.#readout.value = this.#measure ? measured(this.#measure) : say("measuring", this.language);
    }
    this.#drawScale();
    if (!this.#pointer) {
      this.#drawLoupe();
    }
    this.#movedAt = performance.now();
    this.#viewTimer ||= window.setTimeout(() => this.#settled(), SETTLED_MS);
  }

  #drawScale(): void {
    const { scale } = this.#films.areOn ? this.#films : this.#comparison.view;
    this.#toolbar.drawScale(this.#films.areOn ? scale : scale * devicePixelRatio);
  }

  /** Tell the view once a movement has ended. */
  #settled(): void {
    const still = performance.now() - this.#movedAt;
    this.#viewTimer = 0;
    if (still < SETTLED_MS) {
      this.#viewTimer = window.setTimeout(() => this.#settled(), SETTLED_MS - still);
      return;
    }
    const { x, y, scale, degrees } = this.#comparison.view;
    this.#tell("view-change", { x, y, scale, degrees } satisfies ViewChange);
  }

  // The divider of the slider.

  #drawDivider(): void {
    const dial = DIALS.slider;
    this.#divider.hidden = this.shownMode !== "slider";
    if (dial && !this.#divider.hidden) {
      const value = this.#value;
      this.#divider.style.left = `${100 * value}%`;
      this.#divider.setAttribute("aria-label", say("divider", this.language));
      this.#divider.setAttribute("aria-valuemin", "0");
      this.#divider.setAttribute("aria-valuemax", "100");
      this.#divider.setAttribute("aria-valuenow", String(Math.round(100 * value)));
    }
  }

  #dragDivider(event: PointerEvent): void {
    if (this.#divider.hasPointerCapture(event.pointerId)) {
      const frame = this.#stage.getBoundingClientRect();
      this.#setValue((event.clientX - frame.left) / frame.width);
    }
  }

  #moveDivider(event: KeyboardEvent): void {
    const direction = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (direction) {
      event.preventDefault();
      event.stopPropagation();
      this.#stepValue(direction as 1 | -1);
    }
  }

  // Keys.

  #pressed(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (this.#help.dialog.open || event.isComposing || belongsTo(target, event.key)) {
      return;
    }
    if (this.press(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  #let(event: KeyboardEvent): void {
    const name = keyName(event);
    if (name !== null && actionOf(this.#keys, name) === "blink") {
      this.#hold(false);
    }
  }

  // The world outside.

  #problem(place: string, word: Word | null): void {
    if (word) {
      this.#problems.set(place, word);
    } else {
      this.#problems.delete(place);
    }
    this.#drawNotes(Boolean(this.getAttribute("reference")));
    if (word && word !== "loading") {
      this.#announce(say(word, this.language));
    }
  }

  #announce(text: string): void {
    this.#status.textContent = text;
  }

  #toggle(change: () => void): void {
    change();
    this.#refresh();
    this.#drawLoupe();
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #remember(): void {
    const place = this.getAttribute("remember");
    if (place) {
      const record = { mode: this.#mode, values: Object.fromEntries(this.#values), keys: this.#ownKeys };
      try {
        localStorage.setItem(place, JSON.stringify(record));
      } catch {
        // Storage may be full or forbidden; then nothing is remembered.
      }
    }
  }

  #recall(): void {
    const place = this.getAttribute("remember");
    if (!place) {
      return;
    }
    let text: string | null = null;
    try {
      text = localStorage.getItem(place);
    } catch {
      return;
    }
    const record = parseJson(text) as { mode?: unknown; values?: Record<string, unknown>; keys?: unknown } | null;
    if (isMode(record?.mode) && !this.hasAttribute("mode")) {
      this.#mode = record.mode;
    }
    for (const mode of MODES) {
      const [dial, value] = [DIALS[mode], record?.values?.[mode]];
      if (dial && typeof value === "number" && Number.isFinite(value)) {
        this.#values.set(mode, stepped(value, 0, dial.least, dial.most));
      }
    }
    this.keys = parseOwnKeys(record?.keys);
  }
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

function within(event: PointerEvent, element: HTMLElement): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return event.clientX >= left && event.clientX < right && event.clientY >= top && event.clientY < bottom;
}

/** Whether a control has its own use for a key. */
function belongsTo(target: HTMLElement, key: string): boolean {
  if (target.matches("button")) {
    return key === " " || key === "Enter" || key.startsWith("Arrow");
  }
  return target.matches("input, [role=slider]") && /^(?:Arrow|Home|End|Page)/.test(key);
}

if (!customElements.get("evidence-viewer")) {
  customElements.define("evidence-viewer", EvidenceViewer);
}

declare global {
  interface HTMLElementTagNameMap {
    "evidence-viewer": EvidenceViewer;
  }
}
