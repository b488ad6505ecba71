import { formatNumber } from "./format";
import type { Cell, ChartSpec, Histogram, ImageSpec, Loop, Network, Output, Param } from "./outputs";

/** A demo's output as lines for a terminal. */
export function outputText(output: Output): string {
  switch (output.type) {
    case "print":
      return output.text;
    case "table":
      return tableText(output.id, output.columns, output.rows);
    case "chart":
      return chartText(output.chart);
    case "charts":
      return output.charts.map(chartText).join("\n");
    case "image":
      return imageText(output.image);
    case "progress":
      return `… ${Math.round(output.fraction * 100)} % ${output.label}`.trimEnd();
    case "check":
      return `${output.holds ? "✓" : "✗"} ${output.claim}${output.detail === "" ? "" : ` (${output.detail})`}`;
    case "param":
      return paramText(output.param);
    case "loop":
      return loopText(output.loop);
    case "notice":
      return `! ${output.text}`;
  }
}

function loopText(loop: Loop): string {
  return loop.kind === "waits"
    ? "… waits"
    : `… step ${loop.step}${loop.total === null ? "" : ` of ${loop.total}`}`;
}

function paramText(param: Param): string {
  if (param.kind === "button") return `⚙ ${param.name}, a button`;
  if (param.kind === "drawing") return `⚙ ${param.name}, a pad of ${param.rows}×${param.columns} cells`;
  if (param.kind === "points") return `⚙ ${param.name}, a pad with ${param.value.length / 3} points`;
  const value = `⚙ ${param.name} = ${param.value}`;
  if (param.kind === "choice") return `${value} (${param.options.join(" | ")})`;
  if (param.kind === "switch") return `${value} (true | false)`;
  return `${value} (${param.min} to ${param.max}${param.scale === "log" ? ", log" : ""})`;
}

function tableText(id: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const all = [columns, ...rows.map((row) => row.map(cellText))];
  const widths = columns.map((_, j) => Math.max(...all.map((row) => widthOf(row[j] ?? ""))));
  const numeric = columns.map((_, j) => rows.every((row) => typeof row[j] === "number" || row[j] === null));
  const lines = all.map((row) =>
    row
      .map((text, j) => pad(text, widths[j], numeric[j]))
      .join("  ")
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => "─".repeat(width)).join("  "));
  return [`table ${id}`, ...lines.map((line) => `  ${line}`)].join("\n");
}

function cellText(cell: Cell): string {
  return cell === null ? "" : typeof cell === "number" ? formatNumber(cell) : String(cell);
}

function pad(text: string, width: number, right: boolean): string {
  const space = " ".repeat(Math.max(0, width - widthOf(text)));
  return right ? space + text : text + space;
}

/** Columns in a terminal: Chinese characters take two. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text)
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
        character,
      )
        ? 2
        : 1;
  return width;
}

function chartText(chart: ChartSpec): string {
  const lines = [`chart ${chart.title}`];
  if (chart.summary !== undefined) lines.push(`  ${chart.summary}`);
  if (chart.heat !== undefined) {
    const { values, boundary } = chart.heat;
    lines.push(
      `  heat ${sizeOf(values)}, ${rangeText(values.flat())}${boundary === undefined ? "" : `, boundary at ${boundary}`}`,
    );
  }
  if (chart.contour !== undefined) {
    const { values, levels } = chart.contour;
    lines.push(`  contour ${sizeOf(values)}, ${rangeText(values.flat())}, lines at ${sample(levels)}`);
  }
  if (chart.histogram !== undefined) lines.push(...histogramText(chart.histogram));
  if (chart.network !== undefined) lines.push(...networkText(chart.network));
  for (const mark of chart.bars ?? []) {
    const shown = mark.names.slice(0, 12).map((name, i) => `${name} ${formatNumber(mark.values[i])}`);
    lines.push(`  bars ${named(mark.label)}${shown.join(", ")}${mark.names.length > 12 ? ", …" : ""}`);
  }
  for (const mark of chart.lines ?? []) {
    lines.push(`  line ${named(mark.label)}${mark.y.length} points, ${rangeText(mark.y)}: ${sample(mark.y)}`);
  }
  for (const mark of chart.arrows ?? []) {
    const lengths = mark.dx.map((dx, i) => Math.hypot(dx, mark.dy[i]));
    lines.push(`  arrows ${named(mark.label)}${mark.x.length}, lengths ${rangeText(lengths)}`);
  }
  for (const mark of chart.points ?? []) {
    const groups = mark.group === undefined ? "" : `, ${new Set(mark.group).size} groups`;
    lines.push(
      `  points ${named(mark.label)}${mark.y.length}${groups}, x ${rangeText(mark.x)}, y ${rangeText(mark.y)}`,
    );
  }
  return lines.join("\n");
}

const heights = "▁▂▃▄▅▆▇█";

/** Each bin as a bar of eighths: empty bins are blank. */
function histogramText({ edges, series }: Histogram): string[] {
  return series.map(({ label, heights: list, counted, notFinite }) => {
    const most = Math.max(...list);
    const bars = list
      .map((height) => (height > 0 ? heights[Math.ceil((8 * height) / most) - 1] : " "))
      .join("");
    const left = notFinite > 0 ? `, ${notFinite} not finite` : "";
    const [low, high] = [edges[0], edges[edges.length - 1]].map(formatNumber);
    return `  histogram ${named(label)}${counted} values${left}: ${low} ▕${bars}▏ ${high}`;
  });
}

function networkText({ layers, weights }: Network): string[] {
  const sizes = layers
    .map(({ label, size }) => (label === undefined ? size : `${label} ${size}`))
    .join(" → ");
  const all = weights.flat(2);
  return [
    `  network ${sizes}`,
    ...layers.flatMap(({ values }, k) =>
      values === undefined
        ? []
        : [`  layer ${k}: ${sample(values.map((value) => Number(value.toPrecision(3))))}`],
    ),
    ...(all.length > 0 ? [`  weights ${rangeText(all)}`] : []),
  ];
}

function named(label: string | undefined): string {
  return label === undefined ? "" : `“${label}” `;
}

function rangeText(values: readonly number[]): string {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return "no finite values";
  const low = finite.reduce((a, b) => Math.min(a, b));
  const high = finite.reduce((a, b) => Math.max(a, b));
  const gaps = values.length > finite.length ? `, ${values.length - finite.length} gaps` : "";
  return `${formatNumber(low)} to ${formatNumber(high)}${gaps}`;
}

/** First, last and three between. */
function sample(values: readonly number[]): string {
  if (values.length <= 8) return values.map(formatNumber).join(", ");
  return [0, 0.25, 0.5, 0.75, 1]
    .map((at) => formatNumber(values[Math.round(at * (values.length - 1))]))
    .join(" … ");
}

function imageText(image: ImageSpec): string {
  if ("values" in image)
    return [`image ${image.title} (${sizeOf(image.values)})`, ...matrixText(image.values)].join("\n");
  const tiles = image.images.map(
    ({ caption, values }, i) => `  ${caption ?? i + 1} (${sizeOf(values)}, ${rangeText(values.flat())})`,
  );
  return [`images ${image.title}`, ...tiles].join("\n");
}

function matrixText(values: readonly (readonly number[])[]): string[] {
  const most = 16;
  const cells = values
    .slice(0, most)
    .map((row) => row.slice(0, most).map((value) => formatNumber(Number(value.toPrecision(3)))));
  const width = Math.max(0, ...cells.flat().map((cell) => cell.length));
  return cells.map((row) => `  ${row.map((cell) => cell.padStart(width)).join(" ")}`);
}

function sizeOf(values: readonly (readonly number[])[]): string {
  return `${values.length}×${values[0]?.length ?? 0}`;
}
