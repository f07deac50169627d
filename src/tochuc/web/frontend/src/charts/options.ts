/** From a chart's data, as the page carries it, to the options that ECharts draws. Pure, and tested without a browser. */
import type { EChartsCoreOption } from "echarts/core";

export interface Series {
  name: string;
  values: (number | null)[];
}

export interface ChartData {
  type: "line" | "bar";
  labels: string[];
  series: Series[];
  /** What is counted, printed after a value: "đảng viên", "%". */
  unit?: string;
  decimals?: number;
  stacked?: boolean;
  horizontal?: boolean;
  /** Where a click on the n-th label leads. */
  links?: string[];
}

export interface Palette {
  ink: string;
  quiet: string;
  line: string;
  surface: string;
  series: string[];
  font: string;
}

/** Room for the names of units on a vertical axis, in pixels; a longer name is cut and stands in full in the tooltip. */
const LABEL_WIDTH = 170;

/** "1967" → "1.967"; a missing value is a dash, never a zero. */
export function formatNumber(value: number | null | undefined, decimals = 0): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  return new Intl.NumberFormat("vi-VN", { minimumFractionDigits: 0, maximumFractionDigits: decimals }).format(value);
}

export function formatValue(value: number | null | undefined, data: ChartData): string {
  const number = formatNumber(value, data.decimals ?? 0);
  if (!data.unit || number === "–") return number;
  return data.unit === "%" ? `${number}%` : `${number} ${data.unit}`;
}

/** Lines of the tooltip; plain text, since HTML tooltips need inline styles, which the content security policy forbids. */
export function tooltipText(data: ChartData, index: number): string {
  const lines = data.series.map((series) => {
    const value = formatValue(series.values[index], data);
    return data.series.length > 1 ? `${series.name}: ${value}` : value;
  });
  return [data.labels[index] ?? "", ...lines].join("\n");
}

function axes(data: ChartData, palette: Palette): EChartsCoreOption {
  const category = {
    type: "category",
    data: data.labels,
    inverse: data.horizontal === true,
    boundaryGap: data.type === "bar",
    axisTick: { show: false },
    axisLine: { lineStyle: { color: palette.line } },
    axisLabel: { color: palette.quiet, hideOverlap: !data.horizontal, ...(data.horizontal && { width: LABEL_WIDTH, overflow: "truncate" }) },
  };
  const value = {
    type: "value",
    scale: data.type === "line",
    splitNumber: 4,
    splitLine: { lineStyle: { color: palette.line, type: [3, 3] } },
    axisLabel: { color: palette.quiet, hideOverlap: true, formatter: (number: number) => formatNumber(number, data.decimals ?? 0) },
  };
  return data.horizontal ? { xAxis: value, yAxis: category } : { xAxis: category, yAxis: value };
}

function drawnSeries(data: ChartData, palette: Palette): EChartsCoreOption[] {
  return data.series.map((series) => ({
    name: series.name,
    type: data.type,
    data: series.values,
    connectNulls: false,
    ...(data.stacked && { stack: "all" }),
    ...(data.type === "line"
      ? { symbol: "circle", symbolSize: 6, showSymbol: data.labels.length <= 24, lineStyle: { width: 2 } }
      : { barMaxWidth: 26, barCategoryGap: "35%" }),
    label: {
      show: data.type === "bar" && data.series.length === 1 && data.labels.length <= 16,
      position: data.horizontal ? "right" : "top",
      color: palette.ink,
      formatter: ({ value }: { value: number | null }) => formatNumber(value, data.decimals ?? 0),
    },
    cursor: data.links ? "pointer" : "default",
  }));
}

export function chartOptions(data: ChartData, palette: Palette, still: boolean): EChartsCoreOption {
  return {
    animation: !still,
    animationDuration: 250,
    color: palette.series,
    textStyle: { fontFamily: palette.font, color: palette.ink },
    grid: { left: 8, right: data.horizontal ? 48 : 16, top: data.series.length > 1 ? 36 : 20, bottom: 4, containLabel: true },
    legend: { show: data.series.length > 1, top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 8, textStyle: { color: palette.ink } },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      confine: true,
      axisPointer: { type: data.type === "bar" ? "shadow" : "line", lineStyle: { color: palette.quiet } },
      backgroundColor: palette.surface,
      borderColor: palette.line,
      textStyle: { color: palette.ink, fontSize: 13, lineHeight: 19 },
      formatter: (points: { dataIndex: number }[]) => tooltipText(data, points[0]?.dataIndex ?? 0),
    },
    ...axes(data, palette),
    series: drawnSeries(data, palette),
  };
}
