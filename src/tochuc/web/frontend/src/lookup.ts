/** Form fields that choose a record: typing asks the server, arrows walk the answers, Enter or a click takes one. */
import { ACTIVE, clear, walk } from "./search.ts";
import { closest } from "./dom.ts";

interface Found {
  value: string | number;
  label: string;
  detail: string;
}

const WAIT_MS = 180;

interface Parts {
  text: HTMLInputElement;
  key: HTMLInputElement;
  box: HTMLElement;
  url: string;
}

function partsOf(field: HTMLElement): Parts | null {
  const text = field.querySelector<HTMLInputElement>("input[type=text]");
  const key = field.querySelector<HTMLInputElement>("input[type=hidden]");
  const box = field.querySelector<HTMLElement>(".lookup-results");
  const url = field.dataset["lookup"];
  return text && key && box && url ? { text, key, box, url } : null;
}

function option(found: Found, id: string): HTMLElement {
  const element = document.createElement("div");
  element.className = "result";
  element.id = id;
  element.setAttribute("role", "option");
  element.setAttribute("aria-selected", "false");
  element.dataset["value"] = String(found.value);
  element.dataset["label"] = found.label;
  const label = document.createElement("span");
  label.textContent = found.label;
  const detail = document.createElement("small");
  detail.textContent = found.detail;
  label.append(detail);
  element.append(label);
  return element;
}

function show(parts: Parts, found: Found[]): void {
  parts.box.replaceChildren(...found.map((one, index) => option(one, `${parts.box.id}-${index}`)));
  if (found.length === 0) {
    const none = document.createElement("div");
    none.className = "result-foot";
    none.textContent = "Không thấy gì; có thể gõ không dấu, hoặc gõ mã.";
    parts.box.append(none);
  }
  parts.text.setAttribute("aria-expanded", String(found.length > 0));
}

function take(parts: Parts, chosen: HTMLElement): void {
  parts.key.value = chosen.dataset["value"] ?? "";
  parts.text.value = chosen.dataset["label"] ?? "";
  clear(parts.box, parts.text);
  parts.key.dispatchEvent(new Event("change", { bubbles: true }));
}

async function ask(parts: Parts, query: string): Promise<void> {
  const response = await fetch(`${parts.url}?${new URLSearchParams({ q: query })}`, { headers: { Accept: "application/json" } });
  if (!response.ok || parts.text.value.trim() !== query) return;
  const { results } = (await response.json()) as { results: Found[] };
  show(parts, results);
}

function start(field: HTMLElement): void {
  const parts = partsOf(field);
  if (!parts) return;
  let timer = 0;
  parts.text.addEventListener("input", () => {
    parts.key.value = "";
    clearTimeout(timer);
    const query = parts.text.value.trim();
    if (query) timer = window.setTimeout(() => void ask(parts, query), WAIT_MS);
    else clear(parts.box, parts.text);
  });
  // Typing into a box within a filter must not send the filter before something is chosen.
  parts.text.addEventListener("change", (event) => {
    if (parts.text.value.trim()) event.stopPropagation();
  });
  parts.text.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      walk(parts.box, parts.text, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      const active = parts.box.querySelector<HTMLElement>(`.${ACTIVE}`);
      if (!active) return;
      event.preventDefault();
      take(parts, active);
    } else if (event.key === "Escape") clear(parts.box, parts.text);
  });
  parts.box.addEventListener("mousedown", (event) => {
    const chosen = closest(event, "[role=option]");
    if (!chosen) return;
    event.preventDefault();
    take(parts, chosen);
  });
  parts.text.addEventListener("blur", () => clear(parts.box, parts.text));
}

/** Fields of the page, and those that htmx brings later. */
export function startLookups(root: ParentNode = document): void {
  root.querySelectorAll<HTMLElement>("[data-lookup]:not([data-started])").forEach((field) => {
    field.dataset["started"] = "";
    start(field);
  });
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target instanceof Element) startLookups(event.target);
});
