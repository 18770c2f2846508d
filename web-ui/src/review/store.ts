/** What a browser keeps for the reviewers' room. Where it may keep nothing, nothing is kept, and everything else works. */

export function kept(storage: "local" | "session", name: string): string | null {
  try {
    return (storage === "local" ? localStorage : sessionStorage).getItem(`fairclaim-${name}`);
  } catch {
    return null;
  }
}

/** Keep a text, or forget it. */
export function keep(storage: "local" | "session", name: string, text: string | null): void {
  try {
    const place = storage === "local" ? localStorage : sessionStorage;
    if (text === null) {
      place.removeItem(`fairclaim-${name}`);
    } else {
      place.setItem(`fairclaim-${name}`, text);
    }
  } catch {
    // A browser that keeps nothing is no reason to stop.
  }
}
