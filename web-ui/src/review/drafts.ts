/** What somebody has typed for a task stays in the tab until it is sent, also when the time of the task ends. */

import { keep, kept } from "./store.ts";

type Values = Record<string, string[]>;

export function draftName(task: HTMLElement): string | null {
  const { task: id, step } = task.dataset;
  return id && step ? `draft-${id}-${step}` : null;
}

export function saveDraft(task: HTMLElement): void {
  const form = task.querySelector<HTMLFormElement>("#decision");
  const name = draftName(task);
  if (!form || !name) {
    return;
  }
  const values: Values = {};
  for (const [field, value] of new FormData(form)) {
    if (field !== "key" && typeof value === "string") {
      values[field] = [...(values[field] ?? []), value];
    }
  }
  keep("session", name, JSON.stringify(values));
}

/** Fill a form with its draft; say whether there was one. */
export function restoreDraft(task: HTMLElement): boolean {
  const form = task.querySelector<HTMLFormElement>("#decision");
  const name = draftName(task);
  const text = name ? kept("session", name) : null;
  if (!form || text === null) {
    return false;
  }
  const values = JSON.parse(text) as Values;
  for (const field of form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input[name], textarea[name]")) {
    if (field.name === "key") {
      continue;
    }
    const saved = values[field.name] ?? [];
    if (field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox")) {
      field.checked = saved.includes(field.value);
    } else {
      field.value = saved[0] ?? "";
    }
  }
  return true;
}

export function forgetDraft(name: string | null): void {
  if (name) {
    keep("session", name, null);
  }
}
