/** Colours are roles: the sheet gives `--c1` … `--c6` the theme's values. */

const roles = 6;

/** The colour of the n-th series, counted from 0. */
export function seriesColour(index: number): string {
  return `var(--c${(((index % roles) + roles) % roles) + 1})`;
}

/** Red, green and blue from 0 to 255. */
export type Rgb = readonly [number, number, number];

/** Colours of the present theme: to ask for one makes the browser work out the styles of the whole page. */
const resolved = new Map<string, Rgb>();

/** The theme has changed. */
export function forgetColours(): void {
  resolved.clear();
}

/** The colour's value in the present theme: a bitmap and a saved file cannot use variables. */
export function resolvedColour(colour: string, place: Element): Rgb {
  const found = resolved.get(colour) ?? lookedUp(colour, place);
  resolved.set(colour, found);
  return found;
}

function lookedUp(colour: string, place: Element): Rgb {
  const probe = document.createElement("span");
  probe.style.color = colour;
  probe.hidden = true;
  place.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return known.get(value) ?? measured(value);
}

/** Computed colours come in many notations, which a canvas reads all. */
const known = new Map<string, Rgb>();

function measured(value: string): Rgb {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!context) return [128, 128, 128];
  context.fillStyle = value;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  const colour: Rgb = [red, green, blue];
  known.set(value, colour);
  return colour;
}

/** `part` of the first colour, the rest of the second. */
export function mixed(first: Rgb, second: Rgb, part: number): Rgb {
  const mix = (k: 0 | 1 | 2): number => Math.round(first[k] * part + second[k] * (1 - part));
  return [mix(0), mix(1), mix(2)];
}
