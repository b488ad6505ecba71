import type { ChartSpec, ImageSpec } from "../lab/outputs";
import { chartData, type DataTable, imageData } from "./chart-data";
import { drawChart } from "./chart-drawing";
import { coloursOf, contourGrid, heatGrid } from "./chart-grid";
import { chartNotes, imageNotes } from "./chart-notes";
import type { Measure, Scene } from "./chart-scene";
import { chartSummary, imageSummary } from "./chart-summary";
import { imageRange, imageScene } from "./image-scene";
import { shortNumber } from "./number-text";
import type { Strings } from "./strings";

/** A chart or an image, ready to be drawn, told and saved. */
export interface Picture {
  readonly kind: "chart" | "image";
  /** Its heading; empty where the demo gave none. */
  readonly title: string;
  /** What it is called where a name is needed. */
  readonly name: string;
  /** Its size does not depend on the room that there is. */
  readonly hasOwnSize: boolean;
  readonly summary: string;
  /** What the two ends of the colours mean. */
  readonly colours:
    | {
        readonly low: string;
        readonly high: string;
        readonly extent: readonly [number, number];
        readonly look: "one-sided" | "two-sided";
      }
    | undefined;
  readonly notes: readonly string[];
  scene(width: number, measure: Measure): Scene;
  data(): DataTable;
}

export function chartPicture(spec: ChartSpec, strings: Strings): Picture {
  return {
    kind: "chart",
    title: spec.title,
    name: spec.title || strings.chart.chart,
    hasOwnSize: false,
    // Made when it is drawn: of many updates only the last before a frame is.
    get summary() {
      return chartSummary(spec, strings);
    },
    get colours() {
      return coloursText(spec);
    },
    get notes() {
      return chartNotes(spec, strings);
    },
    scene: (width, measure) => drawChart(spec, width, measure, strings),
    data: () => chartData(spec, strings),
  };
}

function coloursText({ heat, contour, network, bars }: ChartSpec): Picture["colours"] {
  if (network || bars?.length) return undefined;
  const grid = heat ? heatGrid(heat) : contour?.filled ? contourGrid(contour) : undefined;
  if (!grid) return undefined;
  const extent = grid.extent ?? [0, 0];
  const [low, high] = extent.map((end) => shortNumber(visible(end, extent), 3));
  const look = heat ? coloursOf(grid, heat.boundary, 1).kind : "one-sided";
  return { low: low ?? "", high: high ?? "", extent, look };
}

/** No colour tells a thousandth of the range from 0. */
function visible(end: number, ends: readonly number[]): number {
  const most = Math.max(...ends.map(Math.abs));
  return Math.abs(end) < most / 1_000 ? 0 : end;
}

export function imagePicture(spec: ImageSpec, strings: Strings): Picture {
  const [low, high] = imageRange(spec).map((end) => shortNumber(end, 3));
  const isNumbered = spec.numbers === true;
  return {
    kind: "image",
    title: spec.title,
    name: spec.title || strings.chart.image,
    hasOwnSize: "values" in spec,
    summary: imageSummary(spec, low ?? "", high ?? "", strings),
    colours: undefined,
    notes: [...(isNumbered ? [] : [strings.imageRange(low ?? "", high ?? "")]), ...imageNotes(spec, strings)],
    scene: (width, measure) => imageScene(spec, width, measure, strings),
    data: () => imageData(spec, strings),
  };
}
