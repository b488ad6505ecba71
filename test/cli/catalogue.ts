import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { conceptsSchema } from "../../src/compiler/schema";
import type { Catalogue, Concept } from "../../src/curriculum/model";
import { parseApi } from "../../src/curriculum/signature";
import { catalogueOf, type StoredCatalogue } from "../../src/curriculum/stored-catalogue";

const sources = join("content", "concepts");
const compiled = join("dist", "content", "concepts.json");

/**
 * The catalogue for what needs names only: the compiled one where it is newer than its sources, otherwise
 * read from `content/concepts`. Throws where a source does not fit its schema.
 */
export function readCatalogue(): Catalogue {
  const files = readdirSync(sources).filter((name) => name.endsWith(".yaml"));
  const paths = files.sort().map((name) => join(sources, name));
  const isFresh = existsSync(compiled) && paths.every((path) => changedAt(path) <= changedAt(compiled));
  if (isFresh) return catalogueOf(JSON.parse(readFileSync(compiled, "utf8")) as StoredCatalogue);
  return { concepts: paths.flatMap(conceptsOf) };
}

function changedAt(path: string): number {
  return statSync(path).mtimeMs;
}

function conceptsOf(path: string): Concept[] {
  const group = /([^\\/]+)\.yaml$/.exec(path)?.[1] ?? "";
  return conceptsSchema
    .parse(parse(readFileSync(path, "utf8")))
    .map(({ pitfall, formula, defaults: _, elsewhere: __, ...concept }) => ({
      ...concept,
      group,
      ...(pitfall !== undefined && { pitfall }),
      ...(formula !== undefined && { formula }),
      apis: concept.apis.flatMap((written) => parseApi(written) ?? []),
    }));
}
