/** Topics and question heads, compiled from `content/` and bundled by esbuild.mjs. */
declare module "curriculum" {
  import type { Curriculum } from "./curriculum/model";

  export const topics: Curriculum["topics"];
  export const questions: Curriculum["questions"];
  export const examples: Curriculum["examples"];
}
