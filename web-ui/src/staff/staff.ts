// Makes the forms of these rooms better; each works without.

/** Fit the days and the suggested words to the measure that is chosen; words that somebody wrote stay. */
function fitProposal(form: HTMLFormElement): void {
  const days = form.querySelector<HTMLInputElement>("input[name='days']");
  const choices = [...form.querySelectorAll<HTMLInputElement>("input[name='kind']")];
  const suggested = (language: string) => choices.map((one) => one.dataset[language] ?? "");
  for (const choice of choices) {
    choice.addEventListener("change", () => {
      if (days && choice.dataset.longest) {
        days.max = choice.dataset.longest;
      }
      for (const language of ["zh", "en"]) {
        const words = form.querySelector<HTMLTextAreaElement>(`textarea[name='${language}']`);
        if (words && suggested(language).includes(words.value)) {
          words.value = choice.dataset[language] ?? words.value;
        }
      }
    });
  }
}

/** Offer to copy a link beside its field. */
function offerCopy(field: HTMLInputElement): void {
  const button = field.parentElement?.querySelector<HTMLButtonElement>("[data-copies]");
  field.addEventListener("focus", () => field.select());
  if (button && navigator.clipboard) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(field.value);
      button.textContent = `${button.textContent?.replace(" ✓", "") ?? ""} ✓`;
    });
  }
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-propose]")) {
  fitProposal(form);
}
for (const field of document.querySelectorAll<HTMLInputElement>("input[data-copy]")) {
  offerCopy(field);
}
