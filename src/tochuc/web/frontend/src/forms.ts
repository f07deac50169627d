/**
 * Forms: `form[data-guard]` warns before something typed is left behind; `[data-autosubmit]` sends its form when it
 * changes; a form is sent once, however often the button is pressed; offline, it is not sent at all.
 */
import { closest } from "./dom.ts";
import { failureSentence } from "./sentences.ts";
import { toast } from "./toasts.ts";

const dirty = new WeakSet<HTMLFormElement>();

function anythingTyped(): boolean {
  return [...document.querySelectorAll<HTMLFormElement>("form[data-guard]")].some((form) => dirty.has(form));
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
  if (!navigator.onLine) {
    event.preventDefault();
    toast(failureSentence(0), "error");
    return;
  }
  dirty.delete(form);
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset["sent"] === "1") event.preventDefault();
  form.dataset["sent"] = "1";
}

export function startForms(): void {
  document.addEventListener("input", (event) => {
    const form = closest(event, "form[data-guard]");
    if (form instanceof HTMLFormElement) dirty.add(form);
  });
  document.addEventListener("change", (event) => {
    const form = closest(event, "[data-autosubmit]")?.closest("form");
    form?.requestSubmit();
  });
  document.addEventListener("submit", onSubmit);
  addEventListener("beforeunload", (event) => {
    if (anythingTyped()) event.preventDefault();
  });
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sent]")) delete form.dataset["sent"];
  });
}
