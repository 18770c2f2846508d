/**
 * Where a pixel lies: plane maps, views, and how a view of one picture becomes the same view of another.
 *
 * Lengths on a picture are in its pixels and continuous: pixel (row r, column c) covers c <= x < c + 1 and
 * r <= y < r + 1. Lengths on the screen are CSS pixels from the pane's top left corner. Nothing here knows the DOM.
 */

/** A projective map of the plane, row by row. */
export type Matrix = readonly [number, number, number, number, number, number, number, number, number];

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What part of a picture a pane shows. */
export interface View {
  /** The picture's point in the middle of the pane. */
  readonly x: number;
  readonly y: number;
  /** CSS pixels for each pixel of the picture. */
  readonly scale: number;
  /** Clockwise turn on the screen. */
  readonly degrees: number;
  /** Whether left and right are exchanged on the screen, after the turn. */
  readonly mirrored: boolean;
}

export const IDENTITY: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];

export function multiply(a: Matrix, b: Matrix): Matrix {
  const cell = (row: number, col: number): number =>
    (a[3 * row] ?? 0) * (b[col] ?? 0) +
    (a[3 * row + 1] ?? 0) * (b[3 + col] ?? 0) +
    (a[3 * row + 2] ?? 0) * (b[6 + col] ?? 0);
  return [cell(0, 0), cell(0, 1), cell(0, 2), cell(1, 0), cell(1, 1), cell(1, 2), cell(2, 0), cell(2, 1), cell(2, 2)];
}

/** The inverse, or null where the map flattens the plane. */
export function invert(m: Matrix): Matrix | null {
  const [a, b, c, d, e, f, g, h, i] = m;
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (!Number.isFinite(det) || Math.abs(det) < 1e-18) {
    return null;
  }
  return [
    (e * i - f * h) / det,
    (c * h - b * i) / det,
    (b * f - c * e) / det,
    (f * g - d * i) / det,
    (a * i - c * g) / det,
    (c * d - a * f) / det,
    (d * h - e * g) / det,
    (b * g - a * h) / det,
    (a * e - b * d) / det,
  ];
}

export function apply(m: Matrix, { x, y }: Point): Point {
  const w = m[6] * x + m[7] * y + m[8];
  return { x: (m[0] * x + m[1] * y + m[2]) / w, y: (m[3] * x + m[4] * y + m[5]) / w };
}

/**
 * Read a map that was fitted to pixel centres, as OpenCV and `fairclaim` fit it.
 *
 * @param text nine numbers row by row, or six of an affine map, parted by commas or spaces (JSON is fine)
 * @returns the map in continuous coordinates, or null where the text is no invertible map
 */
export function parseMatrix(text: string): Matrix | null {
  const cells = text.match(/-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi)?.map(Number) ?? [];
  if (/[^\d\s,.;[\]eE+-]/.test(text) || (cells.length !== 6 && cells.length !== 9) || !cells.every(Number.isFinite)) {
    return null;
  }
  const centres = (cells.length === 6 ? [...cells, 0, 0, 1] : cells) as unknown as Matrix;
  const half: Matrix = [1, 0, 0.5, 0, 1, 0.5, 0, 0, 1];
  const back: Matrix = [1, 0, -0.5, 0, 1, -0.5, 0, 0, 1];
  const continuous = multiply(multiply(half, centres), back);
  return invert(continuous) && continuous;
}

/** Lay a reference over a claim by size only: as large as fits, in the middle. */
export function byFrame(reference: Size, claim: Size): Matrix {
  const k = Math.min(claim.width / reference.width, claim.height / reference.height);
  return [k, 0, (claim.width - k * reference.width) / 2, 0, k, (claim.height - k * reference.height) / 2, 0, 0, 1];
}

export function rectCorners(x0: number, y0: number, x1: number, y1: number): Point[] {
  return [
    { x: x0, y: y0 },
    { x: x1, y: y0 },
    { x: x1, y: y1 },
    { x: x0, y: y1 },
  ];
}

/** From the picture to the pane. */
export function viewMatrix(view: View, pane: Size): Matrix {
  const turn = (view.degrees * Math.PI) / 180;
  const [cos, sin] = [view.scale * Math.cos(turn), view.scale * Math.sin(turn)];
  const side = view.mirrored ? -1 : 1;
  return [
    side * cos,
    side * -sin,
    pane.width / 2 - side * (cos * view.x - sin * view.y),
    sin,
    cos,
    pane.height / 2 - (sin * view.x + cos * view.y),
    0,
    0,
    1,
  ];
}

/**
 * The view of another picture that shows the same thing in the same place.
 *
 * Exact for turns, mirrors and scales; for a projective map, exact in the middle of the pane.
 *
 * @param view what is seen of this picture
 * @param fromOther map from the other picture to this one
 */
export function linkedView(view: View, fromOther: Matrix): View {
  const toOther = invert(fromOther) ?? IDENTITY;
  const middle = apply(toOther, view);
  const w = fromOther[6] * middle.x + fromOther[7] * middle.y + fromOther[8];
  const [a, b] = [(fromOther[0] - fromOther[6] * view.x) / w, (fromOther[1] - fromOther[7] * view.x) / w];
  const [c, d] = [(fromOther[3] - fromOther[6] * view.y) / w, (fromOther[4] - fromOther[7] * view.y) / w];
  const turn = (view.degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const side = view.mirrored ? -1 : 1;
  const screen = {
    a: side * (cos * a - sin * c),
    b: side * (cos * b - sin * d),
    c: sin * a + cos * c,
    d: sin * b + cos * d,
  };
  const det = screen.a * screen.d - screen.b * screen.c;
  const mirrored = det < 0;
  const across = mirrored ? -1 : 1;
  return {
    ...middle,
    scale: view.scale * Math.sqrt(Math.abs(det)),
    degrees: (Math.atan2(screen.c - across * screen.b, across * screen.a + screen.d) * 180) / Math.PI,
    mirrored,
  };
}

/**
 * How a pane that shows `linkedView` of the reference must be bent to lie exactly on the claim's pane.
 *
 * The reference's view is widened as far as the bent pane would not fill the claim's.
 */
export function registeredLayer(view: View, toClaim: Matrix, pane: Size): { view: View; bend: Matrix } {
  const onClaim = multiply(viewMatrix(view, pane), toClaim);
  const linked = linkedView(view, toClaim);
  const onPane = multiply(viewMatrix(linked, pane), invert(onClaim) ?? IDENTITY);
  let reach = 1;
  for (const corner of rectCorners(0, 0, pane.width, pane.height)) {
    const at = apply(onPane, corner);
    reach = Math.max(reach, Math.abs(at.x / (pane.width / 2) - 1), Math.abs(at.y / (pane.height / 2) - 1));
  }
  const wide = { ...linked, scale: linked.scale / (reach > 1 + 1e-9 ? Math.min(reach, 3) : 1) };
  return { view: wide, bend: multiply(onClaim, invert(viewMatrix(wide, pane)) ?? IDENTITY) };
}

/** The map as a CSS `transform` with its origin at 0 0. */
export function toCss(m: Matrix): string {
  const n = m.map((cell) => Number((cell / m[8]).toPrecision(10)));
  return `matrix3d(${[n[0], n[3], 0, n[6], n[1], n[4], 0, n[7], 0, 0, 1, 0, n[2], n[5], 0, 1].join(",")})`;
}

/** CSS pixels a picture's pixel when the whole turned picture just fits. */
export function fitScale(picture: Size, pane: Size, degrees = 0): number {
  const turn = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.abs(Math.cos(turn)), Math.abs(Math.sin(turn))];
  const width = picture.width * cos + picture.height * sin;
  const height = picture.width * sin + picture.height * cos;
  return Math.min(pane.width / width, pane.height / height);
}

export function fitView(picture: Size, pane: Size, degrees = 0): View {
  const scale = fitScale(picture, pane, degrees);
  return { x: picture.width / 2, y: picture.height / 2, scale, degrees, mirrored: false };
}

/** A view without its picture: where in the frame, how many times larger than fitted. It outlives the picture. */
export interface RelativeView {
  readonly across: number;
  readonly down: number;
  readonly zoom: number;
  readonly degrees: number;
}

export function toRelative(view: View, picture: Size, pane: Size): RelativeView {
  const zoom = view.scale / fitScale(picture, pane, view.degrees);
  return { across: view.x / picture.width, down: view.y / picture.height, zoom, degrees: view.degrees };
}

export function fromRelative(relative: RelativeView, picture: Size, pane: Size): View {
  return {
    x: relative.across * picture.width,
    y: relative.down * picture.height,
    scale: relative.zoom * fitScale(picture, pane, relative.degrees),
    degrees: relative.degrees,
    mirrored: false,
  };
}
