/** Lists: a row with `data-href` opens on click and Enter; j, k and the arrows move along the rows of the page's first list. */
import { closest, isTyping } from "./dom.ts";

const CURRENT = "is-current";

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("main tr[data-href]")];
}

function open(row: HTMLElement, newTab: boolean): void {
  const href = row.dataset["href"];
  if (!href) return;
  if (newTab) window.open(href, "_blank", "noopener");
  else location.assign(href);
}

function move(step: number): void {
  const all = rows();
  const here = all.findIndex((row) => row.classList.contains(CURRENT));
  const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
  if (!next) return;
  all[here]?.classList.remove(CURRENT);
  next.classList.add(CURRENT);
  next.querySelector<HTMLElement>("a")?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event)) return;
  if (document.querySelector("dialog[open]") || closest(event, "[role=tree], [data-menu]")) return;
  const down = event.key === "j" || event.key === "ArrowDown";
  const up = event.key === "k" || event.key === "ArrowUp";
  const current = document.querySelector<HTMLElement>(`tr.${CURRENT}`);
  if (down || up) {
    if (rows().length === 0) return;
    move(down ? 1 : -1);
  } else if (event.key === "Enter" && current && !closest(event, "a, button, summary")) {
    open(current, false);
  } else return;
  event.preventDefault();
}

export function startRows(): void {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => {
    const row = closest(event, "tr[data-href]");
    if (!row || closest(event, "a, button, input, label, summary") || getSelection()?.toString()) return;
    open(row, event.ctrlKey || event.metaKey);
  });
}
