/** Waiting: each check on the list says what it found as soon as it has ended. The answer is a page of its own. */

interface Told {
  readonly check: string;
  readonly outcome?: string;
  readonly word?: string;
  readonly says?: string;
  readonly ahead?: number;
}

export function followCheck(): void {
  const place = document.querySelector<HTMLElement>(".wait[data-events]");
  const address = place?.dataset.events;
  if (!place || !address) {
    return;
  }
  const said = place.querySelector("#said");
  const bar = place.querySelector("progress");
  const rows = new Map(
    [...place.querySelectorAll<HTMLElement>(".checks li")].map((row) => [row.dataset.check ?? "", row]),
  );
  const say = (words: string | undefined): void => {
    if (said && words !== undefined && said.textContent !== words) {
      said.textContent = words;
    }
  };
  const count = (): number => [...rows.values()].filter((row) => row.dataset.outcome).length;
  const stream = new EventSource(address);
  const hear = (kind: string, act: (told: Told) => void): void =>
    stream.addEventListener(kind, (event) => {
      act(JSON.parse((event as MessageEvent<string>).data) as Told);
      if (bar) {
        bar.value = count();
      }
    });
  let hasBegun = count() > 0;
  hear("place", ({ ahead = 0 }) => {
    if (!hasBegun) {
      say(ahead > 0 ? place.dataset.ahead?.replace("{}", String(ahead)) : place.dataset.waiting);
    }
  });
  hear("begins", () => {
    hasBegun = true;
    for (const row of rows.values()) {
      clear(row);
    }
    say(place.dataset.reading);
  });
  hear("checks", ({ check }) => {
    rows.get(check)?.setAttribute("aria-current", "step");
    say(place.dataset.checking);
  });
  hear("found", (told) => {
    const row = rows.get(told.check);
    if (row) {
      fill(row, told);
    }
    if (count() === rows.size) {
      say(place.dataset.weighing);
    }
  });
  for (const kind of ["answered", "failed", "stopped"]) {
    hear(kind, () => {
      stream.close();
      location.reload();
    });
  }
}

function clear(row: HTMLElement): void {
  row.removeAttribute("aria-current");
  row.dataset.outcome = "";
  put(row, "", "");
}

function fill(row: HTMLElement, told: Told): void {
  row.removeAttribute("aria-current");
  row.dataset.outcome = told.outcome ?? "";
  put(row, told.word ?? "", told.says ?? "");
}

function put(row: HTMLElement, word: string, says: string): void {
  const places = [row.querySelector(".word"), row.querySelector(".says")];
  [word, says].forEach((text, index) => {
    const place = places[index];
    if (place) {
      place.textContent = text;
    }
  });
}
