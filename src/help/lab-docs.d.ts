/** Signatures and docstrings of everything in "lab"; the build makes it from src/lab. */
declare module "lab-docs" {
  const docs: import("../curriculum/lab-docs").LabDocs;
  // biome-ignore lint/style/noDefaultExport: a data file has no other name
  export default docs;
}
