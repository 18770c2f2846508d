/** How long a code still holds, second by second; afterwards, that nothing is lost. */

export function clockText(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}

export function countdown(line: HTMLElement): void {
  const [left = "{left}", lapsed = ""] = (line.dataset.words ?? "").split("|");
  const until = Date.parse(line.dataset.until ?? "");
  const tell = () => {
    const seconds = (until - Date.now()) / 1000;
    if (seconds <= 0) {
      clearInterval(timer);
      line.textContent = lapsed;
      line.setAttribute("role", "status");
      return;
    }
    line.textContent = left.replace("{left}", clockText(seconds));
  };
  const timer = setInterval(tell, 1000);
  tell();
}
