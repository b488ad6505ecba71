import type { SourceLanguage } from "../../src/detection/model";

/** A code cell of a notebook file, with its place among all cells. */
export interface CodeCell {
  readonly index: number;
  readonly text: string;
  readonly language: SourceLanguage;
}

const languages: Readonly<Record<string, SourceLanguage>> = {
  python: "python",
  ipython: "python",
  typescript: "typescript",
  javascript: "typescript",
  deno: "typescript",
};

/** The code cells of a notebook whose language detection reads; none where the file is broken. */
export function codeCells(file: string): readonly CodeCell[] {
  const notebook = objectOf(parsed(file));
  const metadata = objectOf(notebook.metadata);
  const kernel = objectOf(metadata.language_info).name ?? objectOf(metadata.kernelspec).language ?? "python";
  const cells = Array.isArray(notebook.cells) ? notebook.cells : [];
  return cells.flatMap((cell: unknown, index) => {
    const { cell_type: kind, source, metadata: own } = objectOf(cell);
    const name = objectOf(objectOf(own).vscode).languageId ?? kernel;
    const language = typeof name === "string" ? languages[name.toLowerCase()] : undefined;
    const text = textOf(source);
    return kind === "code" && language && text !== undefined ? [{ index, text, language }] : [];
  });
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(file.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(source: unknown): string | undefined {
  if (typeof source === "string") return source;
  return Array.isArray(source) && source.every((line) => typeof line === "string")
    ? source.join("")
    : undefined;
}
