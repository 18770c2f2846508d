// Buttons that use a passkey: to sign in, to show again who is there, to add one. A browser that knows none shows none.
import { addPasskey, comeIn, RefusedError, stepUp } from "./passkey.ts";

const FORBIDDEN = 403;
const ACTS: Record<string, (button: HTMLButtonElement) => Promise<void>> = {
  again: async () => await stepUp(),
  "come-in": async (button) => await comeIn(tenantField(button)?.value.trim() ?? ""),
  add: async () => await addPasskey(),
};

function tenantField(button: HTMLButtonElement): HTMLInputElement | null {
  const field = button.form?.elements.namedItem("tenant");
  return field instanceof HTMLInputElement ? field : null;
}

function offer(button: HTMLButtonElement): void {
  const act = ACTS[button.dataset.passkey ?? ""];
  const failed = document.querySelector<HTMLElement>("[data-passkey-failed]");
  const to = button.dataset.to ?? "/";
  button.addEventListener("click", async () => {
    if (tenantField(button)?.reportValidity() === false) {
      return;
    }
    button.disabled = true;
    failed?.setAttribute("hidden", "");
    try {
      await act?.(button);
      location.assign(to);
    } catch (error) {
      if (button.dataset.passkey === "add" && error instanceof RefusedError && error.status === FORBIDDEN) {
        location.assign(`/sign-in/again?to=${encodeURIComponent(location.pathname)}`);
        return;
      }
      failed?.removeAttribute("hidden");
      button.disabled = false;
    }
  });
  button.hidden = false;
}

if ("PublicKeyCredential" in window) {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-passkey]")) {
    offer(button);
  }
}
