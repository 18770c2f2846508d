/** A film of a running camera, until it is stopped or long enough. */
import { frameOf } from "./shutter.ts";

const LONGEST_MS = 30_000;
const SLICE_MS = 250;
const PATIENCE_MS = 5_000;
const TYPES = ["video/mp4", "video/webm;codecs=vp8", "video/webm"];

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export async function record(
  stream: MediaStream,
  view: HTMLVideoElement,
  stopped: Promise<unknown>,
): Promise<{ file: File; frame: HTMLCanvasElement; seconds: number }> {
  const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one)) ?? "";
  const recorder = new MediaRecorder(stream, type ? { mimeType: type } : {});
  const parts: Blob[] = [];
  const begun = new Promise<void>((resolve) =>
    recorder.addEventListener("dataavailable", (event) => {
      parts.push(event.data);
      if (event.data.size > 0) {
        resolve();
      }
    }),
  );
  const ended = new Promise<void>((resolve) => recorder.addEventListener("stop", () => resolve()));
  const began = performance.now();
  recorder.start(SLICE_MS);
  await Promise.race([stopped, after(LONGEST_MS)]);
  await Promise.race([begun, after(PATIENCE_MS)]); // a busy device has written nothing yet
  const seconds = Math.max(1, Math.round((performance.now() - began) / 1000));
  const frame = frameOf(view);
  recorder.stop();
  await ended;
  const plain = (recorder.mimeType || "video/webm").split(";")[0] ?? "video/webm";
  const file = new File(parts, `live.${plain.endsWith("mp4") ? "mp4" : "webm"}`, { type: plain });
  return { file, frame, seconds };
}
