import type { Api, Parameter } from "./model";

/**
 * Reads `torch.nn.Dropout(p=0.5, inplace=False)`; a name without brackets has no known parameters.
 * Undefined when it is neither.
 */
export function parseApi(written: string): Api | undefined {
  const match = /^([A-Za-z_][\w.]*)\s*(?:\((.*)\))?$/s.exec(written.trim());
  if (!match?.[1]) return undefined;
  const parameters: Parameter[] = [];
  let keywordOnly = false;
  for (const part of splitAtCommas(match[2] ?? "")) {
    if (part === "*") {
      keywordOnly = true;
      continue;
    }
    const [, name, fallback] = /^(\*{0,2}[A-Za-z_]\w*)\s*(?:=\s*(.+))?$/s.exec(part) ?? [];
    if (name === undefined) return undefined;
    parameters.push({
      name,
      ...(fallback === undefined ? {} : { default: fallback }),
      ...(keywordOnly ? { keywordOnly: true } : {}),
    });
    if (name.startsWith("*")) keywordOnly = true;
  }
  return { name: match[1], parameters };
}

/** `torch.nn.Dropout(p=0.5, inplace=False)`: what {@link parseApi} reads. */
export function writtenApi({ name, parameters }: Api): string {
  const written: string[] = [];
  let keywordOnly = false;
  for (const one of parameters) {
    if (one.keywordOnly && !keywordOnly) written.push("*");
    keywordOnly = one.keywordOnly === true || one.name.startsWith("*");
    written.push(one.default === undefined ? one.name : `${one.name}=${one.default}`);
  }
  return written.length === 0 ? name : `${name}(${written.join(", ")})`;
}

/** Splits at the commas outside brackets and quotes. */
function splitAtCommas(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = "";
  let part = "";
  for (const character of text) {
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === "'" || character === '"') quote = character;
    else if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    if (character === "," && depth === 0 && quote === "") {
      parts.push(part.trim());
      part = "";
    } else part += character;
  }
  if (part.trim() !== "") parts.push(part.trim());
  return parts;
}
