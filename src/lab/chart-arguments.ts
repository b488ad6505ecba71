import {
  anything,
  type Check,
  listOf,
  number,
  numbers,
  objectWith,
  oneOf,
  optional,
  pairOfNumbers,
  rowsOfNumbers,
} from "./arguments";
import type { ChartInput } from "./chart";
import { refuse } from "./checks";
import type { HistogramMark } from "./histogram";
import type { LayerInput, NetworkInput } from "./network";
import type {
  ArrowsMark,
  AxisSpec,
  BarsMark,
  HeatMark,
  ImageGrid,
  ImageTile,
  LineMark,
  PointsMark,
  SingleImage,
} from "./outputs";
import type { Numbers } from "./room";
import type { ContourInput, FieldInput } from "./surface";
import { t } from "./text";

/** What a chart and an image may be made of. */

const scale = optional(oneOf("linear", "log"));
const axis = optional(objectWith<AxisSpec>({ label: anything, scale, range: optional(pairOfNumbers) }));

const heat = objectWith<HeatMark<Numbers>>({
  values: rowsOfNumbers,
  x: optional(pairOfNumbers),
  y: optional(pairOfNumbers),
  boundary: anything,
});

const contour = objectWith<ContourInput>({
  values: functionOr(rowsOfNumbers),
  x: pairOfNumbers,
  y: pairOfNumbers,
  levels: anything,
  scale,
  filled: anything,
});

const network = objectWith<NetworkInput>({
  layers: listOf(
    objectWith<LayerInput>({
      label: anything,
      units: numberOr(numbers),
      names: optional(numbers),
      maps: optional(listOf(rowsOfNumbers)),
    }),
  ),
  weights: optional(listOf(rowsOfNumbers)),
});

const aFunction: Check = (caller, name, value) => {
  if (typeof value !== "function") refuse(caller, name, t("a function of x and y", "x 和 y 的函数"), value);
};
const arrows = objectWith<ArrowsMark<Numbers>>({
  label: anything,
  x: numbers,
  y: numbers,
  dx: numbers,
  dy: numbers,
});
const field = objectWith<FieldInput>({
  label: anything,
  field: aFunction,
  x: pairOfNumbers,
  y: pairOfNumbers,
  columns: optional(number),
});

const arrowsOrField: Check = (caller, name, value) => {
  const isField = typeof value === "object" && value !== null && "field" in value;
  (isField ? field : arrows)(caller, name, value);
};

/** The options of chart() and of each of charts(). */
export const chartOptions = objectWith<ChartInput>({
  title: anything,
  summary: anything,
  x: axis,
  y: axis,
  heat: optional(heat),
  contour: optional(contour),
  histograms: optional(listOf(objectWith<HistogramMark>({ label: anything, values: numbers }))),
  bins: anything,
  density: anything,
  network: optional(network),
  bars: optional(
    listOf(objectWith<BarsMark<Numbers>>({ label: anything, names: listOf(anything), values: numbers })),
  ),
  arrows: optional(listOf(arrowsOrField)),
  lines: optional(
    listOf(
      objectWith<LineMark<Numbers>>({
        label: anything,
        x: optional(numbers),
        y: numbers,
        dashed: anything,
        ends: anything,
      }),
    ),
  ),
  points: optional(
    listOf(
      objectWith<PointsMark<Numbers>>({ label: anything, x: numbers, y: numbers, group: optional(numbers) }),
    ),
  ),
});

const tile = objectWith<ImageTile<Numbers>>({ values: rowsOfNumbers, caption: anything });

/** The options of image(): one matrix, or several. */
export const imageOptions: Check = (caller, name, value) => {
  someImage(caller, name, value);
  const { values, images } = value as { values?: unknown; images?: unknown };
  if (images === undefined) rowsOfNumbers(caller, "values", values);
};

const someImage = objectWith<SingleImage<Numbers> & ImageGrid<Numbers>>({
  title: anything,
  values: optional(rowsOfNumbers),
  images: optional(listOf(tile)),
  range: optional(pairOfNumbers),
  numbers: anything,
});

function functionOr(check: Check): Check {
  return (caller, name, value) => {
    if (typeof value !== "function") check(caller, name, value);
  };
}

function numberOr(check: Check): Check {
  return (caller, name, value) => {
    if (typeof value !== "number") check(caller, name, value);
  };
}
