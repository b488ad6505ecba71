/** SVG as text: no DOM, so that the build and the hover can draw. */

export type Attributes = Readonly<Record<string, string | number | undefined>>;

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export function escapeXml(value: string): string {
  return value.replace(/[&<>"]/g, (character) => escapes[character] ?? character);
}

/** Rounded to a hundredth of a unit: pictures stay small and the same on every machine. */
export function shortNumber(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** One element; children are SVG already. Undefined attributes are left out. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  let written = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    written += ` ${key}="${typeof value === "number" ? shortNumber(value) : escapeXml(value)}"`;
  }
  return children.length === 0 ? `${written}/>` : `${written}>${children.join("")}</${name}>`;
}

export function group(attributes: Attributes, ...children: readonly string[]): string {
  return element("g", attributes, ...children);
}

/** A label; its content is text, not SVG. */
export function text(x: number, y: number, content: string, attributes: Attributes = {}): string {
  return element("text", { x, y, fill: "currentColor", ...attributes }, escapeXml(content));
}

/** A whole picture of `width` × `height` units that scales with its place. */
export function picture(width: number, height: number, ...children: readonly string[]): string {
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width} ${height}`,
      "font-family": "inherit",
      "font-size": 12,
    },
    ...children,
  );
}
