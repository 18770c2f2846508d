/** Photos and films go up as soon as they are chosen, by resumable uploads, and the page is renewed when they are there. */
import { forget, type KeptFile, keep, keptOf } from "./kept_files.ts";
import { create, type Line, persist, RefusedError, send } from "./tus.ts";

const line: Line = {
  fetch: (address, wish) =>
    fetch(address, { ...wish, headers: { ...wish.headers, "Accept-Language": document.documentElement.lang } }),
  wait: (ms) =>
    new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        removeEventListener("online", done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      addEventListener("online", done);
    }),
};
const running = new Set<string>();
let isStale = false;

interface Row {
  progress(share: number): void;
  waiting(): void;
  failed(said: string): void;
  done(): void;
}

function formOf(one: KeptFile): HTMLFormElement | null {
  const forms = [...document.querySelectorAll<HTMLFormElement>("form.upload[data-claim]")];
  return forms.find((form) => (form.dataset.shot ?? null) === one.shot) ?? forms.at(-1) ?? null;
}

function rowFor(one: KeptFile): Row {
  const form = formOf(one);
  const [waiting = "…", refused = "×"] = (form?.dataset.words ?? "").split("|");
  const row = document.createElement("p");
  const name = document.createElement("span");
  const bar = document.createElement("progress");
  const state = document.createElement("span");
  row.className = "uploading";
  row.setAttribute("role", "status");
  name.textContent = one.file.name;
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", one.file.name);
  state.className = "soft";
  row.append(name, bar, state);
  form?.after(row);
  return {
    progress(share) {
      bar.value = share;
      state.textContent = `${Math.round(share * 100)} %`;
    },
    waiting() {
      state.textContent = waiting;
    },
    failed(said) {
      bar.remove();
      row.classList.add("error");
      state.textContent = said || refused;
    },
    done() {
      row.remove();
    },
  };
}

async function arrive(one: KeptFile, address: string, onWaiting: () => void): Promise<void> {
  const body = JSON.stringify({
    upload: address.split("/").at(-1),
    role: one.role,
    ...(one.shot ? { shot: one.shot } : {}),
    media: one.media,
    ...(one.code ? { taken_with: one.code, way: one.way } : {}),
  });
  const headers = { "Content-Type": "application/json", "Idempotency-Key": one.id };
  await persist(
    line,
    async () => {
      const answer = await line.fetch(`/api/v1/claims/${one.claim}/uploads`, { method: "POST", headers, body });
      if (!answer.ok) {
        const problem = await answer.json().catch(() => ({}));
        throw new RefusedError(answer.status, String(problem.detail ?? ""));
      }
    },
    onWaiting,
  );
}

async function carry(one: KeptFile): Promise<boolean> {
  const row = rowFor(one);
  running.add(one.id);
  try {
    for (;;) {
      if (one.address === null) {
        one.address = await persist(line, () => create(line, one.file), row.waiting);
        await keep(one);
      }
      if (await send(line, one.address, one.file, row)) {
        break;
      }
      one.address = null; // the desk has forgotten it: begin anew
    }
    await arrive(one, one.address, row.waiting);
    row.done();
    return true;
  } catch (error) {
    row.failed(error instanceof RefusedError ? error.said : String(error));
    return false;
  } finally {
    running.delete(one.id);
    await forget(one.id);
  }
}

async function carryAll(files: KeptFile[]): Promise<void> {
  const arrived = await Promise.all(files.map(carry));
  isStale ||= arrived.some(Boolean);
  if (isStale && running.size === 0) {
    isStale = false; // also when what ended last was refused: what arrived before it is to be seen
    const next = document.querySelector<HTMLFormElement>("form.upload[data-next]")?.dataset.next;
    if (next) {
      location.assign(next);
    } else {
      await renew();
    }
  }
}

/** Exchange the part of the page that says what is there. */
async function renew(): Promise<void> {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  const fresh = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  const part = fresh?.getElementById("renewed");
  const old = document.getElementById("renewed");
  if (!part || !old) {
    return;
  }
  const failed = [...old.querySelectorAll(".uploading.error")];
  old.replaceWith(document.adoptNode(part));
  part.prepend(...failed);
  bind(part);
}

function take(form: HTMLFormElement, files: Iterable<File>): void {
  const all = [...files].map((file) => ({
    id: crypto.randomUUID(),
    claim: form.dataset.claim ?? "",
    role: form.dataset.role ?? "claim",
    shot: form.dataset.shot ?? null,
    media: file.type.startsWith("video/") ? "video" : "photo",
    code: form.dataset.code ?? null,
    way: form.querySelector<HTMLInputElement>("input[name=way]")?.value ?? "field",
    file,
    address: null,
    since: Date.now(),
  }));
  for (const one of all) {
    running.add(one.id); // before it is kept, where the start of the page could find it and carry it a second time
  }
  void Promise.all(all.map(keep)).then(() => carryAll(all));
}

function bind(part: ParentNode): void {
  for (const form of part.querySelectorAll<HTMLFormElement>("form.upload")) {
    form.classList.add("at-once");
    form.addEventListener("change", (event) => {
      const field = event.target as HTMLInputElement;
      if (field.type !== "file" || !field.files?.length) {
        return;
      }
      if (form.dataset.claim) {
        take(form, field.files);
        field.value = "";
      } else {
        form.requestSubmit();
      }
    });
  }
}

export async function bindUploads(): Promise<void> {
  bind(document);
  const claim = document.querySelector<HTMLFormElement>("form.upload[data-claim]")?.dataset.claim;
  if (claim) {
    const kept = await keptOf(claim);
    await carryAll(kept.filter((one) => !running.has(one.id)));
  }
}
