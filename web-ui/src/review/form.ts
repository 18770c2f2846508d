/** The form of a judgement shows what belongs to the choices made, and nothing else. */

const OF_OUTCOME: Readonly<Record<string, string>> = { supports: "grant", contradicts: "refuse" };

function checked(form: HTMLFormElement, name: string): string {
  return form.querySelector<HTMLInputElement>(`input[name="${name}"]:checked`)?.value ?? "";
}

function check(form: HTMLFormElement, name: string, value: string): void {
  const field = form.querySelector<HTMLInputElement>(`input[name="${name}"][value="${value}"]`);
  if (field) {
    field.checked = true;
  }
}

/** Start with a form that has just come; `restore` fills in what was typed before. */
export function begin(form: HTMLFormElement, restore: () => void): void {
  const first = form.dataset.first ?? "";
  restore();
  const fit = (): void => arrange(form, first);
  form.addEventListener("change", (event) => {
    const field = event.target;
    if (field instanceof HTMLInputElement && field.name === "view") {
      check(form, "outcome", OF_OUTCOME[field.value] ?? checked(form, "outcome"));
    } else if (field instanceof HTMLInputElement && field.name === "outcome") {
      const view = checked(form, "view");
      if (!view || (OF_OUTCOME[view] ?? field.value) !== field.value) {
        check(form, "view", field.value === "grant" ? "supports" : "insufficient");
      }
    }
    fit();
  });
  form.addEventListener("input", fit);
  fit();
}

function substance(form: HTMLFormElement): string {
  const names = ["outcome", "view"];
  const outcome = checked(form, "outcome");
  if (checked(form, "view") === "contradicts") {
    names.push("grade");
  }
  if (outcome === "grant") {
    names.push("remedy", "borne_by");
  }
  const amount =
    outcome === "grant" && /refund/.test(checked(form, "remedy"))
      ? form.querySelector<HTMLInputElement>("[name=amount]")?.value
      : "";
  return [...names.map((name) => checked(form, name)), amount].join("|");
}

function arrange(form: HTMLFormElement, first: string): void {
  const outcome = checked(form, "outcome");
  const view = checked(form, "view");
  const show = (selector: string, isShown: boolean): void => {
    for (const one of form.querySelectorAll<HTMLElement>(selector)) {
      one.hidden = !isShown;
      if (one instanceof HTMLFieldSetElement) {
        one.disabled = !isShown;
      }
    }
  };
  show(".only-contradicts", view === "contradicts");
  show(".only-grant", outcome !== "refuse");
  show(".amount-field", /refund/.test(checked(form, "remedy")));
  show(".changed", substance(form) !== first || form.querySelector(".changed .error") !== null);
  let next: HTMLInputElement | null = null;
  for (const label of form.querySelectorAll<HTMLElement>(".reasons [data-for]")) {
    const field = label.querySelector("input");
    const fits = label.dataset.for === `${outcome} ${view}`;
    label.hidden = !fits;
    field?.removeAttribute("data-action");
    if (field && !fits) {
      field.checked = false;
    } else if (field) {
      next ??= field;
    }
  }
  next?.setAttribute("data-action", "reasons");
}
