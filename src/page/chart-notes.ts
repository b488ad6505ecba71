import type { ChartSpec, ImageSpec } from "../lab/outputs";
import type { Strings } from "./strings";

/** What a picture cannot show, each in a sentence below it. */
export function chartNotes(spec: ChartSpec, strings: Strings): readonly string[] {
  const counts = { notFinite: 0, notPositive: 0 };
  const count = (values: readonly number[], isLog: boolean): void => {
    for (const value of values) {
      if (!Number.isFinite(value)) counts.notFinite++;
      else if (isLog && value <= 0) counts.notPositive++;
    }
  };
  const [logX, logY] = [spec.x?.scale === "log", spec.y?.scale === "log"];
  for (const mark of [...(spec.lines ?? []), ...(spec.points ?? []), ...(spec.arrows ?? [])]) {
    if (mark.x) count(mark.x, logX);
    else if (logX && mark.y.length > 0) counts.notPositive++;
    count(mark.y, logY);
  }
  for (const mark of spec.arrows ?? []) for (const way of [mark.dx, mark.dy]) count(way, false);
  for (const mark of spec.bars ?? []) count(mark.values, logY);
  for (const row of spec.heat?.values ?? spec.contour?.values ?? []) count(row, false);
  for (const { values, maps } of spec.network?.layers ?? []) {
    for (const row of [values ?? [], ...(maps ?? []).flat()]) count(row, false);
  }
  for (const rows of spec.network?.weights ?? []) for (const row of rows) count(row, false);
  for (const series of spec.histogram?.series ?? []) counts.notFinite += series.notFinite;
  return sentences(counts, strings);
}

export function imageNotes(spec: ImageSpec, strings: Strings): readonly string[] {
  const tiles = "values" in spec ? [spec.values] : spec.images.map(({ values }) => values);
  const notFinite = tiles.flat(2).filter((value) => !Number.isFinite(value)).length;
  return sentences({ notFinite, notPositive: 0 }, strings);
}

function sentences(
  counts: { notFinite: number; notPositive: number },
  { chart }: Strings,
): readonly string[] {
  return [
    ...(counts.notFinite > 0 ? [chart.notFinite(counts.notFinite)] : []),
    ...(counts.notPositive > 0 ? [chart.notPositive(counts.notPositive)] : []),
  ];
}
