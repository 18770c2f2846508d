/** Scripts of the buyers' and merchants' pages. Everything works without them but uploads that outlive a lost line. */
import { bindDrafts } from "./drafts.ts";
import { bindUploads } from "./uploads.ts";

function bindViewer(): void {
  const viewer = document.querySelector("evidence-viewer");
  if (!viewer) {
    return;
  }
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-photo]")) {
    const side = link.dataset.side ?? "claim";
    const mark = () => {
      for (const other of document.querySelectorAll<HTMLAnchorElement>(`a[data-side="${side}"]`)) {
        other.toggleAttribute("data-shown", other.dataset.photo === viewer.getAttribute(side));
      }
    };
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) {
        return;
      }
      event.preventDefault();
      viewer.setAttribute(side, link.dataset.photo ?? "");
      mark();
    });
    mark();
  }
}

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
bindViewer();
bindDrafts();
void bindUploads();
