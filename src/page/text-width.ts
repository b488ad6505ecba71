let measure: CanvasRenderingContext2D | null | undefined;
const known = new Map<string, number>();

/** Width in pixels of a text set in 12 pixels of the page's font. */
export function textWidth(text: string): number {
  const before = known.get(text);
  if (before !== undefined) return before;
  measure ??= document.createElement("canvas").getContext("2d");
  if (!measure) return text.length * 7;
  measure.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  const width = measure.measureText(text).width;
  // A live chart writes ever new numbers.
  if (known.size > 2_000) known.clear();
  known.set(text, width);
  return width;
}
