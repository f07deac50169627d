/** Short notices in the corner. Good news goes away by itself; a warning or an error stays until it is closed. */
import { closest } from "./dom.ts";

export type Level = "info" | "success" | "warning" | "error";
const STAY_MS = 6000;
const ICONS: Record<Level, string> = {
  info: "info-circle", success: "circle-check", warning: "alert-triangle", error: "alert-circle",
};

function corner(): HTMLElement | null {
  return document.getElementById("toasts");
}

function expire(note: HTMLElement): void {
  if (!note.matches(".is-error, .is-warning")) window.setTimeout(() => note.remove(), STAY_MS);
}

function icon(name: string): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `${corner()?.dataset["icons"] ?? ""}#${name}`);
  svg.append(use);
  return svg;
}

/** Shows a sentence; the same sentence is never stacked twice. */
export function toast(sentence: string, level: Level = "info"): void {
  const place = corner();
  if (!place || [...place.children].some((note) => note.querySelector("div")?.textContent === sentence)) return;
  const note = document.createElement("div");
  note.className = `toast-note is-${level}`;
  note.setAttribute("role", level === "error" ? "alert" : "status");
  const text = document.createElement("div");
  text.textContent = sentence;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn btn-quiet btn-icon";
  close.dataset["toastClose"] = "";
  close.setAttribute("aria-label", "Đóng thông báo");
  close.append(icon("x"));
  note.append(icon(ICONS[level]), text, close);
  place.append(note);
}

export function startToasts(): void {
  const place = corner();
  if (!place) return;
  for (const note of place.querySelectorAll<HTMLElement>(".toast-note")) expire(note);
  new MutationObserver((records) => {
    for (const record of records) {
      for (const node of record.addedNodes) if (node instanceof HTMLElement) expire(node);
    }
  }).observe(place, { childList: true });
  document.addEventListener("click", (event) => closest(event, "[data-toast-close]")?.closest(".toast-note")?.remove());
}
