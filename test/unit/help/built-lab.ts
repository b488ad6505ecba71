import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { labDocs } from "../../../src/compiler/lab-docs";

const folder = join("src", "lab");

/** The lab's source files, text by name. */
export const labSources: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]),
);

/** The docs of the lab as it is. */
export const docs = labDocs(labSources);
