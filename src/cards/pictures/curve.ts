import { element, group, type PlotSpec, picture, plotGroup } from "../../drawing";
import type { CardPicture } from "../card";
import type { Choose } from "../fact";
import type { Curve } from "../facts/curves";
import { number } from "../markup";

/** A point of a curve that the text speaks of. */
export interface Mark {
  readonly x: number;
  readonly label: string;
  /** On which of the two curves. */
  readonly on: "value" | "slope";
  readonly anchor?: "start" | "middle" | "end";
  /** Moves the label away from the curve, in units of the picture. */
  readonly shift?: readonly [number, number];
}

const usualReach = 5;

/** The function on the left, its slope on the right, both over −reach … reach. */
export function curvePicture(
  name: string,
  curve: Curve,
  marks: readonly Mark[],
  alt: string,
  t: Choose,
  reach = usualReach,
): CardPicture {
  const left = panel(
    curve.value,
    reach,
    name,
    "c1",
    marks.filter((mark) => mark.on === "value"),
  );
  const right = panel(
    curve.slope,
    reach,
    t("slope", "斜率"),
    "c2",
    marks.filter((mark) => mark.on === "slope"),
  );
  const svg = picture(420, 120, plotGroup(left), group({ transform: "translate(212 0)" }, plotGroup(right)));
  return { svg, alt };
}

function panel(
  of: (x: number) => number,
  reach: number,
  title: string,
  colour: "c1" | "c2",
  marks: readonly Mark[],
): PlotSpec {
  const [low, high] = heights(of, reach);
  const bottom = Math.abs(low) < 1e-3 ? 0 : low;
  return {
    width: 208,
    height: 118,
    title,
    x: { range: [-reach, reach], ticks: [-(reach - 1), 0, reach - 1], format: number },
    y: { range: [bottom, high], ticks: ticksOf(bottom, high), format: number },
    axesThroughZero: true,
    series: [{ of, colour }],
    extra: (scales) =>
      marks
        .map((mark) => {
          const x = scales.x(mark.x);
          const y = scales.y(of(mark.x));
          const [dx, dy] = mark.shift ?? [0, -8];
          return (
            element("circle", { cx: x, cy: y, r: 3.2, class: `${colour}-fill` }) +
            element(
              "text",
              {
                x: x + dx,
                y: y + dy,
                class: `${colour}-fill`,
                "font-size": 11,
                "text-anchor": mark.anchor ?? "middle",
              },
              mark.label,
            )
          );
        })
        .join(""),
  };
}

/** From the values themselves, with room above for the labels. */
function heights(of: (x: number) => number, reach: number): readonly [number, number] {
  const seen = Array.from({ length: 101 }, (_, i) => of(-reach + (2 * reach * i) / 100));
  const low = Math.min(0, ...seen);
  const high = Math.max(...seen);
  const room = (high - low) * 0.12;
  return [low < -1e-6 ? low - room / 2 : 0, high + room];
}

function ticksOf(low: number, high: number): readonly number[] {
  const round = [6, 5, 4, 2, 1, 0.5, 0.25].find((value) => value <= high + 1e-9) ?? high;
  // A tick too near to 0 would be printed over it.
  const below = [-5, -4, -2, -1].find((value) => value >= low - 1e-9 && -value > 0.2 * (high - low));
  return below === undefined ? [0, round] : [below, 0, round];
}
