/** Loaded in the head, before the first paint: sets the theme and the width of the sidebar, so that nothing flashes or jumps. */
import { recall } from "./storage.ts";

const dark = matchMedia("(prefers-color-scheme: dark)");

function apply(): void {
  const choice = recall("theme") ?? "auto";
  const theme = choice === "auto" ? (dark.matches ? "dark" : "light") : choice;
  document.documentElement.dataset["bsTheme"] = theme;
  document.documentElement.dataset["sidebar"] = recall("sidebar") ?? "wide";
}

apply();
dark.addEventListener("change", apply);
document.addEventListener("tochuc:theme", apply);
