import { isNode, LineCounter, parseDocument } from "yaml";
import type * as z from "zod";
import type { Problems } from "./problems";

/** A YAML file that fits its schema, with the lines its values stand on. */
export interface YamlFile<T> {
  readonly path: string;
  readonly data: T;
  /** 1-based line of the value at a path of keys and indexes. */
  lineOf(...path: readonly (string | number)[]): number;
}

/** Parses and checks a file; undefined after its mistakes were added to `problems`. */
export function readYaml<Schema extends z.ZodType>(
  path: string,
  text: string,
  schema: Schema,
  problems: Problems,
): YamlFile<z.infer<Schema>> | undefined {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  for (const error of document.errors) {
    problems.add(path, counter.linePos(error.pos[0]).line, `is not valid YAML: ${firstLine(error.message)}`);
  }
  if (document.errors.length > 0) return undefined;

  const lineOf = (...keys: readonly (string | number)[]): number => {
    for (let length = keys.length; length > 0; length--) {
      const node = document.getIn(keys.slice(0, length), true);
      if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
    }
    return 1;
  };

  const result = schema.safeParse(document.toJS());
  if (result.success) return { path, data: result.data, lineOf };
  for (const issue of result.error.issues) {
    const keys = issue.path.filter((key) => typeof key !== "symbol");
    const place = keys.length === 0 ? "the file" : `“${keys.join(".")}”`;
    problems.add(path, lineOf(...keys), explain(place, issue));
  }
  return undefined;
}

function explain(place: string, issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? `${place} is missing: add it (${issue.expected})`
        : `${place} must be of type ${issue.expected}`;
    case "unrecognized_keys":
      return `${place} does not know ${issue.keys.map((key) => `“${key}”`).join(", ")}: remove it or mend its name`;
    case "invalid_union":
      return `${place} has an unknown kind: see content/README.md for the ones there are`;
    case "invalid_value":
      return `${place} must be ${issue.values.map((value) => `“${String(value)}”`).join(" or ")}`;
    default:
      return `${place} ${issue.message}`;
  }
}

function firstLine(message: string): string {
  return message.split("\n")[0] ?? message;
}
