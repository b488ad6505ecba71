import type { Measure, TextShape } from "./chart-scene";
import { text } from "./chart-shapes";

/** A line's label and where the line ends, in pixels. */
export interface EndLabel {
  readonly text: string;
  readonly colour: string;
  readonly x: number;
  readonly y: number;
}

const lineHeight = 15;

/** Each label beside the end of its line, moved up or down as far as needed not to cover another one. */
export function endLabelShapes(
  labels: readonly EndLabel[],
  top: number,
  bottom: number,
  width: number,
  measure: Measure,
): TextShape[] {
  const placed = labels
    .map((label) => ({ label, x: label.x + 6, y: Math.min(bottom, Math.max(top, label.y)) }))
    .sort((a, b) => a.y - b.y);
  spread(placed, top, bottom);
  return placed.map(({ label, x, y }) =>
    text(Math.min(x, width - 8), y, fitted(label.text, width - x - 2, measure), "start", {
      fill: label.colour,
      rim: true,
    }),
  );
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
export function fitted(content: string, room: number, measure: Measure): string {
  if (measure(content) <= room) return content;
  let shown = content;
  while (shown.length > 3 && measure(`${shown}…`) > room) shown = shown.slice(0, -1);
  return `${shown.trimEnd()}…`;
}
