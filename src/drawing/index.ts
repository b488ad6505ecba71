/** The drawing kit as figures import it: `import { plot } from "drawing"`. */

export type { Axis, Colour, PlotSpec, Scales, Series } from "./plot";
export { pathThrough, plot, plotGroup, smallMultiples } from "./plot";
export { normals, uniforms } from "./random";
export type { Attributes } from "./svg";
export { element, escapeXml, group, picture, shortNumber, text } from "./svg";
