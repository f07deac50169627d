/** htmx, the thin loading bar, and a sentence for every request that fails. Nothing is swapped in when a request fails, so nothing typed is lost. */
import htmx from "htmx.org";
import { openDialog } from "./dialogs.ts";
import { failureSentence } from "./sentences.ts";
import { toast } from "./toasts.ts";

interface RequestDetail {
  xhr: XMLHttpRequest;
  shouldSwap?: boolean;
}

const SHOW_AFTER_MS = 150;
let running = 0;
let timer = 0;

function setBusy(change: number): void {
  running = Math.max(0, running + change);
  const bar = document.getElementById("loading-bar");
  clearTimeout(timer);
  if (running === 0) bar?.classList.remove("is-on");
  else timer = window.setTimeout(() => bar?.classList.add("is-on"), SHOW_AFTER_MS);
}

/** A session that ended answers every request with the sign-in page, which must never be swapped into a fragment. */
function wasSentToSignIn(xhr: XMLHttpRequest): boolean {
  const signIn = document.body.dataset["signIn"];
  if (!signIn || !xhr.responseURL) return false;
  return new URL(xhr.responseURL).pathname === signIn && location.pathname !== signIn;
}

function detailOf(event: Event): RequestDetail {
  return (event as CustomEvent<RequestDetail>).detail;
}

/** An address to share names only the filters in use: not the empty ones, nor the text beside a key that was looked up. */
document.addEventListener("htmx:configRequest", (event) => {
  const { elt, formData } = (event as CustomEvent<{ elt: Element; formData: FormData }>).detail;
  if (!elt.matches("form[data-lean]")) return;
  for (const [name, value] of [...formData.entries()]) {
    if (value === "" || (name.endsWith("__shown") && formData.get(name.slice(0, -"__shown".length)))) formData.delete(name);
  }
});
document.addEventListener("htmx:beforeRequest", () => setBusy(1));
document.addEventListener("htmx:afterRequest", () => setBusy(-1));
document.addEventListener("htmx:beforeSwap", (event) => {
  const detail = detailOf(event);
  if (!wasSentToSignIn(detail.xhr)) return;
  detail.shouldSwap = false;
  openDialog("session-dialog");
});
document.addEventListener("htmx:responseError", (event) => toast(failureSentence(detailOf(event).xhr.status), "error"));
document.addEventListener("htmx:sendError", () => toast(failureSentence(0), "error"));
document.addEventListener("htmx:timeout", () => toast(failureSentence(504), "error"));

export { htmx };
