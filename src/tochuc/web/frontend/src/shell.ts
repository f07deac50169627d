/** Sidebar (narrow or wide, off-canvas on small screens), remembered groups, choice of theme, printing. */
import { closest } from "./dom.ts";
import { recall, remember } from "./storage.ts";

const root = document.documentElement;

function showThemeChoice(): void {
  const choice = recall("theme") ?? "auto";
  for (const item of document.querySelectorAll<HTMLElement>("[data-theme-choice]")) {
    item.setAttribute("aria-checked", String(item.dataset["themeChoice"] === choice));
  }
}

function chooseTheme(choice: string): void {
  remember("theme", choice);
  document.dispatchEvent(new CustomEvent("tochuc:theme"));
  showThemeChoice();
}

function toggleWidth(): void {
  const narrow = root.dataset["sidebar"] !== "narrow";
  root.dataset["sidebar"] = narrow ? "narrow" : "wide";
  remember("sidebar", narrow ? "narrow" : "wide");
}

function toggleCanvas(open: boolean): void {
  const sidebar = document.getElementById("sidebar");
  const button = document.querySelector<HTMLElement>("[data-sidebar-open]");
  if (!sidebar || !button) return;
  sidebar.classList.toggle("is-open", open);
  button.setAttribute("aria-expanded", String(open));
  document.querySelector<HTMLElement>("[data-sidebar-close]")?.toggleAttribute("hidden", !open);
  if (open) sidebar.querySelector<HTMLElement>("a")?.focus();
  else if (sidebar.contains(document.activeElement)) button.focus();
}

function restoreGroups(): void {
  for (const group of document.querySelectorAll<HTMLDetailsElement>("details[data-remember]")) {
    const key = `open.${group.dataset["remember"]}`;
    const kept = recall(key);
    const holdsPage = group.querySelector("[aria-current]") !== null;
    if (kept !== null) group.open = kept === "1" || holdsPage;
    group.addEventListener("toggle", () => remember(key, group.open ? "1" : "0"));
  }
}

export function startShell(): void {
  restoreGroups();
  showThemeChoice();
  document.addEventListener("click", (event) => {
    const theme = closest(event, "[data-theme-choice]")?.dataset["themeChoice"];
    if (theme) chooseTheme(theme);
    if (closest(event, "[data-print]")) print();
    if (closest(event, "[data-sidebar-width]")) toggleWidth();
    if (closest(event, "[data-sidebar-open]")) toggleCanvas(true);
    if (closest(event, "[data-sidebar-close]")) toggleCanvas(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") toggleCanvas(false);
  });
}
