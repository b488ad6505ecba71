/** The drawing kit as figures import it: `import { plot } from "drawing"`. */
export { plot, plotGroup, pathThrough, smallMultiples } from "./plot";
export type { Axis, Colour, PlotSpec, Scales, Series } from "./plot";
export { element, escapeXml, group, picture, shortNumber, text } from "./svg";
export type { Attributes } from "./svg";
