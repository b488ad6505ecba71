/** The lab's worker bundle as text; the build makes it from src/lab/worker.ts. */
declare module "lab-source" {
  const source: string;
  // biome-ignore lint/style/noDefaultExport: a text file has no other name
  export default source;
}
