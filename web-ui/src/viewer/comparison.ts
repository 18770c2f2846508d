/** Two panes held in step: whichever is moved leads, the other follows in the same frame. */

import { make } from "./dom.ts";
import {
  apply,
  byFrame,
  fitScale,
  fitView,
  fromRelative,
  IDENTITY,
  invert,
  linkedView,
  type Matrix,
  multiply,
  type Point,
  type RelativeView,
  rectCorners,
  registeredLayer,
  type Size,
  toCss,
  toRelative,
  type View,
  viewMatrix,
} from "./geometry.ts";
import type { Mode } from "./modes.ts";
import { Pane } from "./pane.ts";

/** What a pane shows: the claim photo or its reference. */
export type Side = "claim" | "reference";

export interface ComparisonState {
  readonly mode: Mode;
  readonly value: number;
  readonly swapped: boolean;
  /** The other picture for a moment: held by a key, or the flicker's turn. */
  readonly other: boolean;
}

export interface ComparisonListener {
  moved(): void;
  drawn(phase: "press" | "drag" | "release", at: Point, side: Side): boolean;
  torn(side: Side): void;
}

export class Comparison {
  readonly pictures = make("div", { class: "pictures" });
  readonly #layers: Readonly<Record<Side, HTMLElement>>;
  readonly #hosts: Readonly<Record<Side, HTMLElement>>;
  readonly #panes: Readonly<Record<Side, Pane>>;
  #leader: Side = "claim";
  #state: ComparisonState = { mode: "side", value: 0, swapped: false, other: false };
  #registration: Matrix | null = null;
  #kept: RelativeView | null = null;
  #synced: View | null = null;
  #isFitted = true;

  constructor(readonly listener: ComparisonListener) {
    const layer = (side: Side): [HTMLElement, HTMLElement] => {
      const host = make("div", { class: "host" });
      const box = make("div", { class: `layer at-${side}` }, host);
      this.pictures.append(box);
      return [box, host];
    };
    const [[claimLayer, claimHost], [referenceLayer, referenceHost]] = [layer("claim"), layer("reference")];
    this.#layers = { claim: claimLayer, reference: referenceLayer };
    this.#hosts = { claim: claimHost, reference: referenceHost };
    const pane = (side: Side, host: HTMLElement): Pane =>
      new Pane(host, {
        viewed: () => this.#follow(side),
        taken: () => {
          this.#leader = this.isStacked ? "claim" : side;
        },
        torn: () => listener.torn(side),
        drawn: (phase, at) => {
          const isTaken = listener.drawn(phase, at, side);
          if (phase === "drag" && !isTaken) {
            this.#isFitted = false;
          }
          return isTaken;
        },
      });
    this.#panes = { claim: pane("claim", claimHost), reference: pane("reference", referenceHost) };
    this.pictures.addEventListener("wheel", () => this.#released(), { passive: true });
    this.pictures.addEventListener("dblclick", () => this.#released());
  }

  /** Stop drawing and let go of both pictures; the place and the zoom are kept. */
  close(): void {
    this.closeClaim();
    this.closeReference();
  }

  /** Show another claim photo, at the same part and the same zoom if `keep`, else whole. */
  async openClaim(address: string, keep: boolean): Promise<void> {
    this.#keepView();
    const picture = await this.#panes.claim.open(address);
    this.#measure();
    this.#leader = "claim";
    if (this.#kept && keep) {
      this.#panes.claim.show(fromRelative(this.#kept, picture, this.#panes.claim.size));
    } else {
      this.#isFitted = true;
      this.#panes.claim.show(fitView(picture, this.#panes.claim.size));
    }
    this.sync();
  }

  async openReference(address: string): Promise<void> {
    await this.#panes.reference.open(address);
    this.#measure();
    this.sync();
  }

  closeClaim(): void {
    this.#keepView();
    this.#panes.claim.close();
  }

  closeReference(): void {
    this.#panes.reference.close();
  }

  /** Take a map from the reference to the claim in continuous coordinates; null where the two were not registered. */
  register(map: Matrix | null): void {
    this.#registration = map;
    this.sync();
  }

  get isRegistered(): boolean {
    return this.#registration !== null;
  }

  get isStacked(): boolean {
    return this.#state.mode !== "side";
  }

  /** From the reference to the claim. */
  get toClaim(): Matrix {
    const [claim, reference] = [this.#panes.claim.picture, this.#panes.reference.picture];
    return this.#registration ?? (claim && reference ? byFrame(reference, claim) : IDENTITY);
  }

  get claimPicture(): Size | null {
    return this.#panes.claim.picture;
  }

  get referencePicture(): Size | null {
    return this.#panes.reference.picture;
  }

  paneSize(side: Side): Size {
    return this.#panes[side].size;
  }

  /** From the claim photo to a pane. */
  claimTo(side: Side): Matrix {
    const pane = this.#panes[side];
    const onPane = viewMatrix(pane.view, pane.size);
    return side === "claim" ? onPane : multiply(onPane, invert(this.toClaim) ?? IDENTITY);
  }

  /** The claim photo's point under a point of a pane. */
  claimAt(side: Side, at: Point): Point {
    return apply(invert(this.claimTo(side)) ?? IDENTITY, at);
  }

  get view(): View {
    return this.#panes.claim.view;
  }

  /** Where the view is going. */
  get goal(): View {
    const leader = this.#panes[this.#leader];
    return this.#leader === "claim" ? leader.goal : linkedView(leader.goal, invert(this.toClaim) ?? IDENTITY);
  }

  show(view: View, glide = true): void {
    this.#leader = "claim";
    this.#isFitted = false;
    this.#panes.claim.show(view, { glide });
    if (!glide) {
      this.sync();
    }
  }

  fit(degrees = this.goal.degrees): void {
    const picture = this.#panes.claim.picture;
    if (picture) {
      this.show(fitView(picture, this.#panes.claim.size, degrees));
      this.#isFitted = true;
    }
  }

  /** Turn clockwise about the middle of the pane; what was shown whole stays whole. */
  turn(degrees: number): void {
    const goal = this.goal;
    if (this.#isFitted) {
      this.fit(goal.degrees + degrees);
    } else {
      this.show({ ...goal, degrees: goal.degrees + degrees });
    }
  }

  zoom(factor: number): void {
    const goal = this.goal;
    const picture = this.#panes.claim.picture;
    const least = picture ? fitScale(picture, this.#panes.claim.size, goal.degrees) / 8 : 0;
    this.show({ ...goal, scale: Math.min(Math.max(goal.scale * factor, least), 64) });
  }

  /** Move the picture's middle by shares of the pane. */
  pan(across: number, down: number): void {
    const goal = this.goal;
    const size = this.#panes.claim.size;
    const onPane = viewMatrix(goal, size);
    const to = { x: size.width * (0.5 + across), y: size.height * (0.5 + down) };
    this.show({ ...goal, ...apply(invert(onPane) ?? IDENTITY, to) });
  }

  set glideSeconds(seconds: number) {
    this.#panes.claim.glideSeconds = seconds;
    this.#panes.reference.glideSeconds = seconds;
  }

  /** The panes may have another size now. The scale stays, but what was shown whole is shown whole again. */
  resized(): void {
    const { claim } = this.#panes;
    this.#measure();
    if (!claim.picture || !this.pictures.clientWidth) {
      return;
    }
    const view = this.#isFitted ? fitView(claim.picture, claim.size, claim.view.degrees) : claim.view;
    this.#leader = "claim";
    claim.show(view);
    this.sync();
  }

  arrange(state: ComparisonState): void {
    const wasStacked = this.isStacked;
    const view = this.goal;
    this.#state = state;
    if (wasStacked !== this.isStacked && this.#panes.claim.picture) {
      this.#leader = "claim";
      if (!this.#isFitted) {
        this.#panes.claim.show(view);
      }
      this.resized();
    }
    this.sync();
  }

  /** Bring the other pane, and everything that lies on the panes, to where the leading pane is. */
  sync(): void {
    const { claim, reference } = this.#panes;
    if (claim.picture && reference.picture) {
      if (this.#leader === "reference") {
        claim.show(linkedView(reference.view, invert(this.toClaim) ?? IDENTITY));
      } else if (this.isStacked) {
        const { view, bend } = registeredLayer(claim.view, this.toClaim, claim.size);
        reference.show(view);
        this.#hosts.reference.style.transform = toCss(bend);
      } else {
        reference.show(linkedView(claim.view, this.toClaim));
        this.#hosts.reference.style.transform = "none";
      }
    }
    this.#synced = this.#panes[this.#leader].view;
    this.#paint();
    this.listener.moved();
  }

  /** Follow a pane that leads, unless everything is where it should be: what was set by a call comes back as a change in the next frame. */
  #follow(side: Side): void {
    if (side === this.#leader && !(this.#synced && isSame(this.#synced, this.#panes[side].view))) {
      this.sync();
    }
  }

  #measure(): void {
    this.#panes.claim.measure();
    this.#panes.reference.measure();
  }

  #released(): void {
    this.#isFitted = false;
  }

  #keepView(): void {
    const { claim } = this.#panes;
    if (claim.picture) {
      this.#kept = this.#isFitted ? null : toRelative(this.goal, claim.picture, claim.size);
    }
  }

  #paint(): void {
    const { mode, value, swapped, other } = this.#state;
    const { claim, reference } = this.#layers;
    const isThere = this.#panes.reference.picture !== null;
    const isReferenceOn = swapped !== other;
    const shows: Readonly<Record<Mode, number>> = {
      side: 1,
      overlay: other ? Number(isReferenceOn) : swapped ? 1 - value : value,
      slider: other ? Number(isReferenceOn) : 1,
      flicker: Number(isReferenceOn),
      difference: other ? Number(isReferenceOn) : 1,
      single: Number(isReferenceOn),
    };
    reference.style.opacity = String(isThere ? shows[mode] : 0);
    const isDifference = mode === "difference" && !other && isThere;
    reference.style.mixBlendMode = isDifference ? "difference" : "normal";
    const share = `${(100 * value).toFixed(2)}%`;
    const half = swapped ? `inset(0 calc(100% - ${share}) 0 0)` : `inset(0 0 0 ${share})`;
    const shared = isDifference ? this.#sharedArea() : null;
    claim.style.clipPath = shared ? `polygon(${shared.reference})` : "none";
    reference.style.clipPath = shared ? `polygon(${shared.claim})` : mode === "slider" && !other ? half : "none";
  }

  /** The outlines of both pictures on the pane: what only one of them shows is no difference between them. */
  #sharedArea(): Readonly<Record<Side, string>> | null {
    const [claim, reference] = [this.#panes.claim.picture, this.#panes.reference.picture];
    if (!claim || !reference) {
      return null;
    }
    const onPane = this.claimTo("claim");
    const outline = (map: Matrix, { width, height }: Size): string =>
      rectCorners(0, 0, width, height)
        .map((corner) => apply(map, corner))
        .map(({ x, y }) => `${x.toFixed(1)}px ${y.toFixed(1)}px`)
        .join(",");
    return { claim: outline(onPane, claim), reference: outline(multiply(onPane, this.toClaim), reference) };
  }
}

function isSame(one: View, other: View): boolean {
  return (
    one.x === other.x &&
    one.y === other.y &&
    one.scale === other.scale &&
    one.degrees === other.degrees &&
    one.mirrored === other.mirrored
  );
}
