import { downloadAndUnzipVSCode, SilentReporter } from "@vscode/test-electron";
import { cacheFolder } from "./project";
import { versions } from "./versions";

/**
 * The desktop editor's executable, downloaded on first use.
 * @throws Error with one sentence where it cannot be had.
 */
export async function installDesktop(): Promise<string> {
  console.log(`Looking for the desktop editor ${versions.desktop} …`);
  try {
    return await downloadAndUnzipVSCode({
      version: versions.desktop,
      cachePath: cacheFolder,
      reporter: new SilentReporter(),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Unavailable(
      `The desktop editor ${versions.desktop} could not be downloaded here (${reason.split("\n", 1)[0]}).`,
    );
  }
}

/** Something that this machine cannot have; its message is for the user. */
class Unavailable extends Error {
  override readonly name = "Unavailable";
}
