/**
 * Builds the front end into ../static/tochuc/dist: `node build.mjs [--watch]`.
 *
 * Tabler's style sheet is reduced to the families of classes named below. They are listed here, and not looked for in
 * the templates, so that a template may use any class of a family without the assets being built again.
 */
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { PurgeCSS } from "purgecss";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const dist = here("../static/tochuc/dist");

const TABLER_FAMILIES = [
  "alert", "align", "badge", "border", "btn", "card", "col", "container", "d", "flex", "font", "form", "fs",
  "fw", "g", "gap", "gx", "gy", "h", "hr", "input-group", "justify", "kbd", "lh", "list-inline",
  "list-unstyled", "m", "mb", "me", "ms", "mt", "mx", "my", "order", "overflow", "p", "pb", "pe", "position", "ps",
  "pt", "px", "py", "row", "rounded", "small", "spinner", "sticky", "subheader", "table", "text", "visually-hidden", "w",
];
const TABLER_UNWANTED = /(btn|bg|text|border|link|badge|alert)-.*(facebook|twitter|google|youtube|vimeo|dribbble|github|instagram|pinterest|vk|rss|flickr|bitbucket|tabler|linkedin|tiktok|gradient|purple|pink|indigo|lime|cyan|azure)|form-(imagecheck|colorinput|selectgroup)|btn-(animate|ghost|pill|square)|card-(img|stamp|rotate|cover|status|ribbon)/;

/** Tabler without the families that this interface does not use. */
async function tablerSubset() {
  const family = new RegExp(`^(${TABLER_FAMILIES.join("|")})(-|$)`);
  const [result] = await new PurgeCSS().purge({
    content: [],
    css: [here("node_modules/@tabler/core/dist/css/tabler.css")],
    safelist: [family, /^(html|body|\*|:root|[a-z]+[0-6]?)$/, /^data-bs-theme/],
    blocklist: [TABLER_UNWANTED],
    keyframes: true,
    fontFace: true,
  });
  await mkdir(here(".build"), { recursive: true });
  await writeFile(here(".build/tabler.css"), result.css);
}

/** One sprite of the icons listed in icons.txt; a name that Tabler does not know stops the build. */
async function iconSprite() {
  const names = (await readFile(here("icons.txt"), "utf8")).split("\n").filter(Boolean);
  const symbols = await Promise.all(names.map(async (name) => {
    const svg = await readFile(here(`node_modules/@tabler/icons/icons/outline/${name}.svg`), "utf8");
    const paths = [...svg.matchAll(/<path d="[^"]+" \/>/g)].map(([path]) => path).join("");
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" `
      + `stroke-linecap="round" stroke-linejoin="round">${paths}</symbol>`;
  }));
  await writeFile(`${dist}/icons.svg`, `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`);
}

/** Latin and Vietnamese only: the two subsets that Vietnamese text is made of. */
async function fonts() {
  await mkdir(`${dist}/fonts`, { recursive: true });
  for (const subset of ["latin", "vietnamese"]) {
    for (const style of ["normal", "italic"]) {
      await cp(here(`node_modules/@fontsource-variable/inter/files/inter-${subset}-wght-${style}.woff2`),
        `${dist}/fonts/inter-${subset}-${style}.woff2`);
    }
  }
  await cp(here("node_modules/@fontsource-variable/inter/LICENSE"), `${dist}/fonts/LICENSE`);
}

const options = {
  entryPoints: [
    { in: here("src/app.ts"), out: "app" },
    { in: here("src/css/app.css"), out: "app" },
    { in: here("src/charts/charts.ts"), out: "charts" },
    { in: here("src/theme.ts"), out: "theme" },
  ],
  outdir: dist,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome123", "firefox128", "safari17.5"],
  external: ["./fonts/*"],
  legalComments: "linked",
  logLevel: "warning",
};

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await tablerSubset();
await Promise.all([iconSprite(), fonts(), cp(here("src/logo.svg"), `${dist}/logo.svg`)]);
if (process.argv.includes("--watch")) {
  await (await esbuild.context(options)).watch();
} else {
  await esbuild.build(options);
}
