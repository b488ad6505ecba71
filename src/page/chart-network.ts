import type { Network, NetworkLayer } from "../lab/outputs";
import { fitted } from "./chart-labels";
import type { Box, KeyEntry, Measure, Raster, Scene, Shape, Track } from "./chart-scene";
import { circle, line, path, rectangle, text } from "./chart-shapes";
import { evenRows } from "./even-rows";
import { extentOf, shortNumber } from "./number-text";
import type { Strings } from "./strings";

/** Negative weights are dashed, negative activations have a dashed rim: the sign does not hang on the colour. */
interface Signs {
  readonly positive: { readonly stroke: string };
  readonly negative: { readonly stroke: string; readonly dash: string };
}
const plain: Signs = {
  positive: { stroke: "var(--c1)" },
  negative: { stroke: "var(--c2)", dash: "4 3" },
};
/** Beside maps, whose low end has the first colour as in a heat map, a weight has the colour of what it adds. */
const besideMaps: Signs = {
  positive: { stroke: "var(--c2)" },
  negative: { stroke: "var(--c1)", dash: "4 3" },
};
/** Widths of edges in pixels, from the weakest to the strongest weights. */
const widths = [0.6, 1.1, 1.8, 2.7, 3.8] as const;
/** And how strongly they are drawn: the weakest recede. */
const strengths = [0.4, 0.55, 0.7, 0.85, 1] as const;
const labelHeight = 24;
/** Half the side of a unit in pixels. */
const [largestCircle, largestMap] = [12, 18];

interface Unit {
  readonly x: number;
  readonly y: number;
}

/** Layers from left to right, units as circles, weights as lines between them. */
export function networkScene(network: Network, width: number, measure: Measure, strings: Strings): Scene {
  const rows = Math.max(
    1,
    ...network.layers.map((layer) => layer.shown + (layer.size > layer.shown ? 1 : 0)),
  );
  const mapped = network.layers.some((layer) => layer.maps !== undefined);
  const signs = mapped ? besideMaps : plain;
  const rowHeight = (rows > 10 ? 23 : 32) + (mapped ? 8 : 0);
  const named = network.layers.some((layer) => layer.label !== undefined);
  const largest = mapped ? largestMap : largestCircle;
  const frame = frameOf(network, width, rows * rowHeight, {
    top: named ? labelHeight : 4,
    beside: largest + 10,
    measure,
  });
  const radius = Math.min(
    largest,
    rowHeight * (mapped ? 0.45 : 0.37),
    frame.width / (3 * network.layers.length),
  );
  const units = network.layers.map((layer, k) =>
    unitsOf(layer, columnAt(k, network, frame), frame, rowHeight),
  );
  const weights = extentOf(network.weights.flat(2).map(Math.abs));
  const activations = extentOf(network.layers.flatMap((layer) => layer.values ?? []).map(Math.abs));
  return {
    width,
    height: frame.top + frame.height + 4,
    frame,
    rasters: network.layers.flatMap((layer, k) => mapRasters(layer, units[k] ?? [], radius)),
    shapes: [
      ...(weights
        ? edgeShapes(network, units, { strongest: weights[1], signs, gap: mapped ? radius : 0 })
        : []),
      ...network.layers.flatMap((layer, k) => [
        ...unitShapes(layer, units[k] ?? [], radius, activations?.[1] ?? 1, signs),
        ...wordShapes(layer, k, network, units[k] ?? [], {
          frame,
          width,
          radius,
          rowHeight,
          measure,
          strings,
        }),
      ]),
    ],
    key: weights ? keyOf(network, signs, strings) : [],
    tracks: network.layers.map((layer, k) => trackOf(layer, k, network, units[k] ?? [], strings)),
  };
}

interface Room {
  readonly top: number;
  /** Beside the name of a unit. */
  readonly beside: number;
  readonly measure: Measure;
}

/** Room beside the first and the last layer for the names of their units. */
function frameOf(network: Network, width: number, height: number, { top, beside, measure }: Room): Box {
  const room = (layer: NetworkLayer | undefined): number =>
    Math.min(width * 0.25, Math.max(0, ...(layer?.names ?? []).map(measure)) + beside);
  const left = Math.max(30, room(network.layers[0]));
  const right = Math.max(30, room(network.layers.at(-1)));
  return { left, top, width: Math.max(20, width - left - right), height };
}

function columnAt(k: number, { layers }: Network, frame: Box): number {
  return layers.length < 2
    ? frame.left + frame.width / 2
    : frame.left + (frame.width * k) / (layers.length - 1);
}

function unitsOf(layer: NetworkLayer, x: number, frame: Box, rowHeight: number): Unit[] {
  const rows = layer.shown + (layer.size > layer.shown ? 1 : 0);
  const first = frame.top + (frame.height - rows * rowHeight) / 2;
  return Array.from({ length: layer.shown }, (_, i) => ({ x, y: first + (i + 0.5) * rowHeight }));
}

interface EdgeLook {
  readonly strongest: number;
  readonly signs: Signs;
  /** Maps lie below all lines: edges end at their rims, so far from the middle of a unit. */
  readonly gap: number;
}

/** Edges of the same sign and about the same weight are one path. */
function edgeShapes(
  network: Network,
  units: readonly (readonly Unit[])[],
  { strongest, signs, gap }: EdgeLook,
): Shape[] {
  const data = widths.map(() => ["", ""] as [string, string]);
  network.weights.forEach((rows, k) => {
    rows.forEach((row, i) => {
      row.forEach((weight, j) => {
        const [from, to] = [units[k]?.[i], units[k + 1]?.[j]];
        if (!from || !to || !Number.isFinite(weight) || weight === 0) return;
        const part = strongest > 0 ? Math.abs(weight) / strongest : 0;
        const of = data[Math.min(widths.length - 1, Math.floor(part * widths.length))];
        if (of) of[weight > 0 ? 0 : 1] += line(from.x + gap, from.y, to.x - gap, to.y);
      });
    });
  });
  // Many edges cross each other everywhere: thinner ones can still be followed.
  const thin = network.weights.flat(2).length > 120 ? 0.7 : 1;
  return data.flatMap(([more, less], n) => [
    ...(more === ""
      ? []
      : [path(more, { ...signs.positive, width: thin * (widths[n] ?? 1), strength: strengths[n] })]),
    ...(less === ""
      ? []
      : [path(less, { ...signs.negative, width: thin * (widths[n] ?? 1), strength: strengths[n] })]),
  ]);
}

/** All maps of a layer have one scale: a unit that no longer answers is blank. */
function mapRasters({ maps = [] }: NetworkLayer, units: readonly Unit[], radius: number): Raster[] {
  const reach = Math.max(...(extentOf(maps.flat(2)) ?? [1]).map(Math.abs)) || 1;
  return units.flatMap((unit, i) => {
    const rows = evenRows(maps[i] ?? []);
    if (rows.length === 0) return [];
    return {
      box: squareAround(unit, radius),
      rows: rows.length,
      columns: rows[0]?.length ?? 0,
      values: Float64Array.from(rows.flat()),
      colours: { kind: "two-sided", middle: 0, reach, strength: 0.85 },
      mirrored: { x: false, y: false },
    };
  });
}

function squareAround({ x, y }: Unit, radius: number): Box {
  return { left: x - radius, top: y - radius, width: 2 * radius, height: 2 * radius };
}

/**
 * The stronger the activation, the fuller the circle; its value stands in it where there is room. A unit with a map
 * is a frame around it.
 */
function unitShapes(
  layer: NetworkLayer,
  units: readonly Unit[],
  radius: number,
  strongest: number,
  { positive, negative }: Signs,
): Shape[] {
  return units.flatMap(({ x, y }, i) => {
    if (layer.maps?.[i]) {
      return path(rectangle(squareAround({ x, y }, radius)), { stroke: "var(--line-strong)", width: 1 });
    }
    const value = layer.values?.[i];
    const disc = circle(x, y, radius);
    const look = value !== undefined && value < 0 ? { ...negative, dash: "3 2" } : positive;
    const part = value !== undefined && strongest > 0 ? Math.min(1, Math.abs(value) / strongest) : 0;
    const shapes: Shape[] = [path(disc, { fill: "var(--chart-background)", ...look, width: 1.4 })];
    if (value === undefined) return shapes;
    if (Number.isFinite(value)) shapes.push(path(disc, { fill: look.stroke, opacity: 0.05 + 0.5 * part }));
    if (radius >= 10) {
      shapes.push(text(x, y, unitText(value), "middle", { size: 9, fill: "var(--ink-strong)" }));
    }
    return shapes;
  });
}

/** As many digits as a small circle holds. */
function unitText(value: number): string {
  if (!Number.isFinite(value)) return shortNumber(value);
  const size = Math.abs(value);
  return shortNumber(
    Number(size >= 10 ? value.toFixed(0) : size >= 1 ? value.toFixed(1) : value.toFixed(2)),
    2,
  );
}

interface Words {
  readonly frame: Box;
  readonly width: number;
  readonly radius: number;
  readonly rowHeight: number;
  readonly measure: Measure;
  readonly strings: Strings;
}

/** The layer's label above it, the names of units at the two sides, and how many units are not shown. */
function wordShapes(
  layer: NetworkLayer,
  k: number,
  network: Network,
  units: readonly Unit[],
  { frame, width, radius, rowHeight, measure, strings }: Words,
): Shape[] {
  const x = columnAt(k, network, frame);
  const words: Shape[] = [];
  const room = frame.width / Math.max(1, network.layers.length - 1) - 6;
  if (layer.label !== undefined) {
    words.push(text(x, 9, fitted(layer.label, Math.max(50, room), measure), "middle", { strong: true }));
  }
  const last = units.at(-1);
  if (layer.size > layer.shown) {
    const more = strings.chart.moreUnits(layer.size - layer.shown);
    words.push(text(x, (last?.y ?? frame.top) + rowHeight, more, "middle"));
  }
  const side = k === 0 ? -1 : k === network.layers.length - 1 ? 1 : 0;
  if (side === 0) return words;
  for (const [i, name] of (layer.names ?? []).entries()) {
    const unit = units[i];
    if (!unit) continue;
    const away = radius + 6;
    const space = (side < 0 ? frame.left : width - frame.left - frame.width) - away;
    words.push(text(x + side * away, unit.y, fitted(name, space, measure), side < 0 ? "end" : "start"));
  }
  return words;
}

function keyOf(network: Network, { positive, negative }: Signs, strings: Strings): readonly KeyEntry[] {
  const weights = network.weights.flat(2);
  return [
    ...(weights.some((weight) => weight > 0)
      ? [{ label: strings.chart.positiveWeight, sign: [path("M0 5h18", { ...positive, width: 2 })] }]
      : []),
    ...(weights.some((weight) => weight < 0)
      ? [{ label: strings.chart.negativeWeight, sign: [path("M0 5h18", { ...negative, width: 2 })] }]
      : []),
  ];
}

/** What is known of a unit: its activation and the weights that lead to it. */
function trackOf(
  layer: NetworkLayer,
  k: number,
  network: Network,
  units: readonly Unit[],
  strings: Strings,
): Track {
  return {
    label: layerName(layer, k, strings),
    length: layer.shown,
    x: (i) => units[i]?.x ?? Number.NaN,
    y: (i) => units[i]?.y ?? Number.NaN,
    facts: (i) => {
      const value = layer.values?.[i];
      const into = k === 0 ? [] : (network.weights[k - 1] ?? []).map((row) => row[i] ?? Number.NaN);
      const shown = into.slice(0, 6).map((weight) => shortNumber(weight, 2));
      return [
        { name: strings.chart.unit, value: unitName(layer, i) },
        ...(value === undefined ? [] : [{ name: strings.chart.activation, value: shortNumber(value) }]),
        ...(shown.length === 0
          ? []
          : [{ name: strings.chart.weightsIn, value: shown.join(", ") + (into.length > 6 ? ", …" : "") }]),
      ];
    },
  };
}

/** Layers and units are counted from 1, as people count what they see. */
export function unitName({ names }: NetworkLayer, i: number): string {
  return names?.[i] ?? String(i + 1);
}

export function layerName(layer: NetworkLayer, k: number, strings: Strings): string {
  return layer.label ?? strings.chart.layer(k + 1);
}
