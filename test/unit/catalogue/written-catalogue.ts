import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Localized } from "../../../src/curriculum/model";

/** A concept as it is written in `content/concepts`, before the compiler has read it. */
export interface WrittenConcept {
  readonly id: string;
  readonly name: Localized;
  readonly sentence: Localized;
  readonly pitfall?: Localized;
  readonly formula?: string;
  readonly questions: readonly number[];
  readonly sources: readonly { readonly title: string; readonly url: string }[];
  readonly apis?: readonly string[];
  readonly arguments?: readonly { readonly argument: string; readonly of: readonly string[] }[];
  readonly strings?: readonly {
    readonly argument: string;
    readonly values: readonly string[];
    readonly of: readonly string[];
  }[];
}

export const concepts: readonly WrittenConcept[] = readdirSync("content/concepts")
  .filter((file) => file.endsWith(".yaml"))
  .flatMap((file) => parse(readFileSync(`content/concepts/${file}`, "utf8")) as WrittenConcept[]);

/** `torch.nn.Dropout` of `torch.nn.Dropout(p=0.5)`. */
export const nameOf = (api: string): string => api.split("(", 1)[0]!;

/** Every API name of the catalogue, in its order. */
export const apiNames: readonly string[] = concepts.flatMap((concept) => (concept.apis ?? []).map(nameOf));

/** The lines `key: word word …` of a fixture of public names or strings. */
export function wordsByKey(fixture: string): Map<string, ReadonlySet<string>> {
  const lines = readFileSync(`test/fixtures/apis/${fixture}`, "utf8").split("\n");
  return new Map(
    lines
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => {
        const colon = line.indexOf(": ");
        return [line.slice(0, colon), new Set(line.slice(colon + 2).split(" "))];
      }),
  );
}
