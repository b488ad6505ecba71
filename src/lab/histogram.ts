import type { Histogram } from "./outputs";
import { labelled, type Numbers } from "./room";
import { niceStep } from "./steps-of-ten";
import { t } from "./text";

export interface HistogramMark {
  readonly label?: string;
  /** The values themselves; how many fall into each bin is counted here. */
  readonly values: Numbers;
}

export interface HistogramOptions {
  /** How many bins of equal width share the range of the values; found from the data where absent. */
  readonly bins?: number;
  /** Heights are densities instead of counts, so that samples of different size can be compared. */
  readonly density?: boolean;
}

const fewestBins = 5;
const mostBins = 100;

/** Counts the values of all marks in the same bins. */
export function histogramOf(marks: readonly HistogramMark[], options: HistogramOptions): Histogram {
  const samples = marks.map((mark) => finiteSorted(mark.values));
  const edges = binEdges(samples, options.bins);
  return {
    edges,
    series: marks.map((mark, i) => ({
      ...labelled(mark),
      heights: heightsOf(samples[i], edges, options.density === true),
      counted: samples[i].length,
      notFinite: mark.values.length - samples[i].length,
    })),
    ...(options.density === true && { density: true }),
  };
}

function finiteSorted(values: Numbers): Float64Array {
  return Float64Array.from(values, Number).filter(Number.isFinite).sort();
}

function binEdges(samples: readonly Float64Array[], bins: number | undefined): number[] {
  const filled = samples.filter((sample) => sample.length > 0);
  if (filled.length === 0) return [0, 1];
  const low = Math.min(...filled.map((sample) => sample[0]));
  const high = Math.max(...filled.map((sample) => sample[sample.length - 1]));
  if (bins === undefined && low === high) return equalEdges(low, high, 1);
  if (bins === undefined) return roundEdges(low, high, binWidth(filled, low, high));
  if (!(Number.isInteger(bins) && bins >= 1 && bins <= mostBins)) {
    throw new Error(
      t(
        `A histogram has 1 to ${mostBins} bins, not ${bins}.`,
        `直方图的组数是 1 到 ${mostBins}，不能是 ${bins}。`,
      ),
    );
  }
  return equalEdges(low, high, bins);
}

/** A range that has no width, or none that a number can hold, is one bin. */
function equalEdges(low: number, high: number, bins: number): number[] {
  if (low === high) {
    const half = Math.max(0.5, Math.abs(low) * 1e-9);
    return [Math.max(-Number.MAX_VALUE, low - half), Math.min(Number.MAX_VALUE, low + half)];
  }
  const edges = Array.from({ length: bins + 1 }, (_, i) =>
    i === bins ? high : low + ((high - low) * i) / bins,
  );
  return rises(edges) ? edges : [low, high];
}

function rises(edges: readonly number[]): boolean {
  return edges.every((edge, i) => Number.isFinite(edge) && (i === 0 || edge > edges[i - 1]));
}

/**
 * The narrower of Freedman and Diaconis' width, 2·IQR / n^⅓, and Sturges', range / (log₂ n + 1): the first
 * suits many values, the second few. Rounded to 1, 2 or 5 times a power of ten; whole numbers are not split.
 */
function binWidth(samples: readonly Float64Array[], low: number, high: number): number {
  const widths = samples.map((sample) => {
    const spread =
      sample[Math.floor(0.75 * (sample.length - 1))] - sample[Math.floor(0.25 * (sample.length - 1))];
    return (2 * spread) / Math.cbrt(sample.length);
  });
  const range = high - low;
  const sturges = range / (Math.log2(Math.max(...samples.map((sample) => sample.length))) + 1);
  const narrow = Math.min(sturges, ...widths.filter((width) => width > 0));
  const whole = samples.every((sample) => sample.every(Number.isInteger));
  const width = niceStep(Math.min(range / fewestBins, Math.max(range / (0.8 * mostBins), narrow)));
  return whole ? Math.max(1, width) : width;
}

/** Edges at multiples of the width; whole numbers one wide stand in the middle of their bins. */
function roundEdges(low: number, high: number, width: number): number[] {
  const offset = width === 1 && Number.isInteger(low) && Number.isInteger(high) ? 0.5 : 0;
  const first = Math.floor(low / width + offset);
  const last = Math.max(first + 1, Math.floor(high / width + offset) + 1);
  if (!(last - first <= 2 * mostBins)) return equalEdges(low, high, fewestBins);
  const edges = Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i - offset) * width).toPrecision(12)),
  );
  // Rounding can leave a hair of the range outside.
  edges[0] = Math.min(edges[0], low);
  edges[edges.length - 1] = Math.max(edges[edges.length - 1], high);
  return rises(edges) ? edges : equalEdges(low, high, fewestBins);
}

/** The last bin holds its upper edge too. */
function heightsOf(sorted: Float64Array, edges: readonly number[], density: boolean): number[] {
  const heights: number[] = new Array(edges.length - 1).fill(0);
  let bin = 0;
  for (const value of sorted) {
    while (bin < heights.length - 1 && value >= edges[bin + 1]) bin++;
    heights[bin]++;
  }
  if (!density || sorted.length === 0) return heights;
  return heights.map((count, i) => count / (sorted.length * (edges[i + 1] - edges[i])));
}
