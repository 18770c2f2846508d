// Beside a policy's text: the number of each line, and which of them something is said of.

const form = document.querySelector<HTMLFormElement>("#edit");
const text = form?.querySelector<HTMLTextAreaElement>("textarea");
const gutter = form?.querySelector<HTMLElement>(".gutter");
const said = document.querySelector<HTMLElement>("#checked");

/** Return the lines that something is said of, and whether something is wrong there. */
function told(): Map<number, string> {
  const found = new Map<number, string>();
  for (const item of said?.querySelectorAll<HTMLElement>("[data-line]") ?? []) {
    const line = Number(item.dataset.line);
    const kind = item.classList.contains("wrong") ? "wrong" : "doubt";
    if (found.get(line) !== "wrong") {
      found.set(line, kind);
    }
  }
  return found;
}

function draw(): void {
  if (!text || !gutter) {
    return;
  }
  const marked = told();
  const count = text.value.split("\n").length;
  const lines = Array.from({ length: count }, (_, index) => {
    const line = document.createElement("span");
    line.textContent = String(index + 1);
    line.className = marked.get(index + 1) ?? "";
    return line;
  });
  gutter.replaceChildren(...lines);
  gutter.scrollTop = text.scrollTop;
}

/** Put the caret where something is said of a line. */
function goTo(line: number): void {
  if (!text) {
    return;
  }
  const lines = text.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  text.scrollTop = (text.scrollHeight * (line - 4)) / lines.length;
}

/** Make each line's number in the answers a way to the line. */
function link(): void {
  for (const item of said?.querySelectorAll<HTMLElement>("[data-line] > .line") ?? []) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "line";
    button.textContent = item.textContent;
    const line = Number(item.closest<HTMLElement>("[data-line]")?.dataset.line);
    button.addEventListener("click", () => goTo(line));
    item.replaceWith(button);
  }
}

if (text && gutter && said) {
  text.addEventListener("input", draw);
  text.addEventListener("scroll", () => {
    gutter.scrollTop = text.scrollTop;
  });
  document.body.addEventListener("htmx:afterSwap", () => {
    link();
    draw();
  });
  link();
  draw();
}
