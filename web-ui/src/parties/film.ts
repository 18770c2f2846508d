/** A film of a running camera, until it is stopped or long enough. */
import { frameOf } from "./shutter.ts";

const LONGEST_MS = 30_000;
const TYPES = ["video/mp4", "video/webm;codecs=vp8", "video/webm"];

export async function record(
  stream: MediaStream,
  view: HTMLVideoElement,
  stopped: Promise<unknown>,
): Promise<{ file: File; frame: HTMLCanvasElement; seconds: number }> {
  const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one)) ?? "";
  const recorder = new MediaRecorder(stream, type ? { mimeType: type } : {});
  const parts: Blob[] = [];
  recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
  const ended = new Promise<void>((resolve) => recorder.addEventListener("stop", () => resolve()));
  const began = performance.now();
  recorder.start();
  await Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, LONGEST_MS))]);
  const seconds = Math.max(1, Math.round((performance.now() - began) / 1000));
  const frame = frameOf(view);
  recorder.stop();
  await ended;
  const plain = (recorder.mimeType || "video/webm").split(";")[0] ?? "video/webm";
  const file = new File(parts, `live.${plain.endsWith("mp4") ? "mp4" : "webm"}`, { type: plain });
  return { file, frame, seconds };
}
