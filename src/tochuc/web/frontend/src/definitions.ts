/**
 * Definitions of figures: `[data-definition=ID]` shows the element ID on hover and on focus (WCAG 1.4.13: it can be
 * hovered itself, is dismissed with Esc, and stays until the pointer or the focus leaves both).
 */
import { closest } from "./dom.ts";

const GAP = 6;
const DELAY_MS = 180;
let shown: HTMLElement | null = null;
let explained: HTMLElement | null = null;
let timer = 0;

function place(box: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect();
  const left = Math.min(Math.max(8, at.left), Math.max(8, innerWidth - box.offsetWidth - 8));
  const below = at.bottom + GAP + box.offsetHeight <= innerHeight;
  box.style.left = `${left}px`;
  box.style.top = `${below ? at.bottom + GAP : Math.max(8, at.top - GAP - box.offsetHeight)}px`;
}

function hide(): void {
  clearTimeout(timer);
  if (shown) shown.hidden = true;
  shown = null;
  explained = null;
}

function show(anchor: HTMLElement): void {
  const box = document.getElementById(anchor.dataset["definition"] ?? "");
  if (!box || box === shown) return clearTimeout(timer);
  hide();
  box.hidden = false;
  shown = box;
  explained = anchor;
  place(box, anchor);
}

function later(act: () => void): void {
  clearTimeout(timer);
  timer = window.setTimeout(act, DELAY_MS);
}

/** Focus by keyboard scrolls the figure into view: its definition goes along. */
function follow(): void {
  if (shown && explained) place(shown, explained);
}

export function startDefinitions(): void {
  document.addEventListener("pointerover", (event) => {
    const anchor = closest(event, "[data-definition]");
    if (anchor) later(() => show(anchor));
    else if (shown?.contains(event.target as Node)) clearTimeout(timer);
    else if (shown) later(hide);
  });
  document.addEventListener("focusin", (event) => {
    const anchor = closest(event, "[data-definition]");
    if (anchor) show(anchor);
    else if (!shown?.contains(event.target as Node)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  addEventListener("scroll", follow, { capture: true, passive: true });
}
