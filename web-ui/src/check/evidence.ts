/** Looking: which pictures the viewer shows, chosen by the strip or by a finding. */
import { beside, type View } from "./views.ts";

export function showEvidence(): void {
  const place = document.querySelector<HTMLElement>("#evidence");
  const viewer = place?.querySelector<HTMLElement>("evidence-viewer");
  if (!place || !viewer) {
    return;
  }
  const views = Object.values(JSON.parse(place.dataset.views ?? "{}") as Record<string, View>);
  const base = place.dataset.base ?? "";
  const links = [...place.querySelectorAll<HTMLAnchorElement>(".strip a")];
  let now: { claim: string; reference: string } = {
    claim: viewer.getAttribute("claim-label") ?? "",
    reference: viewer.getAttribute("reference-label") ?? "",
  };

  const show = (view: Omit<View, "finding">): void => {
    now = { claim: view.claim, reference: view.reference };
    put(viewer, "claim", `${base}${view.claim}.jpg`);
    put(viewer, "claim-label", view.claim);
    put(viewer, "reference", view.reference && `${base}${view.reference}.jpg`);
    put(viewer, "reference-label", view.reference);
    put(viewer, "homography", view.homography);
    put(viewer, "regions", JSON.stringify(view.regions));
    put(viewer, "map", view.map && `${base}${view.map}`);
    for (const link of links) {
      const isShown = [now.claim, now.reference].includes(link.dataset.exhibit ?? "");
      isShown ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
    }
  };

  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const chosen = link.dataset.exhibit ?? "";
      const isClaim = link.dataset.role === "claim";
      show(beside(views, isClaim ? chosen : now.claim, isClaim ? now.reference : chosen));
    });
  }
  for (const button of document.querySelectorAll<HTMLButtonElement>("button.look")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const view = views.find((one) => String(one.finding) === button.dataset.view);
      if (view) {
        const isOther = view.claim !== now.claim;
        show(view);
        place.scrollIntoView({ block: "start" });
        chooseFirst(viewer, isOther);
        viewer.focus();
      }
    });
  }
}

/** Bring the first marked place into view, once the viewer has taken over what it was told. */
function chooseFirst(viewer: HTMLElement & { region?: number }, isOther: boolean): void {
  const choose = (): void => {
    viewer.region = 0;
  };
  if (isOther) {
    viewer.addEventListener("picture-ready", choose, { once: true });
  }
  setTimeout(choose);
}

/** Set an attribute, or take it away where there is nothing to say; one that stands already is left, so that nothing loads twice. */
function put(viewer: HTMLElement, name: string, value: string): void {
  if (!value) {
    viewer.removeAttribute(name);
  } else if (viewer.getAttribute(name) !== value) {
    viewer.setAttribute(name, value);
  }
}
