/** The search box: `/` comes here, arrows walk the results that htmx brings, Enter opens one, Esc closes. */
import { closest } from "./dom.ts";

export const ACTIVE = "is-active";

export function clear(box: HTMLElement, input: HTMLInputElement): void {
  box.replaceChildren();
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

export function walk(box: HTMLElement, input: HTMLInputElement, step: number): void {
  const results = [...box.querySelectorAll<HTMLElement>("[role=option]")];
  if (results.length === 0) return;
  const here = results.findIndex((result) => result.classList.contains(ACTIVE));
  const next = here < 0 ? (step > 0 ? 0 : results.length - 1) : (here + step + results.length) % results.length;
  results.forEach((result, index) => {
    result.classList.toggle(ACTIVE, index === next);
    result.setAttribute("aria-selected", String(index === next));
  });
  const active = results[next];
  if (!active) return;
  input.setAttribute("aria-activedescendant", active.id);
  active.scrollIntoView({ block: "nearest" });
}

function onKey(event: KeyboardEvent, box: HTMLElement, input: HTMLInputElement): void {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    walk(box, input, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter") {
    const active = box.querySelector<HTMLAnchorElement>(`.${ACTIVE}`);
    if (!active) return;
    event.preventDefault();
    active.click();
  } else if (event.key === "Escape") {
    if (box.childElementCount === 0) input.blur();
    clear(box, input);
  }
}

export function startSearch(): void {
  const box = document.getElementById("search-results");
  const input = document.getElementById("search-input");
  if (!box || !(input instanceof HTMLInputElement)) return;
  input.addEventListener("keydown", (event) => onKey(event, box, input));
  input.addEventListener("input", () => {
    if (!input.value.trim()) clear(box, input);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target !== box) return;
    if (input.value.trim()) input.setAttribute("aria-expanded", String(box.childElementCount > 0));
    else clear(box, input);
  });
  document.addEventListener("click", (event) => {
    if (!closest(event, ".search")) clear(box, input);
  });
}
