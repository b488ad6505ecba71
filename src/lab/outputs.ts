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

/** What `chart` draws: any of lines, points, bars and a heat map over the same axes. */
export interface ChartSpec<List = readonly number[]> {
  /** States the finding. */
  readonly title: string;
  /** One sentence for screen readers; made from the data where absent. */
  readonly summary?: string;
  readonly x?: AxisSpec;
  readonly y?: AxisSpec;
  readonly heat?: HeatMark<List>;
  readonly bars?: readonly BarsMark<List>[];
  readonly lines?: readonly LineMark<List>[];
  readonly points?: readonly PointsMark<List>[];
}

/** What `image` shows. */
export interface ImageSpec<List = readonly number[]> {
  readonly title: string;
  /** values[row][column]. */
  readonly values: readonly List[];
  /** Value shown darkest and lightest; the data's own range where absent. */
  readonly range?: readonly [number, number];
  /** Write each value into its cell. */
  readonly numbers?: boolean;
}

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
  | { readonly type: "image"; readonly id: string; readonly image: ImageSpec }
  | { readonly type: "progress"; readonly fraction: number; readonly label: string }
  | { readonly type: "check"; readonly claim: string; readonly holds: boolean; readonly detail: string }
  | { readonly type: "param"; readonly param: Param }
  | { readonly type: "loop"; readonly loop: Loop }
  | { readonly type: "notice"; readonly text: string };
