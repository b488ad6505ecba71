/** Colours are roles: the sheet gives `--c1` … `--c6` the theme's values. */

const roles = 6;

/** The colour of the n-th series, counted from 0. */
export function seriesColour(index: number): string {
  return `var(--c${(((index % roles) + roles) % roles) + 1})`;
}

/** The colour's value in the present theme, as red, green and blue from 0 to 255: a bitmap cannot use variables. */
export function resolvedColour(colour: string, place: Element): readonly [number, number, number] {
  const probe = document.createElement("span");
  probe.style.color = colour;
  probe.hidden = true;
  place.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!context) return [128, 128, 128];
  context.fillStyle = value;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/** `part` of the first colour, the rest of the second. */
export function mixed(
  first: readonly [number, number, number],
  second: readonly [number, number, number],
  part: number,
): string {
  const [red, green, blue] = first.map((value, i) =>
    Math.round(value * part + (second[i] ?? 0) * (1 - part)),
  );
  return `rgb(${red}, ${green}, ${blue})`;
}
