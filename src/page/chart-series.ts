import type { ChartSpec, LineMark, PointsMark } from "../lab/outputs";
import type { EndLabel } from "./chart-labels";
import type { Scale } from "./chart-scale";
import type { KeyEntry, Shape, Track } from "./chart-scene";
import { circle, dashOf, path, polyline, rectangle, sign } from "./chart-shapes";
import { shortNumber } from "./number-text";
import { seriesColour } from "./series-colour";
import type { Strings } from "./strings";

/** With more points than this each is drawn smaller … */
const manyPoints = 400;
/** … and with more than this as small squares, one for each pixel that has any. */
const crowd = 3_000;
/** Groups that are whole numbers up to here are classes. */
const mostClasses = 100;

/** The place of each point in pixels; NaN where it has none. */
interface Places {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

function placesOf(mark: LineMark | PointsMark, xScale: Scale, yScale: Scale): Places {
  const count = mark.y.length;
  const [x, y] = [new Float64Array(count), new Float64Array(count)];
  for (let i = 0; i < count; i++) {
    x[i] = xScale.at(mark.x ? mark.x[i] : i);
    y[i] = yScale.at(mark.y[i]);
  }
  return { x, y };
}

/** Over a heat map or bands of colour, which are painted in the first colour or two, lines take ink. */
function lineColour(spec: ChartSpec, index: number): string {
  const inkFirst = spec.heat !== undefined || spec.contour !== undefined || spec.inkFirst === true;
  if (inkFirst && index === 0) return "var(--chart-ink)";
  return seriesColour(index + (spec.histogram?.series.length ?? 0));
}

/** Without a fixed range there is nothing outside the frame to cut off. */
function hasEdges(spec: ChartSpec): boolean {
  return Boolean(spec.heat || spec.contour || spec.y?.range || spec.x?.range);
}

export function lineShapes(spec: ChartSpec, x: Scale, y: Scale): Shape[] {
  const clip = hasEdges(spec) && ({ clip: true } as const);
  return (spec.lines ?? []).flatMap((mark, index) => {
    const places = placesOf(mark, x, y);
    const stroke = lineColour(spec, index);
    const known = knownPlaces(places);
    const only = known.length === 1 ? known[0] : undefined;
    // A line through one point has no length.
    if (only !== undefined) {
      return [path(circle(places.x[only] ?? 0, places.y[only] ?? 0, 3), { fill: stroke, ...clip })];
    }
    const dash = mark.dashed ? { dash: "5 4" } : index >= 6 ? dashOf(Math.floor(index / 6)) : {};
    const d = lineData(places);
    if (d === "") return [];
    return [
      ...islands(places, known, stroke, clip),
      path(d, { stroke, width: 2, ...dash, ...clip }),
      ...(mark.ends ? endSigns(places, known, stroke) : []),
    ];
  });
}

function knownPlaces({ x, y }: Places): number[] {
  const known: number[] = [];
  for (let i = 0; i < x.length; i++) if (!Number.isNaN((x[i] as number) + (y[i] as number))) known.push(i);
  return known;
}

/** Points with a gap on both sides, which no piece of the line reaches. */
function islands(
  { x, y }: Places,
  known: readonly number[],
  fill: string,
  clip: { clip: true } | false,
): Shape[] {
  const alone = known.filter((at, i) => known[i - 1] !== at - 1 && known[i + 1] !== at + 1);
  const d = alone.map((i) => circle(x[i] as number, y[i] as number, 2)).join("");
  return d === "" ? [] : [path(d, { fill, ...clip })];
}

/** A ring where the line starts, a dot where it has come to. */
function endSigns({ x, y }: Places, known: readonly number[], colour: string): Shape[] {
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return [];
  const background = "var(--chart-background)";
  return [
    path(circle(x[first] ?? 0, y[first] ?? 0, 4), { stroke: colour, width: 2, fill: background, clip: true }),
    path(circle(x[last] ?? 0, y[last] ?? 0, 5), { stroke: background, width: 1.5, fill: colour, clip: true }),
  ];
}

/** A line of many points from left to right: of each pixel its first, lowest, highest and last point are enough. */
function lineData({ x, y }: Places): string {
  const count = x.length;
  if (count < 2_000 || !rises(x))
    return polyline(
      count,
      (i) => x[i] as number,
      (i) => y[i] as number,
    );
  const kept: number[] = [];
  for (let i = 0; i < count; ) {
    const pixel = Math.floor(x[i] as number);
    const from = i;
    let [lowest, highest] = [i, i];
    for (; i < count && (Math.floor(x[i] as number) === pixel || i === from) && !Number.isNaN(y[i]); i++) {
      if ((y[i] as number) < (y[lowest] as number)) lowest = i;
      if ((y[i] as number) > (y[highest] as number)) highest = i;
    }
    if (i === from) {
      kept.push(i);
      i++;
      continue;
    }
    kept.push(...[...new Set([from, lowest, highest, i - 1])].sort((a, b) => a - b));
  }
  return polyline(
    kept.length,
    (i) => x[kept[i] as number] as number,
    (i) => y[kept[i] as number] as number,
  );
}

function rises(x: Float64Array): boolean {
  for (let i = 1; i < x.length; i++) if (!((x[i] as number) >= (x[i - 1] as number))) return false;
  return true;
}

/** Points in groups differ in colour and in shape. */
export function pointShapes(spec: ChartSpec, x: Scale, y: Scale): Shape[] {
  return (spec.points ?? []).flatMap((mark, index) => {
    const places = placesOf(mark, x, y);
    const known = knownPlaces(places);
    const r = known.length > manyPoints ? 2 : 3.5;
    const rim = r > 2 && { stroke: "var(--chart-background)", width: 1 };
    return groupsOf(mark).map(({ value, place }) => {
      const members = mark.group ? known.filter((i) => mark.group?.[i] === value) : known;
      const d = known.length > crowd ? crowdData(places, members) : signData(places, members, place, r);
      const clip = hasEdges(spec) && { clip: true };
      const colour = pointColour(spec, index, mark, place);
      // What is drawn as single pixels has no inside to leave open.
      return path(d, {
        ...(known.length > crowd ? { fill: colour } : { ...signLook(index, mark, colour, rim) }),
        ...clip,
      });
    });
  });
}

/** Marks in groups share the groups' colours: signs of the second one are hollow. */
function signLook(
  index: number,
  mark: PointsMark,
  colour: string,
  rim: false | { readonly stroke: string; readonly width: number },
): { readonly fill: string; readonly stroke?: string; readonly width?: number } {
  if (!mark.group || index % 2 === 0) return { fill: colour, ...rim };
  return { fill: "var(--chart-background)", stroke: colour, width: 1.5 };
}

function signData({ x, y }: Places, members: readonly number[], n: number, r: number): string {
  let d = "";
  for (const i of members) d += sign(n, x[i] as number, y[i] as number, r);
  return d;
}

function crowdData({ x, y }: Places, members: readonly number[]): string {
  const seen = new Set<number>();
  let d = "";
  for (const i of members) {
    const [left, top] = [Math.round(x[i] as number), Math.round(y[i] as number)];
    const pixel = top * 100_000 + left;
    if (seen.has(pixel)) continue;
    seen.add(pixel);
    d += `M${left - 1} ${top - 1}h2v2h-2z`;
  }
  return d;
}

interface PointGroup {
  /** Undefined for points without groups. */
  readonly value: number | undefined;
  /** Which sign and which colour it has. */
  readonly place: number;
}

/** A class has its own place, whether points of the classes before it are there or not. */
function groupsOf(mark: PointsMark): readonly PointGroup[] {
  if (!mark.group) return [{ value: undefined, place: 0 }];
  const values = [...new Set(mark.group)].sort((a, b) => a - b);
  const areClasses = values.every((value) => Number.isInteger(value) && value >= 0 && value <= mostClasses);
  return values.map((value, n) => ({ value, place: areClasses ? value : n }));
}

/** Points take the colours after the lines'; groups take the same ones in every mark, over a heat map its two. */
function pointColour(spec: ChartSpec, index: number, mark: PointsMark, group: number): string {
  if ((spec.heat || spec.contour) && !mark.group) return "var(--chart-ink)";
  const first = spec.heat ? 0 : (spec.lines?.length ?? 0);
  return seriesColour(first + (mark.group ? group : index));
}

/** The labels of lines, each at the last point that can be drawn. */
export function endLabels(spec: ChartSpec, x: Scale, y: Scale): readonly EndLabel[] {
  return (spec.lines ?? []).flatMap((mark, index) => {
    if (!mark.label) return [];
    for (let last = mark.y.length - 1; last >= 0; last--) {
      const place = { x: x.at(mark.x ? mark.x[last] : last), y: y.at(mark.y[last]) };
      if (Number.isNaN(place.x + place.y)) continue;
      return [{ ...place, text: mark.label, colour: lineColour(spec, index) }];
    }
    return [];
  });
}

/** Over a plane, lines end anywhere: their labels stand in the key. */
export function lineKey(spec: ChartSpec): readonly KeyEntry[] {
  return (spec.lines ?? []).flatMap((mark, index) => {
    if (mark.label === undefined) return [];
    const stroke = lineColour(spec, index);
    const dash = mark.dashed && { dash: "5 4" };
    const end = mark.ends ? [path(circle(13, 5, 3.5), { fill: stroke })] : [];
    return [{ label: mark.label, sign: [path("M0 5h18", { stroke, width: 2, ...dash }), ...end] }];
  });
}

export function pointKey(spec: ChartSpec): readonly KeyEntry[] {
  return (spec.points ?? []).flatMap((mark, index) => {
    if (mark.label === undefined) return [];
    return groupsOf(mark).map(({ value, place }) => ({
      label: value === undefined ? (mark.label ?? "") : `${mark.label} ${shortNumber(value)}`,
      sign: [path(sign(place, 9, 5, 4), signLook(index, mark, pointColour(spec, index, mark, place), false))],
    }));
  });
}

export function lineTracks(spec: ChartSpec, x: Scale, y: Scale, strings: Strings): Track[] {
  return (spec.lines ?? []).map((mark, index) => {
    const name =
      mark.label ?? ((spec.lines?.length ?? 0) > 1 ? `${strings.chart.series} ${index + 1}` : undefined);
    return coordinateTrack(mark, name, spec, x, y);
  });
}

export function pointTracks(spec: ChartSpec, x: Scale, y: Scale, strings: Strings): Track[] {
  return (spec.points ?? []).map((mark) => {
    const track = coordinateTrack(mark, mark.label, spec, x, y);
    if (!mark.group) return track;
    const facts = (i: number) => [
      { name: strings.chart.group, value: shortNumber(mark.group?.[i] ?? Number.NaN) },
      ...track.facts(i),
    ];
    return { ...track, facts };
  });
}

function coordinateTrack(
  mark: LineMark | PointsMark,
  label: string | undefined,
  spec: ChartSpec,
  x: Scale,
  y: Scale,
): Track {
  const valueX = (i: number): number => (mark.x ? (mark.x[i] ?? Number.NaN) : i);
  return {
    label,
    length: mark.y.length,
    x: (i) => x.at(valueX(i)),
    y: (i) => y.at(mark.y[i]),
    facts: (i) => [
      { name: spec.x?.label ?? "x", value: shortNumber(valueX(i)) },
      { name: spec.y?.label ?? "y", value: shortNumber(mark.y[i] ?? Number.NaN) },
    ],
  };
}

/** A dot of a key for a series that is told by its colour and its frame. */
export function swatch(fill: string, opacity: number): KeyEntry["sign"] {
  return [
    path(rectangle({ left: 4, top: 0.5, width: 10, height: 9 }), { fill, opacity, stroke: fill, width: 1 }),
  ];
}
