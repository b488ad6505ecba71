import type { Network, NetworkLayer } from "./outputs";
import { label, labelled, type Numbers, type Room } from "./room";
import { t } from "./text";

export interface LayerInput {
  readonly label?: string;
  /** How many units there are, or the activation of each. */
  readonly units: number | Numbers;
  readonly names?: readonly string[];
  /** What each unit answers over a plane, maps[unit][row][column]: small pictures take the place of circles. */
  readonly maps?: readonly (readonly Numbers[])[];
}

export interface NetworkInput {
  /** From left to right. */
  readonly layers: readonly LayerInput[];
  /** weights[k][i][j] leads from unit i of layer k to unit j of the next, as `rows()` of a Linear layer's weight. */
  readonly weights?: readonly (readonly Numbers[])[];
}

const mostLayers = 12;
/** Of a larger layer only the first units have room. */
const mostUnits = 16;

export function networkOf(input: NetworkInput, room: Room): Network {
  const layers = room.series(input.layers, (layer) => layerOf(layer, room), mostLayers);
  const given = input.weights ?? [];
  const pairs = Math.max(0, Math.min(given.length, layers.length - 1));
  if (pairs === 0) return { layers, weights: [] };
  const weights = Array.from({ length: layers.length - 1 }, (_, k) =>
    k < pairs ? weightsBetween(layers[k], layers[k + 1], given[k], k) : [],
  );
  return { layers, weights };
}

function layerOf(input: LayerInput, room: Room): NetworkLayer {
  const { units, maps } = input;
  const size = typeof units === "number" ? Math.round(units) : units.length;
  if (!(size >= 1 && size <= 1e9)) {
    throw new Error(t("A layer of a network needs at least one unit.", "网络的每一层至少要有一个单元。"));
  }
  const shown = Math.min(size, mostUnits);
  return {
    ...labelled(input),
    size,
    shown,
    ...(typeof units !== "number" && { values: Array.from(units).slice(0, shown).map(Number) }),
    ...(input.names && { names: Array.from(input.names).slice(0, shown).map(label) }),
    ...(maps && {
      maps: Array.from(maps)
        .slice(0, shown)
        .map((map) => room.grid(map)),
    }),
  };
}

function weightsBetween(
  from: NetworkLayer,
  to: NetworkLayer,
  given: readonly Numbers[],
  k: number,
): number[][] {
  if (given.length !== from.size || given[0]?.length !== to.size) {
    throw new Error(
      t(
        `weights[${k}] must be ${from.size} × ${to.size}, one row for each unit that it leads from.`,
        `weights[${k}] 应是 ${from.size} × ${to.size}，每个出发单元一行。`,
      ),
    );
  }
  return Array.from({ length: from.shown }, (_, i) => {
    const row = Array.from(given[i]).slice(0, to.shown).map(Number);
    // A short row is filled up with weights that are not known.
    while (row.length < to.shown) row[row.length] = Number.NaN;
    return row;
  });
}
