/** Menus: `[data-menu]` holds a button with aria-expanded and a `.menu-panel`. Arrows move, Esc closes and returns the focus. */
import { closest } from "./dom.ts";

function parts(menu: Element): { button: HTMLElement | null; panel: HTMLElement | null } {
  return { button: menu.querySelector("[aria-expanded]"), panel: menu.querySelector(".menu-panel") };
}

function setOpen(menu: Element, open: boolean): void {
  const { button, panel } = parts(menu);
  button?.setAttribute("aria-expanded", String(open));
  panel?.toggleAttribute("hidden", !open);
}

function closeOthers(except: Element | null): void {
  for (const menu of document.querySelectorAll("[data-menu]")) if (menu !== except) setOpen(menu, false);
}

function onKey(event: KeyboardEvent): void {
  const menu = closest(event, "[data-menu]");
  if (!menu) return;
  const { button, panel } = parts(menu);
  if (!button || !panel) return;
  if (event.key === "Escape" && !panel.hidden) {
    setOpen(menu, false);
    button.focus();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    setOpen(menu, true);
    const items = [...panel.querySelectorAll<HTMLElement>("a[href], button")];
    const step = event.key === "ArrowDown" ? 1 : -1;
    const here = items.indexOf(document.activeElement as HTMLElement);
    const next = here < 0 ? (step > 0 ? 0 : items.length - 1) : (here + step + items.length) % items.length;
    items[next]?.focus();
  }
}

export function startMenus(): void {
  document.addEventListener("click", (event) => {
    const menu = closest(event, "[data-menu]");
    closeOthers(menu);
    if (!menu) return;
    const { button, panel } = parts(menu);
    if (button?.contains(event.target as Node)) setOpen(menu, panel?.hasAttribute("hidden") ?? false);
  });
  document.addEventListener("keydown", onKey);
  document.addEventListener("focusin", (event) => closeOthers(closest(event, "[data-menu]")));
}
