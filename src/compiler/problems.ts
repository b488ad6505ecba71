/** A mistake in `content/`, told so that a teacher can mend it. */
export interface Problem {
  /** Path below the project's root. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** What is wrong and what to do. */
  readonly message: string;
}

export function formatProblem(problem: Problem): string {
  return `${problem.file}:${problem.line}: ${problem.message}`;
}

/** Collects the mistakes of one compilation: a teacher wants all of them at once. */
export class Problems {
  readonly #found: Problem[] = [];

  add(file: string, line: number, message: string): void {
    this.#found.push({ file, line, message });
  }

  /** By file and line. */
  get all(): readonly Problem[] {
    return [...this.#found].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
  }
}

/** 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let i = 0; i < offset && i < text.length; i++) if (text.charCodeAt(i) === 10) line++;
  return line;
}
