import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Curriculum } from "../../../src/curriculum/model";

const built: Curriculum = JSON.parse(readFileSync(join("dist", "content", "curriculum.json"), "utf8"));

/** Questions of the first topic come first: the sidebar shows that topic open. */
const ordered = built.topics.flatMap((topic) =>
  built.questions.filter((question) => question.topic === topic.id),
);

export const complete = ordered.filter((question) => question.status === "complete");
export const planned = ordered.filter((question) => question.status === "planned");
