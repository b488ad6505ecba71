import type { ChartSpec } from "../lab/outputs";
import { extentOf, shortNumber } from "./number-text";
import type { Strings } from "./strings";

/** One sentence that tells what the chart shows, for those who cannot see it. */
export function chartSummary(spec: ChartSpec, strings: Strings): string {
  if (spec.summary !== undefined) return `${spec.title}. ${spec.summary}`;
  const parts = [...heatParts(spec, strings), ...lineParts(spec, strings), ...pointParts(spec, strings)];
  for (const mark of spec.bars ?? []) {
    const bars = mark.names.slice(0, 12).map((name, i) => {
      return strings.chart.bar(name, shortNumber(mark.values[i] ?? Number.NaN));
    });
    parts.push([mark.label, bars.join(", ")].filter(Boolean).join(": "));
  }
  return `${spec.title}. ${parts.join("; ")}.`;
}

function lineParts(spec: ChartSpec, strings: Strings): string[] {
  return (spec.lines ?? []).map((line, i) => {
    const label = line.label ?? `${strings.chart.series} ${i + 1}`;
    const known = line.y.filter(Number.isFinite);
    const [first] = known;
    const last = known.at(-1);
    return first === undefined || last === undefined
      ? strings.chart.empty(label)
      : strings.chart.lineFromTo(label, shortNumber(first), shortNumber(last));
  });
}

function pointParts(spec: ChartSpec, strings: Strings): string[] {
  return (spec.points ?? []).map((mark, i) =>
    strings.chart.points(mark.label ?? `${strings.chart.group} ${i + 1}`, mark.x.length),
  );
}

function heatParts(spec: ChartSpec, strings: Strings): string[] {
  if (!spec.heat) return [];
  const { values, boundary } = spec.heat;
  const [low, high] = extentOf(values.flat()) ?? [0, 0];
  const parts = [
    strings.chart.heat(values.length, values[0]?.length ?? 0, shortNumber(low), shortNumber(high)),
  ];
  if (boundary !== undefined) parts.push(strings.chart.boundary(shortNumber(boundary)));
  return parts;
}
