/** Everything that a demo can import from "lab". */
export type { AxisSpec, BarsMark, ChartSpec, HeatMark, ImageSpec, LineMark, PointsMark } from "./outputs";
export { param } from "./param";
export { linspace, Random, random } from "./random";
export { chart, check, image, type Numbers, print, progress, table } from "./show";
export { t } from "./text";
