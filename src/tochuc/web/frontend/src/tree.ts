/**
 * The tree of organisations, keyboard as the ARIA tree pattern asks: up and down move, right opens or goes in, left
 * closes or goes out, Home and End jump, Enter follows the link. A branch that is opened for the first time sends
 * `tree:open`, on which htmx fetches its children.
 */
import { closest } from "./dom.ts";

const ITEM = "[role=treeitem]";

function visibleItems(tree: Element): HTMLElement[] {
  return [...tree.querySelectorAll<HTMLElement>(ITEM)].filter((item) => item.getClientRects().length > 0);
}

function focusItem(tree: Element, item: HTMLElement | null | undefined): void {
  if (!item) return;
  for (const other of tree.querySelectorAll(`${ITEM}[tabindex="0"]`)) other.setAttribute("tabindex", "-1");
  item.setAttribute("tabindex", "0");
  item.focus();
}

function setExpanded(item: HTMLElement, expanded: boolean): void {
  if (!item.hasAttribute("aria-expanded")) return;
  item.setAttribute("aria-expanded", String(expanded));
  if (expanded) item.dispatchEvent(new CustomEvent("tree:open"));
}

function right(tree: Element, item: HTMLElement): void {
  if (item.getAttribute("aria-expanded") === "false") setExpanded(item, true);
  else focusItem(tree, item.querySelector<HTMLElement>(ITEM));
}

function left(tree: Element, item: HTMLElement): void {
  if (item.getAttribute("aria-expanded") === "true") setExpanded(item, false);
  else focusItem(tree, item.parentElement?.closest<HTMLElement>(ITEM));
}

function onKey(event: KeyboardEvent): void {
  const item = closest(event, ITEM);
  const tree = closest(event, "[role=tree]");
  if (!item || !tree || event.ctrlKey || event.metaKey || event.altKey) return;
  const items = visibleItems(tree);
  const here = items.indexOf(item);
  const moves: Record<string, () => void> = {
    ArrowDown: () => focusItem(tree, items[here + 1]),
    ArrowUp: () => focusItem(tree, items[here - 1]),
    ArrowRight: () => right(tree, item),
    ArrowLeft: () => left(tree, item),
    Home: () => focusItem(tree, items[0]),
    End: () => focusItem(tree, items.at(-1)),
    Enter: () => item.querySelector<HTMLAnchorElement>(":scope > .tree-row a")?.click(),
  };
  const act = moves[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

export function startTrees(): void {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => {
    const item = closest(event, ".tree-toggle")?.closest<HTMLElement>(ITEM);
    if (item) setExpanded(item, item.getAttribute("aria-expanded") !== "true");
  });
}
