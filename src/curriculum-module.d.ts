/** Topics and question heads, compiled from `content/` and bundled by esbuild.mjs. */
declare module "curriculum" {
  import type { Curriculum } from "./curriculum/model";
  const curriculum: Curriculum;
  export default curriculum;
}
