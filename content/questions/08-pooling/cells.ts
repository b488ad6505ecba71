import { element, group, text } from "drawing";

export interface Cell {
  readonly label: string;
  /** Colour class of the fill, none where absent. */
  readonly colour?: string;
  /** Outlined and bold: the value that counts. */
  readonly strong?: boolean;
}

/** A table of squares of `side` units, its upper left corner at (x, y). */
export function cells(x: number, y: number, side: number, rows: readonly (readonly Cell[])[]): string {
  const drawn = rows.flatMap((row, i) =>
    row.map((cell, j) => square(x + j * side, y + i * side, side, cell)),
  );
  // Outlines of the strong cells come last, so that no neighbour paints over them.
  const outlines = rows.flatMap((row, i) =>
    row.flatMap((cell, j) => (cell.strong ? [outline(x + j * side, y + i * side, side, cell)] : [])),
  );
  return group({}, ...drawn, ...outlines);
}

function square(x: number, y: number, side: number, { label, colour, strong }: Cell): string {
  const place = { x, y, width: side, height: side };
  return (
    (colour === undefined
      ? ""
      : element("rect", { ...place, class: `${colour}-fill`, "fill-opacity": 0.16 })) +
    element("rect", { ...place, class: "axis", fill: "none" }) +
    text(x + side / 2, y + side / 2 + 5, label, {
      "text-anchor": "middle",
      "font-size": 15,
      "font-weight": strong ? 700 : undefined,
      opacity: colour === undefined ? 0.55 : undefined,
    })
  );
}

function outline(x: number, y: number, side: number, { colour }: Cell): string {
  return element("rect", {
    x: x + 1.5,
    y: y + 1.5,
    width: side - 3,
    height: side - 3,
    rx: 4,
    class: colour,
    fill: "none",
    "stroke-width": 2.5,
  });
}

/** An arrow to the right, from (x, y), `length` units long. */
export function arrow(x: number, y: number, length: number): string {
  const end = x + length;
  return (
    element("line", {
      x1: x,
      y1: y,
      x2: end - 8,
      y2: y,
      stroke: "currentColor",
      "stroke-opacity": 0.65,
      "stroke-width": 2,
    }) +
    element("polygon", {
      points: `${end},${y} ${end - 9},${y - 4.5} ${end - 9},${y + 4.5}`,
      fill: "currentColor",
      "fill-opacity": 0.65,
    })
  );
}
