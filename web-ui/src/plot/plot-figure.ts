/**
 * `<plot-figure>`: a table, drawn. The table stays behind the plot, for those who read rather than look and for browsers
 * without script. Described in docs/reference/plot-figure.md.
 */

import UPlot from "uplot";
import plotStyles from "uplot/dist/uPlot.min.css";
import { type Columns, parseThresholds, readColumns, SCALES, type Scale, type Threshold } from "./columns.ts";
import styles from "./plot.css";

const KINDS = ["line", "bars", "steps"] as const;
type Kind = (typeof KINDS)[number];

/** Each series has a colour and a dash of its own, so that colour is never the only difference. */
const STROKES = [
  ["--accent", "#1d4f7c", []],
  ["--warn", "#825400", [8, 4]],
  ["--pass", "#17633f", [2, 3]],
  ["--fail", "#9b2f1d", [10, 3, 2, 3]],
  ["--soft", "#545c66", [5, 2]],
] as const;
/** Steps of an axis of dates; nothing finer than a day is written on it. */
const DAYS = [1, 2, 7, 14, 30, 61, 91, 183, 365];
const TABLE_WORDS = { zh: "数据表", en: "Table" } as const;
const PLOT_WORDS = { zh: "图；数据见下表", en: "plot; the figures are in the table below" } as const;

export class PlotFigure extends HTMLElement {
  static readonly observedAttributes = ["label", "kind", "x", "unit", "thresholds", "lang"];

  readonly #caption = document.createElement("figcaption");
  readonly #box = document.createElement("div");
  readonly #summary = document.createElement("summary");
  readonly #dark = matchMedia("(prefers-color-scheme: dark)");
  readonly #resizes = new ResizeObserver(() => this.#resize());
  readonly #changes = new MutationObserver(() => this.#draw());
  #plot: UPlot | null = null;
  #isDue = false;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(plotStyles + styles);
    root.adoptedStyleSheets = [sheet];
    const figure = document.createElement("figure");
    const details = document.createElement("details");
    this.#box.className = "plot";
    this.#box.setAttribute("role", "img");
    details.append(this.#summary, document.createElement("slot"));
    figure.append(this.#caption, this.#box, details);
    root.append(figure);
    this.#dark.addEventListener("change", () => this.#draw());
  }

  connectedCallback(): void {
    this.#resizes.observe(this.#box);
    this.#changes.observe(this, { childList: true, subtree: true, characterData: true });
    this.#draw();
  }

  disconnectedCallback(): void {
    this.#resizes.disconnect();
    this.#changes.disconnect();
    this.#plot?.destroy();
    this.#plot = null;
  }

  attributeChangedCallback(): void {
    this.#draw();
  }

  /** Draw once, however much has changed. */
  #draw(): void {
    if (!this.#isDue && this.isConnected) {
      this.#isDue = true;
      queueMicrotask(() => {
        this.#isDue = false;
        this.#drawNow();
      });
    }
  }

  #drawNow(): void {
    const language = this.#language;
    const label = this.getAttribute("label") ?? "";
    this.#caption.textContent = label;
    this.#summary.textContent = TABLE_WORDS[language];
    this.#box.setAttribute("aria-label", label ? `${label}: ${PLOT_WORDS[language]}` : PLOT_WORDS[language]);
    this.#plot?.destroy();
    this.#plot = null;
    const scale = this.#choice("x", SCALES);
    const columns = this.#read(scale);
    this.#box.hidden = columns.x.length === 0;
    if (columns.x.length > 0 && this.isConnected) {
      const data = [columns.x, ...columns.series.map(({ values }) => values)] as unknown as UPlot.AlignedData;
      const options = this.#options(columns, scale, parseThresholds(this.getAttribute("thresholds"), scale));
      this.#plot = new UPlot(options, data, this.#box);
    }
  }

  #read(scale: Scale): Columns {
    const rows = [...(this.querySelector("table")?.rows ?? [])];
    const text = (cell: HTMLTableCellElement): string => cell.dataset.value ?? cell.textContent?.trim() ?? "";
    const [header, ...body] = rows.map((row) => [...row.cells].map(text));
    return readColumns(header ?? [], body, scale);
  }

  #options(columns: Columns, scale: Scale, thresholds: readonly Threshold[]): UPlot.Options {
    const kind = this.#choice("kind", KINDS);
    const [ink, line] = [this.#colour("--soft", "#545c66"), this.#colour("--line", "#d6d3ca")];
    const axis = { stroke: ink, font: this.#font, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
    const half = scale === "category" ? 0.6 : 0;
    const [first, last] = [columns.x[0] ?? 0, columns.x.at(-1) ?? 0];
    const places = columns.x.length <= 12 ? { splits: [...columns.x] } : {};
    return {
      ...this.#size,
      tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
      cursor: { drag: { x: false, y: false } },
      scales: {
        x: { time: scale === "date", ...(half ? { range: [first - half, last + half] } : {}) },
        y: { range: (_plot, least, most) => [Math.min(0, least ?? 0), (most ?? 0) > 0 ? (most as number) * 1.08 : 1] },
      },
      axes: [
        {
          ...axis,
          ...(scale === "number" ? {} : places),
          ...(scale === "date" ? { incrs: DAYS.map((days) => days * 86_400) } : {}),
          values: (_plot, at) => at.map((one) => this.#place(one, columns, scale)),
        },
        { ...axis, size: 56, values: (_plot, at) => at.map((one) => this.#figure(one)) },
      ],
      series: [
        { label: columns.axis, value: (_plot, at) => (at === null ? "–" : this.#place(at, columns, scale)) },
        ...columns.series.map(({ name }, index) => this.#series(name, index, kind, columns.series.length)),
      ],
      hooks: { draw: [(plot) => this.#drawThresholds(plot, thresholds)] },
    };
  }

  #series(name: string, index: number, kind: Kind, count: number): UPlot.Series {
    const [token, fallback, dash] = STROKES[index % STROKES.length] ?? STROKES[0];
    const stroke = this.#colour(token, fallback);
    const paths =
      kind === "bars"
        ? UPlot.paths.bars?.({ size: [0.7 / count, 48], align: count > 1 ? (index === 0 ? -1 : 1) : 0 })
        : kind === "steps"
          ? UPlot.paths.stepped?.({ align: 1 })
          : UPlot.paths.linear?.();
    return {
      label: name,
      stroke,
      width: 2,
      ...(kind === "bars" ? { fill: faint(stroke) } : { dash: [...dash] }),
      ...(paths ? { paths } : {}),
      points: { show: kind === "line" },
      value: (_plot, value) => (value === null ? "–" : this.#figure(value)),
    };
  }

  #drawThresholds(plot: UPlot, thresholds: readonly Threshold[]): void {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.strokeStyle = this.#colour("--ink", "#1b2026");
    ctx.fillStyle = ctx.strokeStyle;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
    ctx.font = this.#font.replace(/^(\d+)px/, (_, size) => `${Number(size) * devicePixelRatio}px`);
    ctx.textBaseline = "top";
    for (const { at, label } of thresholds) {
      const x = Math.round(plot.valToPos(at, "x", true));
      if (x >= bbox.left && x <= bbox.left + bbox.width) {
        ctx.beginPath();
        ctx.moveTo(x, bbox.top);
        ctx.lineTo(x, bbox.top + bbox.height);
        ctx.stroke();
        const isLate = x > bbox.left + bbox.width * 0.7;
        ctx.textAlign = isLate ? "right" : "left";
        ctx.fillText(label, x + (isLate ? -4 : 4) * devicePixelRatio, bbox.top + 2 * devicePixelRatio);
      }
    }
    ctx.restore();
  }

  #resize(): void {
    this.#plot?.setSize(this.#size);
  }

  get #size(): { width: number; height: number } {
    return { width: this.#box.clientWidth || 320, height: 240 };
  }

  get #language(): "zh" | "en" {
    const tag = this.lang || this.closest<HTMLElement>("[lang]")?.lang || navigator.language;
    return tag.toLowerCase().startsWith("zh") ? "zh" : "en";
  }

  get #font(): string {
    return `12px ${getComputedStyle(this).fontFamily}`;
  }

  #colour(token: string, fallback: string): string {
    return getComputedStyle(this).getPropertyValue(token).trim() || fallback;
  }

  #place(at: number, columns: Columns, scale: Scale): string {
    if (scale === "category") {
      return columns.names[columns.x.indexOf(at)] ?? "";
    }
    if (scale === "number") {
      return at.toLocaleString(this.#language);
    }
    const style = { month: "short", day: "numeric", timeZone: "UTC" } as const;
    return new Date(at * 1000).toLocaleDateString(this.#language === "zh" ? "zh-CN" : "en-GB", style);
  }

  #figure(value: number): string {
    const unit = this.getAttribute("unit") ?? "";
    return `${value.toLocaleString(this.#language, { maximumFractionDigits: 3 })}${unit === "%" ? " %" : unit && ` ${unit}`}`;
  }

  #choice<Word extends string>(name: string, words: readonly [Word, ...Word[]]): Word {
    const wanted = this.getAttribute(name);
    return words.find((word) => word === wanted) ?? words[0];
  }
}

/** A third of a colour, where it is written as six digits. */
function faint(colour: string): string {
  return /^#[0-9a-f]{6}$/i.test(colour) ? `${colour}59` : colour;
}

if (!customElements.get("plot-figure")) {
  customElements.define("plot-figure", PlotFigure);
}

declare global {
  interface HTMLElementTagNameMap {
    "plot-figure": PlotFigure;
  }
}
