/** Boxes and measures, drawn over a pane as vectors so that lines stay thin at every zoom. */

import { apply, type Matrix, type Point, type Size } from "./geometry.ts";
import { corners, type Region } from "./regions.ts";

const SVG = "http://www.w3.org/2000/svg";

interface Part {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly text?: string;
}

function element(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(SVG, name);
  set(made, attributes);
  return made;
}

function set(made: Element, attributes: Readonly<Record<string, string | number>>): void {
  for (const [key, value] of Object.entries(attributes)) {
    if (made.getAttribute(key) !== String(value)) {
      made.setAttribute(key, String(value));
    }
  }
}

const fixed = (value: number): string => value.toFixed(1);
const list = (points: readonly Point[]): string => points.map(({ x, y }) => `${fixed(x)},${fixed(y)}`).join(" ");

export interface Measure {
  readonly from: Point;
  readonly to: Point;
}

export class Marks {
  readonly svg = element("svg", { class: "marks", "aria-hidden": "true" }) as SVGSVGElement;

  /**
   * Draw everything where it belongs now; what is there already is moved, since this is done for every frame of a movement.
   *
   * @param toPane from the claim photo to this pane
   */
  draw(toPane: Matrix, pane: Size, regions: readonly Region[], current: number, measure: Measure | null): void {
    const parts: Part[] = [];
    regions.forEach((region, index) => {
      const points = corners(region).map((corner) => apply(toPane, corner));
      const kind = index === current ? "box current" : "box";
      parts.push({ name: "polygon", attributes: { class: `${kind} under`, points: list(points) } });
      parts.push({ name: "polygon", attributes: { class: kind, points: list(points) } });
      const top = points.reduce((a, b) => (b.y < a.y || (b.y === a.y && b.x < a.x) ? b : a));
      const place = { class: kind, x: fixed(top.x), y: fixed(top.y - 6) };
      parts.push({ name: "text", attributes: place, text: String(index + 1) });
    });
    if (measure) {
      const [from, to] = [apply(toPane, measure.from), apply(toPane, measure.to)];
      const ends = { x1: fixed(from.x), y1: fixed(from.y), x2: fixed(to.x), y2: fixed(to.y) };
      parts.push({ name: "line", attributes: { class: "measure under", ...ends } });
      parts.push({ name: "line", attributes: { class: "measure", ...ends } });
      for (const end of [from, to]) {
        parts.push({ name: "circle", attributes: { class: "measure", cx: fixed(end.x), cy: fixed(end.y), r: 4 } });
      }
    }
    this.#show(parts, pane);
  }

  #show(parts: readonly Part[], pane: Size): void {
    const there = [...this.svg.children];
    if (parts.length === 0 && there.length === 0) {
      return;
    }
    set(this.svg, { viewBox: `0 0 ${pane.width} ${pane.height}` });
    parts.forEach(({ name, attributes, text }, index) => {
      const old = there[index];
      const now = old?.localName === name ? old : element(name, {});
      set(now, attributes);
      if (text !== undefined && now.textContent !== text) {
        now.textContent = text;
      }
      if (now !== old) {
        old?.remove();
        this.svg.insertBefore(now, this.svg.children[index] ?? null);
      }
    });
    for (const old of there.slice(parts.length)) {
      old.remove();
    }
  }
}

/** A measure in numbers: pixels of the claim photo, and the angle against its rows. */
export function measured({ from, to }: Measure): string {
  const [across, down] = [to.x - from.x, to.y - from.y];
  const angle = (Math.atan2(-down, across) * 180) / Math.PI;
  const length = Math.hypot(across, down).toFixed(1);
  return `${length} px (Δx ${across.toFixed(1)}, Δy ${down.toFixed(1)}, ${angle.toFixed(1)}°)`;
}
