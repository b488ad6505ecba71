/** What a demo can show: plain data, structured-cloneable, checked again by the page. */

export type Cell = string | number | boolean | null;

export interface AxisSpec {
  readonly label?: string;
  readonly scale?: "linear" | "log";
  /** Fixed range; found from the data where absent. */
  readonly range?: readonly [number, number];
}

/** A line through the points (x[i], y[i]); x is 0, 1, 2 … where absent. */
export interface LineMark {
  readonly label?: string;
  readonly x?: readonly number[];
  readonly y: readonly number[];
  readonly dashed?: boolean;
}

export interface PointsMark {
  readonly label?: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Class of each point, for colour and shape. */
  readonly group?: readonly number[];
}

export interface BarsMark {
  readonly label?: string;
  readonly names: readonly string[];
  readonly values: readonly number[];
}

/** values[row][column]; row 0 at the top unless a y range says otherwise. */
export interface HeatMark {
  readonly values: readonly (readonly number[])[];
  readonly x?: readonly [number, number];
  readonly y?: readonly [number, number];
  /** Draws the line where the value crosses this level: a decision boundary. */
  readonly boundary?: number;
}

export interface ChartSpec {
  /** States the finding. */
  readonly title: string;
  /** One sentence for screen readers; made from the data where absent. */
  readonly summary?: string;
  readonly x?: AxisSpec;
  readonly y?: AxisSpec;
  readonly heat?: HeatMark;
  readonly bars?: readonly BarsMark[];
  readonly lines?: readonly LineMark[];
  readonly points?: readonly PointsMark[];
}

export interface ImageSpec {
  readonly title: string;
  /** values[row][column]. */
  readonly values: readonly (readonly number[])[];
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

export type Param = NumberParam | ChoiceParam | SwitchParam;
export type ParamValue = number | string | boolean;

/** Outputs with an id replace the earlier output of the same id and type. */
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
  | { readonly type: "notice"; readonly text: string };
