import type { ChartSpec, ImageSpec } from "../lab/outputs";
import { contourGrid, heatGrid } from "./chart-grid";
import { binText } from "./chart-histogram";
import { shortNumber } from "./number-text";
import type { Strings } from "./strings";

/** More captions than this would be a list, not a sentence. */
const mostNamed = 12;

/** One sentence that tells what the chart shows, for those who cannot see it. */
export function chartSummary(spec: ChartSpec, strings: Strings): string {
  if (spec.summary !== undefined) return afterTitle(spec.title, spec.summary);
  const parts = [
    ...heatParts(spec, strings),
    ...contourParts(spec, strings),
    ...histogramParts(spec, strings),
    ...networkParts(spec, strings),
    ...lineParts(spec, strings),
    ...pointParts(spec, strings),
    ...arrowParts(spec, strings),
    ...barParts(spec, strings),
  ];
  return afterTitle(spec.title, `${parts.join("; ")}.`);
}

function afterTitle(title: string, text: string): string {
  return title === "" ? text : `${title}. ${text}`;
}

function barParts(spec: ChartSpec, strings: Strings): string[] {
  return (spec.bars ?? []).map((mark) => {
    const bars = mark.names
      .slice(0, mostNamed)
      .map((name, i) => strings.chart.bar(name, shortNumber(mark.values[i] ?? Number.NaN)));
    return [mark.label, bars.join(", ")].filter(Boolean).join(": ");
  });
}

function lineParts(spec: ChartSpec, strings: Strings): string[] {
  const lines = spec.lines ?? [];
  return lines.map((line, i) => {
    const alone = lines.length === 1 ? (spec.y?.label ?? strings.chart.onlyLine) : strings.chart.line(i + 1);
    const label = line.label ?? alone;
    // The path of an optimiser is told by its places, any other line by its heights.
    const texts = line.y.flatMap((y, n) => {
      if (!Number.isFinite(y)) return [];
      return [
        line.ends && line.x ? `(${shortNumber(line.x[n] ?? Number.NaN)}, ${shortNumber(y)})` : shortNumber(y),
      ];
    });
    const [first, last] = [texts[0], texts.at(-1)];
    return first === undefined || last === undefined
      ? strings.chart.empty(label)
      : strings.chart.lineFromTo(label, first, last);
  });
}

function pointParts(spec: ChartSpec, strings: Strings): string[] {
  return (spec.points ?? []).map((mark, i) =>
    strings.chart.points(mark.label ?? `${strings.chart.group} ${i + 1}`, mark.x.length),
  );
}

function heatParts(spec: ChartSpec, strings: Strings): string[] {
  if (!spec.heat) return [];
  const { boundary } = spec.heat;
  const { rows, columns, extent } = heatGrid(spec.heat);
  const [low, high] = extent ?? [0, 0];
  const parts = [strings.chart.heat(rows, columns, shortNumber(low), shortNumber(high))];
  if (boundary !== undefined) parts.push(strings.chart.boundary(shortNumber(boundary)));
  return parts;
}

function contourParts({ contour }: ChartSpec, strings: Strings): string[] {
  if (!contour) return [];
  const { values, rows, columns, x, y, extent } = contourGrid(contour);
  const [low, high] = extent ?? [0, 0];
  const at = values.indexOf(low);
  const lowestX = x[0] + ((x[1] - x[0]) * (at % columns)) / Math.max(1, columns - 1);
  const lowestY = y[1] + ((y[0] - y[1]) * Math.floor(at / columns)) / Math.max(1, rows - 1);
  return [
    strings.chart.contour(
      shortNumber(low),
      shortNumber(high),
      shortNumber(lowestX, 3),
      shortNumber(lowestY, 3),
    ),
  ];
}

function histogramParts({ histogram }: ChartSpec, strings: Strings): string[] {
  if (!histogram) return [];
  const { edges, series } = histogram;
  return series.map(({ label, heights, counted }, n) => {
    const name = label ?? `${strings.chart.series} ${n + 1}`;
    const filled = [...heights.keys()].filter((i) => (heights[i] ?? 0) > 0);
    const [first, last] = [filled[0], filled.at(-1)];
    if (first === undefined || last === undefined) return strings.chart.empty(name);
    const fullest = filled.reduce((best, i) => ((heights[i] ?? 0) > (heights[best] ?? 0) ? i : best), first);
    const [low, high] = [shortNumber(edges[first] ?? 0), shortNumber(edges[last + 1] ?? 0)];
    return (
      strings.chart.histogram(name, counted, low, high) +
      strings.chart.comma +
      strings.chart.fullest(binText(edges, fullest))
    );
  });
}

function networkParts({ network }: ChartSpec, strings: Strings): string[] {
  if (!network) return [];
  const sizes = network.layers.map((layer) => layer.size).join(", ");
  const weights = network.weights.flat(2).filter(Number.isFinite);
  const parts = [strings.chart.network(sizes)];
  if (weights.length > 0) {
    const strongest = weights.reduce((best, weight) => (Math.abs(weight) > Math.abs(best) ? weight : best));
    parts.push(strings.chart.strongestWeight(weights.length, shortNumber(strongest)));
  }
  return parts;
}

function arrowParts(spec: ChartSpec, strings: Strings): string[] {
  return (spec.arrows ?? []).map(({ label, x, y, dx, dy }) => {
    let longest = -1;
    let most = -1;
    for (let i = 0; i < x.length; i++) {
      const length = Math.hypot(dx[i] ?? Number.NaN, dy[i] ?? Number.NaN);
      if (Number.isFinite(length) && length > most) [longest, most] = [i, length];
    }
    const text = strings.chart.arrows(label ?? strings.chart.arrow, x.length);
    if (longest < 0) return text;
    const [ux, uy, px, py] = [dx, dy, x, y].map((list) => shortNumber(list[longest] ?? 0, 3));
    return text + strings.chart.comma + strings.chart.longestArrow(`(${ux}, ${uy})`, px ?? "", py ?? "");
  });
}

/** One sentence that tells what an image, or several, show. */
export function imageSummary(spec: ImageSpec, low: string, high: string, strings: Strings): string {
  if ("values" in spec) {
    const columns = spec.values.reduce((widest, row) => Math.max(widest, row.length), 0);
    return afterTitle(spec.title, `${strings.imageSummary(spec.values.length, columns, low, high)}.`);
  }
  const captions = spec.images.flatMap(({ caption }) => caption ?? []);
  const shown = captions.slice(0, mostNamed).join("; ") + (captions.length > mostNamed ? "; …" : "");
  return afterTitle(
    spec.title,
    `${strings.chart.images(spec.images.length)}${shown === "" ? "" : `: ${shown}`}.`,
  );
}
