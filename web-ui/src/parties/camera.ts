/** The camera of the page on which a picture is taken now: preview, shutter, once more, use it. Without a camera the form stays as it is. */
import { countdown } from "./countdown.ts";
import { record } from "./film.ts";
import { photograph } from "./shutter.ts";

interface Words {
  open: string;
  shoot: string;
  start: string;
  stop: string;
  use: string;
  again: string;
  refused: string;
  recorded: string;
}

function wordsOf(box: HTMLElement): Words {
  const [open = "", shoot = "", start = "", stop = "", use = "", again = "", refused = "", recorded = ""] = (
    box.dataset.words ?? ""
  ).split("|");
  return { open, shoot, start, stop, use, again, refused, recorded };
}

function button(text: string, look = ""): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = look;
  made.textContent = text;
  return made;
}

function pressed(...buttons: HTMLButtonElement[]): Promise<HTMLButtonElement> {
  return new Promise((resolve) => {
    for (const one of buttons) {
      one.addEventListener("click", () => resolve(one), { once: true });
    }
  });
}

async function opened(): Promise<MediaStream> {
  const video = { facingMode: "environment", width: { ideal: 3840 }, height: { ideal: 2160 } };
  return await navigator.mediaDevices.getUserMedia({ video, audio: false });
}

/** Hand a picture to the form, as if it had been chosen there, and say that this page took it. */
function hand(form: HTMLFormElement, file: File): void {
  const field = form.querySelector<HTMLInputElement>("input[type=file]");
  const way = form.querySelector<HTMLInputElement>("input[name=way]");
  if (!field || !way) {
    return;
  }
  const chosen = new DataTransfer();
  chosen.items.add(file);
  way.value = "page";
  field.files = chosen.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

class Camera {
  private readonly words: Words;
  private readonly isFilm: boolean;

  constructor(
    private readonly box: HTMLElement,
    private readonly form: HTMLFormElement,
  ) {
    this.words = wordsOf(box);
    this.isFilm = box.dataset.media === "video";
  }

  async run(): Promise<void> {
    this.box.hidden = false;
    const open = button(this.words.open, "primary");
    this.box.replaceChildren(open);
    await pressed(open);
    open.disabled = true;
    let stream: MediaStream;
    try {
      stream = await opened();
    } catch {
      const said = document.createElement("p");
      said.setAttribute("role", "status");
      said.textContent = this.words.refused;
      this.box.replaceChildren(said);
      return;
    }
    this.form.classList.add("resting"); // one camera at a time
    const file = await this.settled(stream);
    for (const track of stream.getTracks()) {
      track.stop();
    }
    this.box.replaceChildren();
    hand(this.form, file);
  }

  /** Return the picture that its maker has looked at and wants to use. */
  private async settled(stream: MediaStream): Promise<File> {
    for (;;) {
      const file = await this.taken(stream);
      if (file.size === 0) {
        continue; // nothing was recorded: the camera is shown again
      }
      const use = button(this.words.use, "primary");
      const again = button(this.words.again);
      const row = document.createElement("div");
      row.className = "upload";
      row.append(use, again);
      this.box.append(row);
      use.focus();
      if ((await pressed(use, again)) === use) {
        return file;
      }
    }
  }

  /** Show what the camera sees until something is taken, and leave its picture on the page. */
  private async taken(stream: MediaStream): Promise<File> {
    const view = document.createElement("video");
    Object.assign(view, {
      srcObject: stream,
      muted: true,
      autoplay: true,
      playsInline: true,
      className: "camera-view",
    });
    const shutter = button(this.isFilm ? this.words.start : this.words.shoot, "primary shutter");
    const shot = pressed(shutter); // before the camera shows anything: an early press waits for it
    this.box.replaceChildren(view, shutter);
    await view.play().catch(() => undefined);
    shutter.focus();
    await shot;
    if (!this.isFilm) {
      shutter.disabled = true;
      const { file, frame } = await photograph(stream, view);
      this.box.replaceChildren(frame);
      return file;
    }
    shutter.textContent = this.words.stop;
    const { file, frame, seconds } = await record(stream, view, pressed(shutter));
    const said = document.createElement("p");
    said.className = "soft";
    said.setAttribute("role", "status");
    said.textContent = this.words.recorded.replace("{left}", `${seconds} s`);
    this.box.replaceChildren(frame, said);
    return file;
  }
}

const box = document.querySelector<HTMLElement>(".camera");
const form = document.querySelector<HTMLFormElement>("form.capture-form");
const until = document.getElementById("until");
if (until) {
  countdown(until);
}
if (box && form && typeof navigator.mediaDevices?.getUserMedia === "function") {
  if (box.dataset.media !== "video" || typeof MediaRecorder !== "undefined") {
    void new Camera(box, form).run();
  }
}
