/** Resumable uploads: the part of tus 1.0.0 that the desk speaks (creation, offset, chunks). https://tus.io/protocols/resumable-upload */

export const UPLOADS = "/api/v1/uploads";
const VERSION = { "Tus-Resumable": "1.0.0" };
const CHUNK_BYTES = 1 << 20;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
const GONE = new Set([403, 404, 410]);

/** An answer that no repetition will change. */
export class RefusedError extends Error {
  constructor(
    readonly status: number,
    readonly said: string,
  ) {
    super(`${status} ${said}`);
  }
}

export interface Line {
  fetch(address: string, wish: RequestInit): Promise<Response>;
  /** Wait, or less if the line comes back. */
  wait(ms: number): Promise<void>;
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

async function refusal(answer: Response): Promise<RefusedError> {
  const problem = await answer.json().catch(() => ({}));
  return new RefusedError(answer.status, String(problem.detail ?? problem.title ?? ""));
}

/** Do something until the line carries it; give up only where the desk says no. */
export async function persist<T>(line: Line, attempt: () => Promise<T>, onWaiting: () => void = () => {}): Promise<T> {
  for (let pause = FIRST_WAIT_MS; ; pause = Math.min(pause * 2, LONGEST_WAIT_MS)) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof RefusedError && error.status < 500 && error.status !== 429) {
        throw error;
      }
      onWaiting();
      await line.wait(pause);
    }
  }
}

/** Begin an upload and return its address. */
export async function create(line: Line, file: File): Promise<string> {
  const metadata = `filename ${base64(file.name || "file")},filetype ${base64(file.type || "application/octet-stream")}`;
  const answer = await line.fetch(UPLOADS, {
    method: "POST",
    headers: { ...VERSION, "Upload-Length": String(file.size), "Upload-Metadata": metadata },
  });
  const address = answer.headers.get("Location");
  if (!answer.ok || !address) {
    throw await refusal(answer);
  }
  return new URL(address, "http://here").pathname;
}

/** Return how many bytes are there; null if the desk no longer knows the upload. */
export async function offsetOf(line: Line, address: string): Promise<number | null> {
  const answer = await line.fetch(address, { method: "HEAD", headers: VERSION });
  if (GONE.has(answer.status)) {
    return null;
  }
  if (!answer.ok) {
    throw new RefusedError(answer.status, "");
  }
  return Number(answer.headers.get("Upload-Offset"));
}

/** Send what is missing, chunk by chunk; false if the desk no longer knows the upload. */
export async function send(
  line: Line,
  address: string,
  file: File,
  on: { progress(share: number): void; waiting(): void },
): Promise<boolean> {
  for (;;) {
    const offset = await persist(line, () => offsetOf(line, address), on.waiting);
    if (offset === null) {
      return false;
    }
    on.progress(offset / file.size);
    if (offset >= file.size) {
      return true;
    }
    await sendFrom(line, address, file, offset, on);
  }
}

async function sendFrom(
  line: Line,
  address: string,
  file: File,
  start: number,
  on: { progress(share: number): void; waiting(): void },
): Promise<void> {
  let offset = start;
  while (offset < file.size) {
    const body = file.slice(offset, offset + CHUNK_BYTES);
    const headers = { ...VERSION, "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" };
    let answer: Response;
    try {
      answer = await line.fetch(address, { method: "PATCH", headers, body });
    } catch {
      on.waiting();
      await line.wait(FIRST_WAIT_MS);
      return;
    }
    if (!answer.ok) {
      on.waiting();
      await line.wait(FIRST_WAIT_MS);
      return;
    }
    offset = Number(answer.headers.get("Upload-Offset") ?? offset + body.size);
    on.progress(offset / file.size);
  }
}
