/** One picture in one pane, drawn by OpenSeadragon, whose view is read and set in the picture's own pixels. */

import OpenSeadragon from "openseadragon";
import type { Point, Size, View } from "./geometry.ts";
import { isPyramid } from "./pyramid.ts";

export interface PaneListener {
  /** The view changed, by a hand or by a call; raised before the pane is drawn. */
  viewed(): void;
  /** A hand took hold of this pane. */
  taken(): void;
  /** A press, a drag or a release; return true to keep it from moving the picture. */
  drawn(phase: "press" | "drag" | "release", at: Point): boolean;
  /** A tile did not come, so the picture has a hole or is coarser than it should be. */
  torn(): void;
}

const SPRINGS = ["centerSpringX", "centerSpringY", "zoomSpring", "degreesSpring"];
const MIN_SCALE = 0.005;
const MAX_SCALE = 64;
/** From this many screen pixels for each of the picture's, its pixels are shown as squares. */
const SQUARE_SCALE = 2;

export class Pane {
  readonly #viewer: OpenSeadragon.Viewer;
  #picture: Size | null = null;
  #order = 0;
  #size: Size = { width: 1, height: 1 };

  constructor(
    readonly host: HTMLElement,
    readonly listener: PaneListener,
  ) {
    this.#viewer = createViewer(host);
    const viewer = this.#viewer;
    viewer.addHandler("viewport-change", () => {
      viewer.drawer.setImageSmoothingEnabled(this.view.scale < SQUARE_SCALE);
      listener.viewed();
    });
    viewer.addHandler("container-enter", () => listener.taken());
    viewer.addHandler("canvas-press", (event) => {
      listener.taken();
      listener.drawn("press", event.position);
    });
    viewer.addHandler("canvas-drag", (event) => {
      event.preventDefaultAction = listener.drawn("drag", event.position);
    });
    viewer.addHandler("canvas-drag-end", (event) => {
      event.preventDefaultAction = listener.drawn("release", event.position);
    });
    viewer.addHandler("tile-load-failed", () => listener.torn());
    viewer.addHandler("canvas-scroll", () => listener.taken());
  }

  /**
   * Show a picture, and say how large it is.
   *
   * @param address a picture, or the descriptor of a Deep Zoom pyramid (`.dzi`)
   * @throws Error if it cannot be shown, or another picture was asked for meanwhile
   */
  async open(address: string): Promise<Size> {
    this.#order += 1;
    const order = this.#order;
    this.#picture = null;
    const viewer = this.#viewer;
    viewer.close();
    return await new Promise<Size>((resolve, reject) => {
      const source = isPyramid(address) ? address : { type: "image", url: address };
      viewer.addTiledImage({
        tileSource: source as unknown as OpenSeadragon.TileSource,
        success: (event) => {
          if (order !== this.#order) {
            reject(new SupersededError());
            return;
          }
          const { x, y } = (event as unknown as { item: OpenSeadragon.TiledImage }).item.getContentSize();
          this.#picture = { width: x, height: y };
          resolve(this.#picture);
        },
        error: (event) => reject(order === this.#order ? new Error(String(event.message)) : new SupersededError()),
      });
    });
  }

  close(): void {
    this.#order += 1;
    this.#picture = null;
    this.#viewer.close();
  }

  get picture(): Size | null {
    return this.#picture;
  }

  /** In CSS pixels, as it was measured last: asking the browser in the middle of a movement would lay out the page again. */
  get size(): Size {
    return this.#size;
  }

  /** Measure the pane; one that is not laid out now keeps its size. */
  measure(): void {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (width > 0 && height > 0) {
      this.#size = { width, height };
    }
  }

  /** What is on the screen now, in the middle of a movement too. */
  get view(): View {
    return this.#read(true);
  }

  /** Where a movement under way will end. */
  get goal(): View {
    return this.#read(false);
  }

  #read(current: boolean): View {
    const { viewport } = this.#viewer;
    const picture = this.#picture;
    if (!viewport || !picture) {
      return { x: 0, y: 0, scale: 1, degrees: 0, mirrored: false };
    }
    const centre = viewport.getCenter(current);
    const width = viewport.getContainerSize().x;
    return {
      x: centre.x * picture.width,
      y: centre.y * picture.width,
      scale: (viewport.getZoom(current) * width) / picture.width,
      degrees: viewport.getRotation(current),
      mirrored: viewport.getFlip(),
    };
  }

  /** Go to a view: at once, or gliding. */
  show(view: View, { glide = false } = {}): void {
    const { viewport } = this.#viewer;
    const picture = this.#picture;
    if (!viewport || !picture) {
      return;
    }
    const size = this.size;
    if (!viewport.getContainerSize().equals(new OpenSeadragon.Point(size.width, size.height))) {
      viewport.resize(new OpenSeadragon.Point(size.width, size.height), true);
    }
    if (viewport.getFlip() !== view.mirrored) {
      viewport.setFlip(view.mirrored);
    }
    const scale = Math.min(Math.max(view.scale, MIN_SCALE), MAX_SCALE);
    viewport.setRotation(view.degrees, !glide);
    viewport.zoomTo((scale * picture.width) / size.width, undefined, !glide);
    viewport.panTo(new OpenSeadragon.Point(view.x / picture.width, view.y / picture.width), !glide);
    this.#viewer.forceRedraw();
  }

  set glideSeconds(seconds: number) {
    const viewport = this.#viewer.viewport as unknown as Record<string, OpenSeadragon.Spring>;
    for (const name of SPRINGS) {
      const spring = viewport[name];
      if (spring) {
        spring.animationTime = seconds;
      }
    }
  }
}

/** Another picture was asked for before this one was there. */
export class SupersededError extends Error {}

function createViewer(host: HTMLElement): OpenSeadragon.Viewer {
  // OpenSeadragon writes a style element unless it finds one of this name, and a strict policy forbids writing one. This
  // element has the name and is no style.
  const stand = document.createElementNS("", "style");
  stand.setAttribute("data-openseadragon-mobile-css", "");
  document.documentElement.append(stand);
  const gestures = { clickToZoom: false, dblClickToZoom: true, flickEnabled: false };
  try {
    const viewer = OpenSeadragon({
      element: host,
      drawer: "canvas",
      showNavigationControl: false,
      keyboardNavEnabled: false,
      tabIndex: -1,
      autoResize: false,
      visibilityRatio: 0,
      minZoomLevel: 1e-6,
      maxZoomLevel: 1e6,
      zoomPerScroll: 1.25,
      animationTime: 0.2,
      springStiffness: 8,
      blendTime: 0,
      immediateRender: true,
      maxImageCacheCount: 400,
      imageLoaderLimit: 6,
      gestureSettingsMouse: gestures,
      gestureSettingsPen: gestures,
      gestureSettingsTouch: { ...gestures, pinchToZoom: true, pinchRotate: false },
    });
    // It would draw tiles without overlap a pixel larger than they are, which shifts one picture against the other.
    (viewer.drawer as unknown as { minimumOverlapRequired: () => boolean }).minimumOverlapRequired = () => false;
    // The component says itself, and in the reader's language, that a picture cannot be shown.
    (viewer as unknown as { _showMessage: () => void })._showMessage = () => {};
    return viewer;
  } finally {
    stand.remove();
  }
}
