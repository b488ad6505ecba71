import { type Check, checkName, listOf } from "./arguments";
import { chartOptions, imageOptions } from "./chart-arguments";
import { cut } from "./format";
import { type HistogramMark, type HistogramOptions, histogramOf } from "./histogram";
import { type NetworkInput, networkOf } from "./network";
import type {
  ArrowsMark,
  AxisSpec,
  BarsMark,
  ChartSpec,
  HeatMark,
  ImageSpec,
  LineMark,
  PointsMark,
} from "./outputs";
import { label, labelled, type Numbers, pair, Room } from "./room";
import { currentSession } from "./session";
import { arrowsOf, type ContourInput, contourOf, type FieldInput } from "./surface";

/** What a demo writes to get a chart. Marks can be combined: a path over contour lines, points over a heat map. */
export interface ChartInput extends HistogramOptions {
  /** States the finding. */
  readonly title: string;
  /** One sentence for screen readers; made from the data where absent. */
  readonly summary?: string;
  readonly x?: AxisSpec;
  readonly y?: AxisSpec;
  readonly heat?: HeatMark<Numbers>;
  readonly contour?: ContourInput;
  readonly histograms?: readonly HistogramMark[];
  readonly network?: NetworkInput;
  readonly bars?: readonly BarsMark<Numbers>[];
  readonly arrows?: readonly (ArrowsMark<Numbers> | FieldInput)[];
  readonly lines?: readonly LineMark<Numbers>[];
  readonly points?: readonly PointsMark<Numbers>[];
}

const mostBars = 500;
const mostCharts = 12;
const mostImages = 100;

const listOfCharts = listOf(chartOptions);

/**
 * A chart of lines, points, bars, histograms, a heat map, contour lines, arrows or a network; one with the same id
 * replaces the earlier one.
 */
export function chart(id: string, spec: ChartInput): void {
  checkName("chart", id, "loss");
  const plain = checked("chart", id, chartOptions, spec, () => plainChart(spec, new Room(id)));
  currentSession().emit({ type: "chart", id: label(id), chart: plain });
}

/** Several charts beside each other, as far as there is room; those with the same id replace the earlier ones. */
export function charts(id: string, specs: readonly ChartInput[]): void {
  checkName("charts", id, "losses");
  const room = new Room(id);
  const plain = checked("charts", id, listOfCharts, specs, () =>
    room.series(specs, (spec) => plainChart(spec, room), mostCharts),
  );
  currentSession().emit({ type: "charts", id: label(id), charts: inOneColour(plain) });
}

/** Over a surface the first line is drawn in ink: where charts beside it show the same thing, there too. */
function inOneColour(specs: readonly ChartSpec[]): ChartSpec[] {
  const overSurface = specs.flatMap(({ heat, contour, lines }) =>
    heat || contour ? (lines?.[0] ?? []) : [],
  );
  const names = overSurface.flatMap((line) => line.label ?? []);
  return specs.map((spec) => {
    const name = spec.lines?.[0]?.label;
    return name !== undefined && names.includes(name) ? { ...spec, inkFirst: true } : spec;
  });
}

/** A matrix as pixels, dark to light, or several of them with captions; one with the same id replaces the earlier one. */
export function image(id: string, spec: ImageSpec<Numbers>): void {
  checkName("image", id, "kernel");
  const plain = checked("image", id, imageOptions, spec, () => plainImage(spec, new Room(id)));
  currentSession().emit({ type: "image", id: label(id), image: plain });
}

/**
 * What `make` makes of the arguments. They are looked at when a picture is first drawn, and when it cannot be drawn:
 * the line of a program that draws it does so again and again.
 */
function checked<Plain>(caller: string, id: string, check: Check, given: unknown, make: () => Plain): Plain {
  const { checkedPictures } = currentSession();
  const picture = `${caller} ${id}`;
  if (!checkedPictures.has(picture)) {
    check(caller, "", given);
    checkedPictures.add(picture);
  }
  try {
    return make();
  } catch (error) {
    check(caller, "", given);
    throw error;
  }
}

function plainImage(spec: ImageSpec<Numbers>, room: Room): ImageSpec {
  const look = {
    title: label(spec.title ?? ""),
    ...(spec.range && { range: pair(spec.range) }),
    ...(spec.numbers === true && { numbers: true }),
  };
  return "images" in spec
    ? { ...look, images: room.series(spec.images, (tile) => plainTile(tile, room), mostImages) }
    : { ...look, values: room.grid(spec.values) };
}

function plainTile(tile: { readonly values: readonly Numbers[]; readonly caption?: string }, room: Room) {
  return {
    values: room.grid(tile.values),
    ...(tile.caption !== undefined && { caption: label(tile.caption) }),
  };
}

function plainChart(spec: ChartInput, room: Room): ChartSpec {
  const { heat, contour, histograms, network, bars, arrows, lines, points } = spec;
  return {
    title: label(spec.title ?? ""),
    ...(spec.summary !== undefined && { summary: cut(String(spec.summary), 1_000) }),
    ...(spec.x && { x: axis(spec.x) }),
    ...(spec.y && { y: axis(spec.y) }),
    ...(heat && { heat: plainHeat(heat, room) }),
    ...(contour && { contour: contourOf(contour, room) }),
    ...(histograms && {
      histogram: histogramOf(
        room.series(histograms, (mark) => mark),
        spec,
      ),
    }),
    ...(network && { network: networkOf(network, room) }),
    ...(bars && { bars: room.series(bars, (mark) => plainBars(mark, room)) }),
    ...(arrows && { arrows: room.series(arrows, (mark) => arrowsOf(mark, room)) }),
    ...(lines && { lines: room.series(lines, (mark) => plainLine(mark, room)) }),
    ...(points && { points: room.series(points, (mark) => plainPoints(mark, room)) }),
  };
}

function plainHeat(heat: HeatMark<Numbers>, room: Room): HeatMark {
  return {
    values: room.grid(heat.values),
    ...(heat.x && { x: pair(heat.x) }),
    ...(heat.y && { y: pair(heat.y) }),
    ...(Number.isFinite(heat.boundary) && { boundary: heat.boundary }),
  };
}

function plainBars(mark: BarsMark<Numbers>, room: Room): BarsMark {
  const names = Array.from(mark.names).slice(0, mostBars).map(label);
  return { ...labelled(mark), names, values: room.list(mark.values, names.length) };
}

function plainLine(mark: LineMark<Numbers>, room: Room): LineMark {
  const { x, y } = mark;
  return {
    ...labelled(mark),
    ...(x === undefined ? room.together({ y }) : room.together({ x, y })),
    ...(mark.dashed === true && { dashed: true }),
    ...(mark.ends === true && { ends: true }),
  };
}

function plainPoints(mark: PointsMark<Numbers>, room: Room): PointsMark {
  const { x, y } = room.together({ x: mark.x ?? [], y: mark.y });
  const group = mark.group && { group: Array.from(mark.group, Number).slice(0, y.length) };
  return { ...labelled(mark), x, y, ...group };
}

function axis(spec: AxisSpec): AxisSpec {
  return {
    ...labelled(spec),
    ...(spec.scale !== undefined && { scale: spec.scale === "log" ? "log" : "linear" }),
    ...(spec.range && { range: pair(spec.range) }),
  };
}
