/** The nearest ancestor of an event's target (or the target) that matches, typed. */
export function closest(event: Event, selector: string): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
}

/** True while the user types text, so that single-letter shortcuts must keep out of the way. */
export function isTyping(event: Event): boolean {
  return closest(event, "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]") !== null;
}

export function isVisible(element: HTMLElement): boolean {
  return element.getClientRects().length > 0;
}
