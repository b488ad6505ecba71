/**
 * Text of a card: light Markdown (`code`, **bold**) in which nothing that the learner wrote can act as Markdown.
 * Whatever is put into a {@link md} template is escaped, unless it is markup already.
 */
export class Markup {
  constructor(readonly markdown: string) {}
}

/** Code longer than this is cut: a card has about twelve lines. */
const longestCode = 72;

/** A template: numbers are written as {@link number} does, strings are escaped, markup stays as it is. */
export function md(parts: TemplateStringsArray, ...values: readonly (Markup | string | number)[]): Markup {
  let markdown = parts[0] ?? "";
  values.forEach((value, i) => {
    markdown += asMarkdown(value) + (parts[i + 1] ?? "");
  });
  return new Markup(markdown);
}

function asMarkdown(value: Markup | string | number): string {
  if (value instanceof Markup) return value.markdown;
  return typeof value === "number" ? number(value) : escapeMarkdown(value);
}

/** Also `$`, `://` and `www.`, because the editor makes icons of `$(name)` and links of bare addresses. */
export function escapeMarkdown(value: string): string {
  return value
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]<>&~$|@#]/g, "\\$&")
    .replaceAll("://", "\\://")
    .replace(/www\./gi, (www) => `${www.slice(0, 3)}\\.`)
    .replace(/^(\d+)([.)]\s)|^([-=]\s)/, "$1\\$2$3");
}

/** Source text as a code span; its fence is longer than any run of backticks inside. */
export function code(source: string): Markup {
  let inside = source.replace(/\s+/g, " ").trim().replaceAll("$(", "$\u2060(");
  const characters = [...inside];
  if (characters.length > longestCode) inside = `${characters.slice(0, longestCode - 1).join("")}…`;
  const runs = inside.match(/`+/g) ?? [];
  const fence = "`".repeat(1 + Math.max(0, ...runs.map((run) => run.length)));
  const room = inside.startsWith("`") || inside.endsWith("`") || inside === "" ? " " : "";
  return new Markup(fence + room + inside + room + fence);
}

export function bold(value: number | string): Markup {
  return new Markup(`**${asMarkdown(value)}**`);
}

export function joined(parts: readonly (Markup | undefined)[], between = " "): Markup {
  return new Markup(
    parts
      .filter((part) => part !== undefined)
      .map((part) => part.markdown)
      .join(between),
  );
}

/** At most four significant digits, thousands apart from five digits on, small numbers as `3e-4`. */
export function number(value: number): string {
  if (Number.isNaN(value)) return "?";
  const sign = value < 0 || Object.is(value, -0) ? "−" : "";
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size === Infinity) return `${sign}∞`;
  if (size >= 1e15) return `${sign}${shortExponential(size)}`;
  if (Number.isInteger(size) || size >= 1000) return sign + grouped(Math.round(size));
  if (size < 1e-3) return sign + shortExponential(size);
  return sign + String(Number(size.toPrecision(4)));
}

function shortExponential(size: number): string {
  const [mantissa, exponent] = size.toExponential(3).split("e");
  return `${Number(mantissa)}e${Number(exponent)}`;
}

function grouped(value: number): string {
  return value < 10_000 ? String(value) : String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** 0.25 → `25 %`, which never breaks. */
export function percent(share: number): string {
  return `${number(Number((share * 100).toPrecision(12)))}\u00a0%`;
}
