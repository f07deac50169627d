/** Draws every `figure[data-chart=ID]` from the JSON in the element ID; follows the theme, the width, and what htmx brings. */
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { chartOptions, type ChartData, type Palette } from "./options.ts";

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

const drawn = new Map<HTMLElement, { chart: EChartsType; data: ChartData }>();

function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: read("--ink"), quiet: read("--ink-3"), line: read("--line"), surface: read("--surface"),
    series: [1, 2, 3, 4, 5, 6].map((n) => read(`--series-${n}`)),
    font: getComputedStyle(document.body).fontFamily,
  };
}

function paint(chart: EChartsType, data: ChartData): void {
  chart.setOption(chartOptions(data, palette(), matchMedia("(prefers-reduced-motion: reduce)").matches), true);
}

function draw(figure: HTMLElement): void {
  const source = document.getElementById(figure.dataset["chart"] ?? "");
  const canvas = figure.querySelector<HTMLElement>(".chart-canvas");
  if (!source || !canvas || drawn.has(canvas)) return;
  const data = JSON.parse(source.textContent ?? "") as ChartData;
  const chart = init(canvas, null, { renderer: "svg" });
  paint(chart, data);
  chart.on("click", ({ dataIndex }) => {
    const link = data.links?.[dataIndex];
    if (link) location.assign(link);
  });
  new ResizeObserver(() => chart.resize()).observe(canvas);
  drawn.set(canvas, { chart, data });
}

function forgetRemoved(): void {
  for (const [canvas, { chart }] of drawn) {
    if (canvas.isConnected) continue;
    chart.dispose();
    drawn.delete(canvas);
  }
}

function drawAll(): void {
  forgetRemoved();
  for (const figure of document.querySelectorAll<HTMLElement>("figure[data-chart]")) draw(figure);
}

function repaint(): void {
  for (const { chart, data } of drawn.values()) paint(chart, data);
}

new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
document.addEventListener("htmx:load", drawAll);
/* Labels are measured: they are drawn again once the font is there. */
void document.fonts.ready.then(() => {
  drawAll();
  repaint();
});
drawAll();
