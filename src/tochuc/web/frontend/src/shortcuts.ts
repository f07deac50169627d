/** One-key shortcuts: `/` search, `?` help, `g h` home, and any element with `data-shortcut`. They rest while text is typed. */
import { openDialog } from "./dialogs.ts";
import { isTyping, isVisible } from "./dom.ts";

const SEQUENCE_MS = 1200;
let pending = "";
let timer = 0;

function follow(keys: string): boolean {
  const selector = `[data-shortcut="${CSS.escape(keys)}"]`;
  const target = [...document.querySelectorAll<HTMLElement>(selector)].find(isVisible);
  target?.click();
  return target !== undefined;
}

function focusSearch(): void {
  const input = document.getElementById("search-input");
  if (input instanceof HTMLInputElement) {
    input.focus();
    input.select();
  }
}

function remember(keys: string): void {
  pending = keys;
  clearTimeout(timer);
  timer = window.setTimeout(() => (pending = ""), SEQUENCE_MS);
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (isTyping(event) || document.querySelector("dialog[open]")) return;
  const keys = pending ? `${pending} ${event.key}` : event.key;
  pending = "";
  if (keys === "/") focusSearch();
  else if (keys === "?") openDialog("help-dialog");
  else if (keys === "g") return remember("g");
  else if (!follow(keys)) return;
  event.preventDefault();
}

export function startShortcuts(): void {
  document.addEventListener("keydown", onKey);
}
