import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { command } from "./command";
import { installDesktop } from "./desktop";
import { serverObstacle } from "./install";
import { projectFolder } from "./project";
import { startServer } from "./server";
import { calmSettings } from "./settings";
import { stageExtension, stageWorkspace } from "./stage";

/**
 * `npm start`: builds the extension and opens it in an editor, on a copy of the sample workspace. On Linux the editor
 * is VS Code's server and any browser, elsewhere the desktop editor.
 */
async function start(): Promise<void> {
  await command("npm", ["run", "--silent", "build"], {
    minutes: 15,
    show: true,
    shell: process.platform === "win32",
  });
  const temporary = await mkdtemp(join(tmpdir(), "learn-dl-start-"));
  try {
    const workspace = join(temporary, "workspace");
    await stageWorkspace(workspace);
    await (serverObstacle() ? startDesktop(temporary, workspace) : startInBrowser(temporary, workspace));
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function startInBrowser(temporary: string, workspace: string): Promise<void> {
  const extensionsFolder = join(temporary, "extensions");
  const extension = join(extensionsFolder, await packageFolderName());
  await mkdir(extension, { recursive: true });
  await stageExtension(extension, "node");
  // Whoever can run commands in an editor can do anything as you: only who knows the secret may connect.
  const token = randomBytes(16).toString("hex");
  const interrupted = interruption();
  const server = await startServer({ settings: calmSettings, extensionsFolder, token });
  try {
    const address = `http://127.0.0.1:${server.port}/?${new URLSearchParams({ tkn: token, folder: workspace })}`;
    console.log(`\nThe editor is at\n\n  ${address}\n\nCtrl+C ends it; the workspace in it is a copy.`);
    openInBrowser(address);
    await interrupted;
  } finally {
    await server.stop();
  }
}

async function startDesktop(temporary: string, workspace: string): Promise<void> {
  const extension = join(temporary, "extension");
  await mkdir(extension);
  await stageExtension(extension, "node");
  const executable = await installDesktop();
  const editor = spawn(
    executable,
    [
      workspace,
      `--extensionDevelopmentPath=${extension}`,
      `--user-data-dir=${join(temporary, "user")}`,
      `--extensions-dir=${join(temporary, "extensions")}`,
      "--disable-workspace-trust",
      "--skip-welcome",
      "--skip-release-notes",
      "--wait",
    ],
    { stdio: "inherit" },
  );
  console.log("Close the editor's window, or press Ctrl+C here, to end it; the workspace in it is a copy.");
  const closed = new Promise((resolve) => editor.once("exit", resolve));
  await Promise.race([closed, interruption()]);
  editor.kill();
  await closed;
}

/** As an editor names the folder of an installed extension. */
async function packageFolderName(): Promise<string> {
  const { publisher, name, version } = JSON.parse(
    await readFile(join(projectFolder, "package.json"), "utf8"),
  );
  return `${publisher}.${name}-${version}`;
}

function interruption(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}

/** Where there is a screen; a failure is no matter, as the address is printed. */
function openInBrowser(address: string): void {
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  spawn("xdg-open", [address], { stdio: "ignore", detached: true })
    .on("error", () => {})
    .unref();
}

try {
  await start();
} catch (error) {
  console.error(`\nnpm start failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
