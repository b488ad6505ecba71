import { broadcast, type Line, type Role } from "../arguments";
import type { Choose } from "../fact";
import { code, type Markup, md } from "../markup";

/** How a window (of a convolution or of pooling) slides along one axis. */
export interface WindowAxis {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  /** Added before and after; with `same` it depends on the size of the input. */
  readonly padding: readonly [number, number] | "same";
  readonly ceil?: boolean;
}

/**
 * Number of places of the window: ⌊(n + p₁ + p₂ − d(k − 1) − 1) / s⌋ + 1, and ⌈n / s⌉ for `same` padding
 * (documentation of torch.nn.Conv2d, torch.nn.MaxPool2d and keras.layers.Conv2D).
 * With `ceil` a last window may hang over the end, but must start inside the input or its padding before it.
 */
export function outputSize(size: number, axis: WindowAxis): number {
  if (axis.padding === "same") return Math.ceil(size / axis.stride);
  const [before, after] = axis.padding;
  const room = size + before + after - axis.dilation * (axis.kernel - 1) - 1;
  if (!axis.ceil) return Math.floor(room / axis.stride) + 1;
  const places = Math.ceil(room / axis.stride) + 1;
  return (places - 1) * axis.stride >= size + before ? places - 1 : places;
}

/** Size of a transposed convolution's output: (n − 1)s − p₁ − p₂ + d(k − 1) + output padding + 1. */
export function transposedSize(size: number, axis: WindowAxis, outputPadding: number): number {
  if (axis.padding === "same") return size * axis.stride;
  const [before, after] = axis.padding;
  return (size - 1) * axis.stride - before - after + axis.dilation * (axis.kernel - 1) + outputPadding + 1;
}

/** The roles of a window's numbers; convolutions and pools differ in what holds when nothing is written. */
export interface WindowRoles {
  readonly kernel: Role;
  readonly stride: Role;
  readonly padding: Role;
}

const strideNames = ["stride", "strides"];
const paddingNames = ["padding", "pad"];

export const convolutionRoles: WindowRoles = {
  kernel: { names: ["kernel_size", "kernelSize"] },
  stride: { names: strideNames, usual: { torch: 1, keras: 1, tfjs: 1, flax: 1 } },
  padding: { names: paddingNames, usual: { torch: 0, keras: "valid", tfjs: "valid", flax: "SAME" } },
};

/** A missing stride is the window's own size, except in Flax. */
export const poolingRoles: WindowRoles = {
  kernel: { names: ["kernel_size", "pool_size", "poolSize", "window_shape", "ksize", "filterSize"] },
  stride: { names: strideNames, usual: { torch: null, keras: null, tfjs: null, flax: 1 } },
  padding: { names: paddingNames, usual: { torch: 0, keras: "valid", tfjs: "valid", flax: "VALID" } },
};

export const dilationRole: Role = {
  names: ["dilation", "dilation_rate", "dilationRate", "kernel_dilation", "dilations"],
  usual: { torch: 1, keras: 1, tfjs: 1, flax: 1 },
};
const ceilRole: Role = { names: ["ceil_mode"], usual: { torch: false } };

/** Number of axes that the window slides along: from `Conv2d`, or from a kernel written as a tuple. */
export function axesOf(line: Line, kernel: Role): number | undefined {
  const digit = /([123])d/.exec(line.variant)?.[1];
  if (digit !== undefined) return Number(digit);
  return line.list(kernel)?.length;
}

/** The window of each axis, undefined as soon as one of its numbers is not known. */
export function windowOf(line: Line, roles: WindowRoles, axes: number): readonly WindowAxis[] | undefined {
  const kernel = line.numbers(roles.kernel, axes);
  const stride = strideOf(line, roles, axes);
  const dilation = dilationOf(line, roles, axes);
  if (kernel === undefined || stride === undefined || dilation === undefined) return undefined;
  const ceil = line.boolean(ceilRole) === true;
  if (isStridedSame(line, stride)) return undefined;
  const window: WindowAxis[] = [];
  for (let i = 0; i < axes; i++) {
    const size = { kernel: kernel[i] ?? 1, stride: stride[i] ?? 1, dilation: dilation[i] ?? 1 };
    const padding = paddingOf(line, roles.padding, size, i, axes);
    if (padding === undefined || !isSound(size)) return undefined;
    window.push({ ...size, padding, ceil });
  }
  return window;
}

/** PyTorch knows "same" for a stride of 1 only, and raises an error otherwise (documentation of torch.nn.Conv2d). */
export function isStridedSame(line: Line, stride: readonly number[] | undefined): boolean {
  const same = line.framework === "torch" && line.given(convolutionRoles.padding)?.value === "same";
  return same && stride?.some((step) => step > 1) === true;
}

function isSound(size: Omit<WindowAxis, "padding">): boolean {
  return [size.kernel, size.stride, size.dilation].every((value) => Number.isInteger(value) && value >= 1);
}

function strideOf(line: Line, roles: WindowRoles, axes: number): readonly number[] | undefined {
  const given = line.given(roles.stride);
  if (given?.value !== null) return broadcast(given?.value, axes);
  return roles === poolingRoles && line.framework !== "flax"
    ? line.numbers(roles.kernel, axes)
    : broadcast(1, axes);
}

/** Pools of most libraries know no dilation. */
function dilationOf(line: Line, roles: WindowRoles, axes: number): readonly number[] | undefined {
  const given = line.given(dilationRole);
  if (given === undefined) return roles === poolingRoles ? broadcast(1, axes) : undefined;
  return broadcast(given.value === null ? 1 : given.value, axes);
}

function paddingOf(
  line: Line,
  role: Role,
  size: Omit<WindowAxis, "padding">,
  axis: number,
  axes: number,
): readonly [number, number] | "same" | undefined {
  const value = line.given(role)?.value;
  if (typeof value === "string") return namedPadding(value.toLowerCase(), size);
  const same = broadcast(value, axes)?.[axis];
  if (same !== undefined) return Number.isInteger(same) && same >= 0 ? [same, same] : undefined;
  const pair = Array.isArray(value) ? broadcast(value[axis], 2) : undefined;
  return pair === undefined ? undefined : [pair[0] ?? 0, pair[1] ?? 0];
}

function namedPadding(
  name: string,
  size: Omit<WindowAxis, "padding">,
): readonly [number, number] | "same" | undefined {
  if (name === "valid") return [0, 0];
  if (name === "same") return "same";
  return name === "causal" ? [size.dilation * (size.kernel - 1), 0] : undefined;
}

/** "height and width", by the number of axes. */
export function axisNames(axes: number, t: Choose): string {
  if (axes === 1) return t("length", "长度");
  if (axes === 2) return t("height and width", "高和宽");
  return t("depth, height and width", "深、高、宽");
}

/** `3 × 3`. */
export function times(values: readonly number[]): string {
  return values.join(" × ");
}

export function allSame(window: readonly WindowAxis[]): boolean {
  const [first] = window;
  return window.every((axis) => JSON.stringify(axis) === JSON.stringify(first));
}

/** "3 × 3, stride 1, padding 0": what a window is made of. */
export function describeWindow(window: readonly WindowAxis[], t: Choose): string {
  const each = (of: (axis: WindowAxis) => string | number): string => {
    const values = window.map(of);
    return values.every((value) => value === values[0]) ? String(values[0]) : values.join(" × ");
  };
  const padding = each((axis) => {
    if (axis.padding === "same") return t("“same”", "“same”");
    const [before, after] = axis.padding;
    return before === after ? before : `${before} + ${after}`;
  });
  const size =
    window.length === 1 ? String(window[0]?.kernel ?? "") : times(window.map((axis) => axis.kernel));
  const parts = [
    window.length === 1 ? t(`window ${size}`, `窗口 ${size}`) : size,
    t(`stride ${each((axis) => axis.stride)}`, `步幅 ${each((axis) => axis.stride)}`),
    t(`padding ${padding}`, `填充 ${padding}`),
  ];
  if (window.some((axis) => axis.dilation !== 1)) {
    const dilation = each((axis) => axis.dilation);
    parts.push(t(`dilation ${dilation}`, `膨胀 ${dilation}`));
  }
  return parts.join(t(", ", "，"));
}

/** A size that the window fits into: of a small picture, of a photograph, of a second of sound. */
export function exampleFor(window: readonly WindowAxis[]): number | undefined {
  const sizes = window.length === 1 ? [100, 1000, 16000] : [32, 224, 1024];
  return sizes.find((size) => window.every((axis) => outputSize(size, axis) > 1));
}

/** What becomes of the size, as a clause: "height and width shrink by 2". */
export function sizeClause(window: readonly WindowAxis[], t: Choose): Markup {
  const axes = axisNames(window.length, t);
  const [first] = window;
  if (first === undefined) return md``;
  if (window.every((axis) => axis.stride === 1)) return slidingClause(window, axes, t);
  const example = exampleFor(window);
  if (example === undefined) return t(md`${axes} shrink`, md`${axes}变小`);
  const out = times(window.map((axis) => outputSize(example, axis)));
  const from = times(window.map(() => example));
  if (!allSame(window)) return t(md`${from} becomes ${out}`, md`${from} 变成 ${out}`);
  const formula = formulaOf(first);
  return t(
    md`${axes} ${window.length === 1 ? "goes" : "go"} from n to ${formula}, so ${from} becomes ${out}`,
    md`${axes}从 n 变成 ${formula}，例如 ${from} 变成 ${out}`,
  );
}

function slidingClause(window: readonly WindowAxis[], axes: string, t: Choose): Markup {
  const changes = window.map((axis) => outputSize(1000, axis) - 1000);
  const [change = 0] = changes;
  const one = window.length === 1;
  if (changes.some((value) => value !== change)) {
    const example = 32;
    const out = times(changes.map((value) => example + value));
    return t(
      md`${times(changes.map(() => example))} becomes ${out}`,
      md`${times(changes.map(() => example))} 变成 ${out}`,
    );
  }
  if (change === 0) return t(md`${axes} stay${one ? "s" : ""} the same`, md`${axes}不变`);
  const by = Math.abs(change);
  return change < 0
    ? t(md`${axes} shrink${one ? "s" : ""} by ${by}`, md`${axes}${one ? "" : "各"}缩小 ${by}`)
    : t(md`${axes} grow${one ? "s" : ""} by ${by}`, md`${axes}${one ? "" : "各"}增加 ${by}`);
}

/** ⌊(n − 1) / 2⌋ + 1, with this window's numbers in it; ⌊n / 2⌋ where that is the same. */
function formulaOf(axis: WindowAxis): Markup {
  if (axis.padding === "same") return code(`⌈n / ${axis.stride}⌉`);
  const [before, after] = axis.padding;
  const added = before + after - axis.dilation * (axis.kernel - 1) - 1;
  const [open, close] = axis.ceil ? ["⌈", "⌉"] : ["⌊", "⌋"];
  const whole = added % axis.stride === 0;
  const inner = whole ? "n" : `(n${signed(added)})`;
  return code(`${open}${inner} / ${axis.stride}${close}${signed(whole ? added / axis.stride + 1 : 1)}`);
}

/** ` + 2`, ` − 2`, or nothing. */
export function signed(value: number): string {
  if (value === 0) return "";
  return value < 0 ? ` − ${-value}` : ` + ${value}`;
}
