/** Boxes and measures, drawn over a pane as vectors so that lines stay thin at every zoom. */

import { apply, type Matrix, type Point, type Size } from "./geometry.ts";
import { corners, type Region } from "./regions.ts";

const SVG = "http://www.w3.org/2000/svg";

function element(name: string, attributes: Record<string, string | number>, text?: string): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, String(value));
  }
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
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
   * Draw everything anew.
   *
   * @param toPane from the claim photo to this pane
   */
  draw(toPane: Matrix, pane: Size, regions: readonly Region[], current: number, measure: Measure | null): void {
    this.svg.setAttribute("viewBox", `0 0 ${pane.width} ${pane.height}`);
    const parts: SVGElement[] = [];
    regions.forEach((region, index) => {
      const points = corners(region).map((corner) => apply(toPane, corner));
      const kind = index === current ? "box current" : "box";
      parts.push(element("polygon", { class: `${kind} under`, points: list(points) }));
      parts.push(element("polygon", { class: kind, points: list(points) }));
      const top = points.reduce((a, b) => (b.y < a.y || (b.y === a.y && b.x < a.x) ? b : a));
      parts.push(element("text", { class: kind, x: fixed(top.x), y: fixed(top.y - 6) }, String(index + 1)));
    });
    if (measure) {
      const [from, to] = [apply(toPane, measure.from), apply(toPane, measure.to)];
      const ends = { x1: fixed(from.x), y1: fixed(from.y), x2: fixed(to.x), y2: fixed(to.y) };
      parts.push(element("line", { class: "measure under", ...ends }), element("line", { class: "measure", ...ends }));
      for (const end of [from, to]) {
        parts.push(element("circle", { class: "measure", cx: fixed(end.x), cy: fixed(end.y), r: 4 }));
      }
    }
    this.svg.replaceChildren(...parts);
  }
}

/** A measure in numbers: pixels of the claim photo, and the angle against its rows. */
export function measured({ from, to }: Measure): string {
  const [across, down] = [to.x - from.x, to.y - from.y];
  const angle = (Math.atan2(-down, across) * 180) / Math.PI;
  const length = Math.hypot(across, down).toFixed(1);
  return `${length} px (Δx ${across.toFixed(1)}, Δy ${down.toFixed(1)}, ${angle.toFixed(1)}°)`;
}
