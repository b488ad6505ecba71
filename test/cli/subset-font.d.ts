/** The package has no types of its own. */
declare module "subset-font" {
  /** The font with the characters of `text` alone. */
  function subsetFont(
    font: Buffer,
    text: string,
    options: { readonly targetFormat: "woff2" },
  ): Promise<Buffer>;
  export = subsetFont;
}
