/** `[data-dialog=ID]` opens the native dialog ID; `[data-dialog-close]` closes the one it is in; a click on the veil closes too. */
import { closest } from "./dom.ts";

export function openDialog(id: string): void {
  const dialog = document.getElementById(id);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

export function startDialogs(): void {
  document.addEventListener("click", (event) => {
    const opener = closest(event, "[data-dialog]");
    if (opener?.dataset["dialog"]) {
      event.preventDefault();
      openDialog(opener.dataset["dialog"]);
      return;
    }
    const veil = event.target instanceof HTMLDialogElement ? event.target : null;
    const inside = closest(event, "[data-dialog-close]")?.closest("dialog") ?? null;
    (inside ?? veil)?.close();
  });
}
