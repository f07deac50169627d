/**
 * A checked document: a place in the text and its finding at the side belong together. Clicking one shows the other;
 * j and k walk through the findings, c and b decide. A file that is dropped says that it is being read.
 */
import { closest, isTyping, isVisible } from "./dom.ts";

const CURRENT = "is-current";
let currentId = "";

function findings(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-check] [data-finding]")].filter(isVisible);
}

/** The card, and every stretch of the text that leads to it. */
function show(card: HTMLElement): void {
  for (const old of document.querySelectorAll(`[data-check] .${CURRENT}`)) old.classList.remove(CURRENT);
  card.classList.add(CURRENT);
  for (const link of document.querySelectorAll(`[data-check] mark a[href="#${card.id}"]`)) link.closest("mark")?.classList.add(CURRENT);
  currentId = card.id;
}

function move(step: number): boolean {
  const all = findings();
  const here = all.findIndex((card) => card.id === currentId);
  const next = all[here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1)];
  if (!next) return false;
  show(next);
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
  return true;
}

function decide(selector: string): boolean {
  const control = document.getElementById(currentId)?.querySelector<HTMLElement>(selector);
  control?.click();
  if (control?.matches("summary")) control.parentElement?.querySelector("textarea")?.focus();
  return control !== null && control !== undefined;
}

function onKey(event: KeyboardEvent): void {
  if (event.key === "Escape") return giveUp(event);
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event)) return;
  if (!document.querySelector("[data-check]") || document.querySelector("dialog[open]") || closest(event, "[data-menu]")) return;
  const keys: Record<string, () => boolean> = {
    j: () => move(1),
    k: () => move(-1),
    c: () => decide("[data-accept]"),
    b: () => decide("[data-dismiss]"),
  };
  if (keys[event.key]?.()) event.preventDefault();
}

/** Esc in the box for a reason closes it. */
function giveUp(event: KeyboardEvent): void {
  const box = closest(event, "[data-finding] details");
  if (!(box instanceof HTMLDetailsElement)) return;
  box.open = false;
  box.closest<HTMLElement>("[data-finding]")?.focus({ preventScroll: true });
}

function onClick(event: MouseEvent): void {
  const link = closest(event, '[data-check] mark a[href^="#f"]');
  const card = link ? document.getElementById(link.getAttribute("href")?.slice(1) ?? "") : closest(event, "[data-finding]");
  if (!card?.matches("[data-finding]")) return;
  show(card);
  if (!link) return;
  event.preventDefault();
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

/** A decision swaps the row that it was made in: the finding stays the current one. */
function onSwap(): void {
  const card = currentId ? document.getElementById(currentId) : null;
  if (!card || card.classList.contains(CURRENT)) return;
  show(card);
  if (document.activeElement === document.body) card.focus({ preventScroll: true });
}

function startDrops(): void {
  const drop = (event: Event): HTMLElement | null => closest(event, "[data-drop]");
  document.addEventListener("dragover", (event) => drop(event)?.classList.add("is-over"));
  for (const name of ["dragleave", "drop"]) document.addEventListener(name, (event) => drop(event)?.classList.remove("is-over"));
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form instanceof HTMLFormElement && !event.defaultPrevented) form.querySelector("[data-drop]")?.classList.add("is-busy");
  });
  addEventListener("pageshow", () => {
    for (const busy of document.querySelectorAll(".drop.is-busy")) busy.classList.remove("is-busy");
  });
}

export function startChecks(): void {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  document.addEventListener("htmx:afterSettle", onSwap);
  startDrops();
}
