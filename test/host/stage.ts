import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { listFiles, PackageManager } from "@vscode/vsce";
import { projectFolder } from "./project";

/** Which of VS Code's extension hosts runs the extension: the one in Node or the one in a browser worker. */
export type HostKind = "node" | "web";

/** Copies into `folder` what the package would hold, built before; for the web host without the entry for Node. */
export async function stageExtension(folder: string, host: HostKind): Promise<void> {
  const files = await listFiles({ cwd: projectFolder, packageManager: PackageManager.None });
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await cp(join(projectFolder, file), join(folder, file));
  }
  if (host === "web") await forWebHost(join(folder, "package.json"));
}

/** As if on vscode.dev: without the entry for Node, and without a wish for a host that a server would grant. */
async function forWebHost(manifestPath: string): Promise<void> {
  const manifest: Record<string, unknown> = JSON.parse(await readFile(manifestPath, "utf8"));
  delete manifest.main;
  delete manifest.extensionKind;
  await writeFile(manifestPath, JSON.stringify(manifest, null, 2));
}

/** Copies the sample workspace, so that nothing that is done to it reaches the checkout. */
export async function stageWorkspace(folder: string): Promise<void> {
  await cp(join(projectFolder, "test", "fixtures", "workspace"), folder, { recursive: true });
}
