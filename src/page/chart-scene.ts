/** A chart as plain data: what is drawn where, in pixels, before anything touches the document. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Colours are roles such as `var(--c1)`. */
export interface PathShape {
  readonly kind: "path";
  readonly d: string;
  readonly stroke?: string;
  readonly width?: number;
  readonly dash?: string;
  readonly fill?: string;
  /** Of the fill. */
  readonly opacity?: number;
  /** Of the stroke. */
  readonly strength?: number;
  /** Drawn only inside the frame. */
  readonly clip?: boolean;
}

export interface TextShape {
  readonly kind: "text";
  readonly x: number;
  /** Of the middle of the line. */
  readonly y: number;
  readonly text: string;
  readonly anchor: "start" | "middle" | "end";
  readonly fill: string;
  readonly size: number;
  readonly strong?: boolean;
  /** A rim in the colour of the background keeps it legible over lines. */
  readonly rim?: boolean;
}

export type Shape = PathShape | TextShape;

/** A grid of numbers painted as pixels below everything else. */
export interface Raster {
  readonly box: Box;
  readonly rows: number;
  readonly columns: number;
  /** Row by row from the top. */
  readonly values: Float64Array;
  readonly colours: RasterColours;
  /** Heights that separate bands of one colour each, between samples at the corners; cells of one value each, where absent. */
  readonly levels?: readonly number[];
  /** The picture runs against the grid. */
  readonly mirrored: { readonly x: boolean; readonly y: boolean };
}

/** From black to white; from the background at `low` to the first colour at `high`; or from the first over the background to the second. */
export type RasterColours =
  | { readonly kind: "grey"; readonly low: number; readonly high: number }
  | { readonly kind: "one-sided"; readonly low: number; readonly high: number; readonly strength: number }
  | {
      readonly kind: "two-sided";
      readonly middle: number;
      readonly reach: number;
      readonly strength: number;
    };

/** One entry of the key above a chart, for marks that cannot carry their label themselves; drawn in 18 × 10 pixels. */
export interface KeyEntry {
  readonly label: string;
  readonly sign: readonly PathShape[];
}

/** What the pointer and the arrow keys can stand on, one series of it. */
export interface Track {
  readonly label: string | undefined;
  readonly length: number;
  /** Where the i-th value stands; NaN where it is a gap. */
  readonly x: (i: number) => number;
  readonly y: (i: number) => number;
  /** The area that belongs to it, for cells and bars. */
  readonly box?: (i: number) => Box;
  /** Names and numbers. */
  readonly facts: (i: number) => readonly Fact[];
}

export interface Fact {
  readonly name: string;
  readonly value: string;
}

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly frame: Box;
  readonly rasters: readonly Raster[];
  readonly shapes: readonly Shape[];
  readonly key: readonly KeyEntry[];
  readonly tracks: readonly Track[];
}

/** Width of a text in pixels, set in 12 pixels. */
export type Measure = (text: string) => number;
