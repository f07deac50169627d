import assert from "node:assert/strict";
import { test } from "node:test";
import { chartOptions, formatNumber, formatValue, tooltipText, type ChartData, type Palette } from "./options.ts";

const admissions: ChartData = {
  type: "bar", labels: ["2022", "2023"], series: [{ name: "Kết nạp", values: [1893, 1967] }], unit: "đảng viên",
};
const palette: Palette = { ink: "#000", quiet: "#555", line: "#ddd", surface: "#fff", series: ["#900"], font: "Inter" };

test("numbers are written the Vietnamese way", () => {
  assert.equal(formatNumber(57012), "57.012");
  assert.equal(formatNumber(90.51, 1), "90,5");
  assert.equal(formatNumber(3, 1), "3");
});

test("a missing value is a dash and not a zero", () => {
  assert.equal(formatNumber(null), "–");
  assert.equal(formatValue(undefined, admissions), "–");
  assert.equal(formatNumber(0), "0");
});

test("a value is printed with what it counts; a percent sign stands close", () => {
  assert.equal(formatValue(1967, admissions), "1.967 đảng viên");
  assert.equal(formatValue(90.5, { ...admissions, unit: "%", decimals: 1 }), "90,5%");
});

test("the tooltip names each series only when there are several", () => {
  assert.equal(tooltipText(admissions, 1), "2023\n1.967 đảng viên");
  const two = { ...admissions, series: [...admissions.series, { name: "Chỉ tiêu", values: [1850, null] }] };
  assert.equal(tooltipText(two, 1), "2023\nKết nạp: 1.967 đảng viên\nChỉ tiêu: –");
});

test("tooltips are drawn, not written as HTML, so that the content security policy holds", () => {
  const options = chartOptions(admissions, palette, false) as { tooltip: { renderMode: string } };
  assert.equal(options.tooltip.renderMode, "richText");
});

test("a horizontal chart puts its labels on the vertical axis, first on top", () => {
  const options = chartOptions({ ...admissions, horizontal: true }, palette, false) as unknown as {
    yAxis: { data: string[]; inverse: boolean };
  };
  assert.deepEqual(options.yAxis.data, ["2022", "2023"]);
  assert.equal(options.yAxis.inverse, true);
});

test("who asked for reduced motion gets a chart that stands still", () => {
  assert.equal((chartOptions(admissions, palette, true) as { animation: boolean }).animation, false);
});
