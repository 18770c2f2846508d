/** The columns of a table as numbers to draw. Nothing here knows the DOM. */

export const SCALES = ["number", "date", "category"] as const;
export type Scale = (typeof SCALES)[number];

export interface Columns {
  /** What the axis is called. */
  readonly axis: string;
  /** Places on the axis: numbers, seconds since 1970, or 0, 1, 2 … for categories. */
  readonly x: readonly number[];
  /** What the first column says, for categories. */
  readonly names: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
}

/** A figure as people write it: thousands parted, a percent sign. Null where there is none. */
export function toNumber(text: string): number | null {
  const plain = text.replace(/[\s,\u00a0\u202f%]/g, "").replace("\u2212", "-");
  const value = plain === "" ? Number.NaN : Number(plain);
  return Number.isFinite(value) ? value : null;
}

function toPlace(text: string, index: number, scale: Scale): number | null {
  if (scale === "category") {
    return index;
  }
  if (scale === "number") {
    return toNumber(text);
  }
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time / 1000;
}

/**
 * Read a table.
 *
 * @param header the names of the columns; the first is the axis
 * @param rows a text for each cell; rows whose place cannot be read are left out
 * @returns rows in the order of their places
 */
export function readColumns(header: readonly string[], rows: readonly (readonly string[])[], scale: Scale): Columns {
  const placed = rows
    .map((row, index) => ({ row, at: toPlace(row[0] ?? "", index, scale) }))
    .filter((one): one is { row: readonly string[]; at: number } => one.at !== null)
    .sort((a, b) => a.at - b.at);
  return {
    axis: header[0] ?? "",
    x: placed.map(({ at }) => at),
    names: placed.map(({ row }) => row[0] ?? ""),
    series: header
      .slice(1)
      .map((name, index) => ({ name, values: placed.map(({ row }) => toNumber(row[index + 1] ?? "")) })),
  };
}

export interface Threshold {
  readonly at: number;
  readonly label: string;
}

/** Read thresholds: a JSON list of `{"at": number or date, "label": text}`. What is none is left out. */
export function parseThresholds(text: string | null, scale: Scale): Threshold[] {
  let list: unknown;
  try {
    list = JSON.parse(text ?? "[]");
  } catch {
    return [];
  }
  return (Array.isArray(list) ? list : []).flatMap((one: { at?: unknown; label?: unknown } | null) => {
    const at = scale === "date" ? Date.parse(String(one?.at)) / 1000 : Number(one?.at ?? Number.NaN);
    return Number.isFinite(at) ? [{ at, label: String(one?.label ?? "") }] : [];
  });
}
