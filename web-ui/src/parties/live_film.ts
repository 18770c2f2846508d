/** A film taken on the page itself, where a shot is asked for live. Without a camera, or leave to use it, the form stays as it is. */

const LONGEST_MS = 30_000;
const TYPES = ["video/mp4", "video/webm;codecs=vp8", "video/webm"];

export function bindLiveFilm(form: HTMLFormElement, take: (film: File) => void): void {
  const [film, stop, refused] = (form.dataset.live ?? "").split("|");
  if (!film || !stop || !navigator.mediaDevices?.getUserMedia || typeof MediaRecorder === "undefined") {
    return;
  }
  const button = document.createElement("button");
  button.type = "button";
  button.className = "primary live";
  button.textContent = film;
  button.addEventListener("click", () => {
    void record(form, button, { film, stop, refused: refused ?? "" }).then((file) => file && take(file));
  });
  form.prepend(button);
  form.classList.add("has-live");
}

async function record(
  form: HTMLFormElement,
  button: HTMLButtonElement,
  words: { film: string; stop: string; refused: string },
): Promise<File | null> {
  button.disabled = true;
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
  } catch {
    const said = document.createElement("p");
    said.className = "soft";
    said.setAttribute("role", "status");
    said.textContent = words.refused;
    form.prepend(said);
    form.classList.remove("has-live");
    button.remove();
    return null;
  }
  const view = document.createElement("video");
  Object.assign(view, { srcObject: stream, muted: true, autoplay: true, playsInline: true, className: "camera-view" });
  form.before(view);
  const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one)) ?? "";
  const recorder = new MediaRecorder(stream, type ? { mimeType: type } : {});
  const parts: Blob[] = [];
  recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
  const ended = new Promise<void>((resolve) => recorder.addEventListener("stop", () => resolve()));
  recorder.start();
  button.textContent = words.stop;
  button.disabled = false;
  await new Promise<void>((resolve) => {
    const stopped = (event: Event) => {
      event.stopImmediatePropagation();
      resolve();
    };
    button.addEventListener("click", stopped, { once: true, capture: true });
    setTimeout(resolve, LONGEST_MS);
  });
  recorder.stop();
  await ended;
  for (const track of stream.getTracks()) {
    track.stop();
  }
  view.remove();
  button.textContent = words.film;
  const plain = (recorder.mimeType || "video/webm").split(";")[0] ?? "video/webm";
  return new File(parts, `live.${plain.endsWith("mp4") ? "mp4" : "webm"}`, { type: plain });
}
