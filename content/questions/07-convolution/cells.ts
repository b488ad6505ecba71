import { element, group, text } from "drawing";

export type Grid = readonly (readonly number[])[];

/** Colour class of the cell in this row and column; none leaves it pale. */
export type Paint = (row: number, column: number) => string | undefined;

/** What the libraries call convolution: the sums of products of every window, the kernel as it stands. */
export function correlate(image: Grid, kernel: Grid): number[][] {
  const places = image.slice(kernel.length - 1).map((_, i) => i);
  return places.map((i) =>
    places.map((j) =>
      products(image, kernel, i, j)
        .flat()
        .reduce((sum, value) => sum + value, 0),
    ),
  );
}

/** Kernel times window, number by number; the window's corner is at (i, j). */
export function products(image: Grid, kernel: Grid, i: number, j: number): number[][] {
  return kernel.map((row, m) => row.map((weight, n) => weight * image[i + m][j + n]));
}

export function turned(kernel: Grid): number[][] {
  return kernel.map((row) => row.toReversed()).toReversed();
}

/** A table of numbers in squares of `side` units, its upper left corner at (x, y). */
export function cells(x: number, y: number, side: number, numbers: Grid, paint: Paint): string {
  const drawn = numbers.flatMap((row, i) =>
    row.map((value, j) => {
      const colour = paint(i, j);
      const place = { x: x + j * side, y: y + i * side, width: side, height: side };
      return (
        (colour === undefined
          ? ""
          : element("rect", { ...place, class: `${colour}-fill`, "fill-opacity": 0.18 })) +
        element("rect", { ...place, class: "axis", fill: "none" }) +
        text(place.x + side / 2, place.y + side / 2 + 5, String(value).replace("-", "−"), {
          "text-anchor": "middle",
          "font-size": 15,
          "font-weight": colour === undefined ? undefined : 600,
          opacity: colour === undefined ? 0.6 : undefined,
        })
      );
    }),
  );
  return group({}, ...drawn);
}

/** A frame round a block of `rows` × `rows` cells. */
export function frame(x: number, y: number, side: number, colour: string, dashed = false): string {
  return element("rect", {
    x: x + 1.5,
    y: y + 1.5,
    width: side - 3,
    height: side - 3,
    rx: 4,
    class: colour,
    fill: "none",
    "stroke-width": 2.5,
    "stroke-dasharray": dashed ? "6 4" : undefined,
  });
}

/** A straight arrow with its head at (x2, y2). */
export function arrow(x1: number, y1: number, x2: number, y2: number): string {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
  const corner = (along: number, across: number): string =>
    `${(x2 - along * dx - across * dy).toFixed(1)},${(y2 - along * dy + across * dx).toFixed(1)}`;
  return (
    element("line", {
      x1,
      y1,
      x2: x2 - 8 * dx,
      y2: y2 - 8 * dy,
      stroke: "currentColor",
      "stroke-opacity": 0.65,
      "stroke-width": 2,
    }) +
    element("polygon", {
      points: `${corner(0, 0)} ${corner(9, 4.5)} ${corner(9, -4.5)}`,
      fill: "currentColor",
      "fill-opacity": 0.65,
    })
  );
}
