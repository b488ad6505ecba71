import { join } from "node:path";

/** Root of the checkout; every script of ours is started from there. */
export const projectFolder = process.cwd();

/** Downloaded editors and browsers, ignored by git; deleting it costs the next run a minute. */
export const cacheFolder = process.env.LEARN_DL_CACHE ?? join(projectFolder, ".vscode-test");

/** Bundled tests and scripts, ignored by git. */
export const outFolder = join(projectFolder, "out", "test");
