/**
 * What a demo can show: plain data, structured-cloneable, checked again by the page.
 * `List` is how a list of numbers is held: a plain array once it is sent, anything array-like
 * (a Float32Array, say) where a demo hands it in.
 */

export type Cell = string | number | boolean | null;

/** An axis of a chart. */
export interface AxisSpec {
  readonly label?: string;
  readonly scale?: "linear" | "log";
  /** Fixed range; found from the data where absent. */
  readonly range?: readonly [number, number];
}

/** A line through the points (x[i], y[i]); x is 0, 1, 2 … where absent. */
export interface LineMark<List = readonly number[]> {
  readonly label?: string;
  readonly x?: List;
  readonly y: List;
  /** Drawn in dashes. */
  readonly dashed?: boolean;
  /** Marks where the line starts and where it ends: the path of an optimiser, say. */
  readonly ends?: boolean;
}

/** Points at (x[i], y[i]). */
export interface PointsMark<List = readonly number[]> {
  readonly label?: string;
  readonly x: List;
  readonly y: List;
  /** Class of each point, for colour and shape. */
  readonly group?: List;
}

/** A bar of height values[i] for each name. */
export interface BarsMark<List = readonly number[]> {
  readonly label?: string;
  readonly names: readonly string[];
  readonly values: List;
}

/** values[row][column]; row 0 is at the top. `x` is the value at the left and right edge, `y` at the bottom and top. */
export interface HeatMark<List = readonly number[]> {
  readonly values: readonly List[];
  readonly x?: readonly [number, number];
  readonly y?: readonly [number, number];
  /** Draws the line where the value crosses this level: a decision boundary. */
  readonly boundary?: number;
}

/** How many of the values fall between each two neighbouring edges. */
export interface Histogram {
  /** One more than there are bins, rising. */
  readonly edges: readonly number[];
  readonly series: readonly HistogramSeries[];
  /** The heights are densities: each series covers an area of 1. */
  readonly density?: boolean;
}

export interface HistogramSeries {
  readonly label?: string;
  /** One number for each bin: a count, or a density. */
  readonly heights: readonly number[];
  /** How many values were counted … */
  readonly counted: number;
  /** … and how many were neither counted nor drawn, because they are NaN or infinite. */
  readonly notFinite: number;
}

/**
 * A surface seen from above: lines of equal height. values[row][column] are samples at points evenly spaced from
 * x[0] to x[1] and, row 0 being at the top, from y[1] down to y[0].
 */
export interface Contour<List = readonly number[]> {
  readonly values: readonly List[];
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  /** Heights of the lines, rising. */
  readonly levels: readonly number[];
  /** Colours the bands between the lines: the higher, the stronger. */
  readonly filled?: boolean;
}

/** Arrows that start at (x[i], y[i]) and point along (dx[i], dy[i]); their lengths are drawn to one scale. */
export interface ArrowsMark<List = readonly number[]> {
  readonly label?: string;
  readonly x: List;
  readonly y: List;
  readonly dx: List;
  readonly dy: List;
}

/** Layers of units from left to right; of a large layer, only the first units are shown. */
export interface Network {
  readonly layers: readonly NetworkLayer[];
  /** weights[k][i][j] leads from unit i of layer k to unit j of the next; empty where none were given. */
  readonly weights: readonly (readonly (readonly number[])[])[];
}

export interface NetworkLayer {
  readonly label?: string;
  /** How many units it has, and how many of them are shown. */
  readonly size: number;
  readonly shown: number;
  /** Activation of each shown unit. */
  readonly values?: readonly number[];
  /** Name of each shown unit. */
  readonly names?: readonly string[];
  /** What each shown unit answers over a plane: maps[unit][row][column]. */
  readonly maps?: readonly (readonly (readonly number[])[])[];
}

/** A chart as it is sent to the page; `ChartInput` is what a demo writes. */
export interface ChartSpec<List = readonly number[]> {
  /** States the finding. */
  readonly title: string;
  /** One sentence for screen readers; made from the data where absent. */
  readonly summary?: string;
  readonly x?: AxisSpec;
  readonly y?: AxisSpec;
  readonly heat?: HeatMark<List>;
  readonly contour?: Contour<List>;
  readonly histogram?: Histogram;
  readonly network?: Network;
  readonly bars?: readonly BarsMark<List>[];
  readonly arrows?: readonly ArrowsMark<List>[];
  readonly lines?: readonly LineMark<List>[];
  readonly points?: readonly PointsMark<List>[];
  /** The first line has the colour that it has over the surface in a chart beside this one. */
  readonly inkFirst?: boolean;
}

/** What all images have in common. */
interface ImageLook {
  readonly title: string;
  /** Value shown darkest and lightest; the data's own range where absent. */
  readonly range?: readonly [number, number];
  /** Write each value into its cell. */
  readonly numbers?: boolean;
}

export interface SingleImage<List = readonly number[]> extends ImageLook {
  /** values[row][column]. */
  readonly values: readonly List[];
}

/** Several pictures in one figure, all on the same scale of greys. */
export interface ImageGrid<List = readonly number[]> extends ImageLook {
  readonly images: readonly ImageTile<List>[];
}

export interface ImageTile<List = readonly number[]> {
  /** values[row][column]. */
  readonly values: readonly List[];
  readonly caption?: string;
}

export type ImageSpec<List = readonly number[]> = SingleImage<List> | ImageGrid<List>;

export interface NumberParam {
  readonly kind: "number";
  readonly name: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** Distance between two slider positions: of the value, or of its log10 on a log scale. */
  readonly step: number;
  readonly scale: "linear" | "log";
}

export interface ChoiceParam {
  readonly kind: "choice";
  readonly name: string;
  readonly value: string;
  readonly options: readonly string[];
}

export interface SwitchParam {
  readonly kind: "switch";
  readonly name: string;
  readonly value: boolean;
}

/** The value counts how often the button was pressed. */
export interface ButtonParam {
  readonly kind: "button";
  readonly name: string;
  readonly value: number;
}

/** A grid to draw on: the value is the ink of every cell, row-major, 0 to 1. */
export interface DrawingParam {
  readonly kind: "drawing";
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly value: readonly number[];
}

/** A plane to place points on: the value is x, y and class of one point after the other. */
export interface PointsParam {
  readonly kind: "points";
  readonly name: string;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  /** Points have a class from 0 to below this. */
  readonly classes: number;
  /** More points than this push out the oldest ones. */
  readonly most: number;
  readonly value: readonly number[];
}

/** What a learner sets. `live`: the running program takes a new value; without it the program starts again. */
export type Param = (NumberParam | ChoiceParam | SwitchParam | ButtonParam | DrawingParam | PointsParam) & {
  readonly live?: boolean;
};
export type ParamValue = number | string | boolean | readonly number[];

/** What a program that can be talked to is doing. */
export type Loop =
  | {
      readonly kind: "steps";
      /** Steps that are done. */
      readonly step: number;
      /** Null for a loop without end. */
      readonly total: number | null;
      /** Null while nothing is known yet. */
      readonly perSecond: number | null;
      readonly paused: boolean;
    }
  /** It waits until the learner changes something live. */
  | { readonly kind: "waits" };

/**
 * Outputs with an id replace the earlier output of the same id and type; so does a check of the
 * same claim, a parameter of the same name, progress, and the state of the loop.
 */
export type Output =
  | { readonly type: "print"; readonly text: string }
  | {
      readonly type: "table";
      readonly id: string;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly Cell[])[];
    }
  | { readonly type: "chart"; readonly id: string; readonly chart: ChartSpec }
  /** Charts beside each other, as far as there is room. */
  | { readonly type: "charts"; readonly id: string; readonly charts: readonly ChartSpec[] }
  | { readonly type: "image"; readonly id: string; readonly image: ImageSpec }
  | { readonly type: "progress"; readonly fraction: number; readonly label: string }
  | { readonly type: "check"; readonly claim: string; readonly holds: boolean; readonly detail: string }
  | { readonly type: "param"; readonly param: Param }
  | { readonly type: "loop"; readonly loop: Loop }
  | { readonly type: "notice"; readonly text: string };
