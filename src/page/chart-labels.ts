import type * as Plot from "@observablehq/plot";

/** A line's label and where the line ends, in data coordinates. */
export interface EndLabel {
  readonly text: string;
  readonly colour: string;
  readonly x: number;
  readonly y: number;
}

const lineHeight = 15;
let measure: CanvasRenderingContext2D | null | undefined;

/** Width of a label in pixels. */
export function textWidth(text: string): number {
  measure ??= document.createElement("canvas").getContext("2d");
  if (!measure) return text.length * 7;
  measure.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  return measure.measureText(text).width;
}

/** Writes each label beside the end of its line, moved up or down as far as needed not to cover another one. */
export function placeEndLabels(svg: SVGSVGElement, labels: readonly EndLabel[], plot: Plot.Plot): void {
  if (labels.length === 0) return;
  const x = plot.scale("x");
  const y = plot.scale("y");
  if (!x || !y) return;
  const [bottom = 0, top = 0] = y.range as number[];
  const room = svg.width.baseVal.value;
  const placed = labels
    .map((label) => ({ label, x: Number(x.apply(label.x)) + 6, y: Number(y.apply(label.y)) }))
    .map((place) => ({ ...place, y: Math.min(bottom, Math.max(top, place.y)) }))
    .sort((a, b) => a.y - b.y);
  spread(placed, top, bottom);
  for (const place of placed) {
    const text = document.createElementNS("http://www.w3.org/2000/svg", "text");
    text.setAttribute("x", String(Math.min(place.x, room - 8)));
    text.setAttribute("y", String(place.y));
    text.setAttribute("dy", "0.32em");
    text.setAttribute("text-anchor", "start");
    text.setAttribute("fill", place.label.colour);
    text.setAttribute("class", "end-label");
    text.textContent = fitted(place.label.text, room - place.x - 2);
    svg.append(text);
  }
}

/** Sorted by y: pushes neighbours apart, downwards first and then back up from the lower edge. */
function spread(places: { y: number }[], top: number, bottom: number): void {
  for (let i = 1; i < places.length; i++) {
    const above = places[i - 1];
    const place = places[i];
    if (above && place) place.y = Math.max(place.y, above.y + lineHeight);
  }
  let limit = Math.max(bottom, top + lineHeight * (places.length - 1));
  for (let i = places.length - 1; i >= 0; i--) {
    const place = places[i];
    if (!place) continue;
    place.y = Math.min(place.y, limit);
    limit = place.y - lineHeight;
  }
}

/** The text, or as much of its beginning as has room in so many pixels. */
export function fitted(text: string, room: number): string {
  if (textWidth(text) <= room) return text;
  let shown = text;
  while (shown.length > 3 && textWidth(`${shown}…`) > room) shown = shown.slice(0, -1);
  return `${shown.trimEnd()}…`;
}
