/** What was typed into a form is kept in this tab until it is sent, so that going back, a lost line or a sign-in loses nothing. */

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.elements].filter(
    (one): one is Field =>
      (one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement || one instanceof HTMLInputElement) &&
      one.name !== "" &&
      !["hidden", "file", "password"].includes(one.type),
  );
}

export function valuesOf(form: HTMLFormElement): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const field of fieldsOf(form)) {
    if (field.type !== "radio" || (field as HTMLInputElement).checked) {
      kept[field.name] = field.value;
    }
  }
  return kept;
}

export function fill(form: HTMLFormElement, kept: Record<string, string>): void {
  for (const field of fieldsOf(form)) {
    const value = kept[field.name];
    if (value === undefined) {
      continue;
    }
    if (field.type === "radio") {
      (field as HTMLInputElement).checked = field.value === value;
    } else {
      field.value = value;
    }
  }
}

export function bindDrafts(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-draft]")) {
    const name = `draft ${form.dataset.draft}`;
    const kept = sessionStorage.getItem(name);
    if (kept) {
      fill(form, JSON.parse(kept));
    }
    form.addEventListener("input", () => sessionStorage.setItem(name, JSON.stringify(valuesOf(form))));
    form.addEventListener("submit", () => sessionStorage.removeItem(name));
  }
}
