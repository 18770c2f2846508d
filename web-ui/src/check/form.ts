/** Handing in: drop, paste or choose; small pictures with a button to take them out again; a bar while the files travel. */
import { type Added, add } from "./pile.ts";

interface Area {
  readonly place: HTMLElement;
  readonly input: HTMLInputElement;
  readonly list: HTMLElement;
  files: readonly File[];
}

export function readyForm(): void {
  const form = document.querySelector<HTMLFormElement>("form.hand-in");
  if (!form) {
    return;
  }
  const areas = [...form.querySelectorAll<HTMLElement>(".drop")].map((place) => areaOf(place));
  for (const area of areas) {
    readyArea(form, area, areas);
  }
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    const target = areas.find((area) => area.place.contains(document.activeElement));
    const chosen = target ?? areas.find((area) => area.files.length === 0) ?? areas[0];
    if (files.length > 0 && chosen) {
      event.preventDefault();
      take(form, areas, chosen, files);
    }
  });
  for (const kind of ["dragover", "drop"]) {
    // a picture dropped beside an area must not open in place of the page
    document.addEventListener(kind, (event) => event.preventDefault());
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}

function areaOf(place: HTMLElement): Area {
  const input = place.querySelector("input");
  const list = place.querySelector<HTMLElement>(".thumbs");
  if (!input || !list) {
    throw new Error("an area without input or list");
  }
  return { place, input, list, files: [] };
}

function readyArea(form: HTMLFormElement, area: Area, areas: readonly Area[]): void {
  const { place, input } = area;
  input.addEventListener("change", () => take(form, areas, area, [...(input.files ?? [])]));
  if ((input.files?.length ?? 0) > 0) {
    take(form, areas, area, [...(input.files ?? [])]); // the browser has kept them over a way back
  }
  for (const kind of ["dragenter", "dragover"]) {
    place.addEventListener(kind, () => place.classList.add("over"));
  }
  for (const kind of ["dragleave", "drop"]) {
    place.addEventListener(kind, () => place.classList.remove("over"));
  }
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    take(form, areas, area, [...(event.dataTransfer?.files ?? [])]);
  });
}

function take(form: HTMLFormElement, areas: readonly Area[], area: Area, come: readonly File[]): void {
  const isClaim = area.input.name === "claim";
  const elsewhere = areas
    .filter((one) => one !== area && one.input.name !== "claim")
    .reduce((sum, one) => sum + one.files.length, 0);
  const most = isClaim ? Number(form.dataset.claims) : Number(form.dataset.others) - elsewhere;
  const added = add(area.files, come, { fileBytes: Number(form.dataset.fileBytes), most });
  tellLeftOut(form, added);
  put(form, area, added.files);
}

function tellLeftOut(form: HTMLFormElement, added: Added<File>): void {
  const words = added.tooLarge.map((file) => `${file.name} ${form.dataset.tooLarge}`);
  say([...words, ...(added.isTooMany ? [form.dataset.tooMany ?? ""] : [])].join(" "));
}

function put(form: HTMLFormElement, area: Area, files: readonly File[]): void {
  area.files = files;
  const carrier = new DataTransfer();
  for (const file of files) {
    carrier.items.add(file);
  }
  area.input.files = carrier.files;
  for (const picture of area.list.querySelectorAll("img")) {
    URL.revokeObjectURL(picture.src);
  }
  area.list.replaceChildren(...files.map((file) => small(form, area, file)));
}

function small(form: HTMLFormElement, area: Area, file: File): HTMLElement {
  const item = document.createElement("li");
  const picture = document.createElement("img");
  picture.alt = "";
  picture.addEventListener("error", () => {
    const words = document.createElement("span");
    words.className = "no-preview";
    words.textContent = form.dataset.noPreview ?? "";
    picture.replaceWith(words);
  });
  picture.src = URL.createObjectURL(file);
  const name = document.createElement("bdi");
  name.textContent = file.name;
  const out = document.createElement("button");
  out.type = "button";
  out.textContent = "×";
  out.title = form.dataset.remove ?? "";
  out.setAttribute("aria-label", `${form.dataset.remove} ${file.name}`);
  out.addEventListener("click", () => {
    put(
      form,
      area,
      area.files.filter((one) => one !== file),
    );
    area.input.focus();
  });
  item.append(picture, name, out);
  return item;
}

function send(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLButtonElement>("button.primary");
  const bar = form.querySelector<HTMLProgressElement>("progress.sending");
  if (!button || !bar) {
    return;
  }
  const over = (): void => {
    button.disabled = false;
    bar.hidden = true;
  };
  button.disabled = true;
  bar.hidden = false;
  say(form.dataset.sending ?? "");
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("HX-Request", "true"); // trouble comes as a piece of page
  request.upload.addEventListener("progress", (event) => {
    bar.value = event.lengthComputable ? event.loaded / event.total : 0;
  });
  request.addEventListener("load", () => {
    const isTaken = request.status === 200 && new URL(request.responseURL).pathname.startsWith("/check/");
    if (isTaken) {
      location.assign(request.responseURL);
      return;
    }
    over();
    say("");
    tellTrouble(request);
  });
  request.addEventListener("error", () => {
    over();
    say(form.dataset.lost ?? "");
  });
  request.send(new FormData(form));
}

/** Put the words of a piece of page, and nothing else of it, where trouble is told. */
function tellTrouble(request: XMLHttpRequest): void {
  const place = document.querySelector("#trouble");
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const trouble = document.createElement("div");
  trouble.className = "error";
  trouble.setAttribute("role", "alert");
  const words = [...page.querySelectorAll("p")].map((one) => one.textContent ?? "");
  for (const line of words.length > 0 ? words : [`${request.status}`]) {
    const paragraph = document.createElement("p");
    paragraph.textContent = line;
    trouble.append(paragraph);
  }
  place?.replaceChildren(trouble);
  place?.scrollIntoView({ block: "center" });
}

function say(words: string): void {
  const place = document.querySelector("#said");
  if (place) {
    place.textContent = words;
  }
}
