/** One photograph of a running camera: by the camera's own shutter where the browser offers it, else the frame that is on the page. */

interface StillCamera {
  takePhoto(): Promise<Blob>;
}

declare global {
  interface Window {
    ImageCapture?: new (track: MediaStreamTrack) => StillCamera;
  }
}

const PATIENCE_MS = 4_000;
const QUALITY = 0.92;

export function frameOf(view: HTMLVideoElement): HTMLCanvasElement {
  const frame = document.createElement("canvas");
  frame.className = "camera-view";
  frame.width = view.videoWidth;
  frame.height = view.videoHeight;
  frame.getContext("2d")?.drawImage(view, 0, 0);
  return frame;
}

export async function photograph(
  stream: MediaStream,
  view: HTMLVideoElement,
): Promise<{ file: File; frame: HTMLCanvasElement }> {
  const frame = frameOf(view);
  const blob = (await still(stream)) ?? (await drawn(frame));
  return { file: new File([blob], "live.jpg", { type: blob.type || "image/jpeg" }), frame };
}

async function still(stream: MediaStream): Promise<Blob | null> {
  const [track] = stream.getVideoTracks();
  if (!track || !window.ImageCapture) {
    return null;
  }
  try {
    const photo = new window.ImageCapture(track).takePhoto();
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
    const taken = await Promise.race([photo, late]);
    return taken && taken.size > 0 ? taken : null;
  } catch {
    return null; // some cameras have no still of their own
  }
}

function drawn(frame: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) =>
    frame.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/jpeg", QUALITY),
  );
}
