import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installServer } from "./install";

export interface ServerOptions {
  /** The user's settings.json. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Folder with unpacked extensions to install; default none. */
  readonly extensionsFolder?: string;
  /** Secret that a browser must bring; without it anybody on this machine may connect. */
  readonly token?: string;
  /** Whether the page takes a test payload; without this the payload is ignored in silence. */
  readonly testDriver?: boolean;
}

export interface Server {
  readonly port: number;
  /** Where the server keeps settings, state and logs: a temporary folder of its own. */
  readonly dataFolder: string;
  stop(): Promise<void>;
}

const startSeconds = 60;

/** Starts VS Code's server on a free port of 127.0.0.1, with a profile that nobody used before. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const program = await installServer();
  const dataFolder = await mkdtemp(join(tmpdir(), "learn-dl-server-"));
  await mkdir(join(dataFolder, "data", "User"), { recursive: true });
  await writeFile(join(dataFolder, "data", "User", "settings.json"), JSON.stringify(options.settings ?? {}));
  const child = spawn(
    program.node,
    [join(program.folder, "out", "server-main.js"), ...flags(dataFolder, options)],
    {
      cwd: dataFolder,
      env: environment(dataFolder),
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const endAtOnce = () => child.kill("SIGKILL");
  process.once("exit", endAtOnce);
  const stop = async () => {
    process.removeListener("exit", endAtOnce);
    await end(child);
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    return { port: await listeningPort(child), dataFolder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function flags(dataFolder: string, options: ServerOptions): string[] {
  const secret = options.token ? [`--connection-token=${options.token}`] : ["--without-connection-token"];
  const extensions = options.extensionsFolder ? [`--extensions-dir=${options.extensionsFolder}`] : [];
  return [
    "--host=127.0.0.1",
    "--port=0",
    ...secret,
    "--accept-server-license-terms",
    "--disable-telemetry",
    "--disable-workspace-trust",
    ...(options.testDriver ? ["--enable-smoke-test-driver"] : []),
    `--server-data-dir=${dataFolder}`,
    ...extensions,
  ];
}

/** Ours without what another VS Code left in it, and with a home of its own, as the server writes there; no marketplace. */
function environment(home: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name),
  );
  return { ...Object.fromEntries(kept), HOME: home, EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
}

function listeningPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = "";
    const fail = (reason: string) => reject(new Error(`VS Code's server ${reason}:\n${output}`));
    const limit = setTimeout(() => fail(`was not ready after ${startSeconds} s`), startSeconds * 1000);
    const read = (text: string) => {
      output += text;
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (!port) return;
      clearTimeout(limit);
      resolve(Number(port));
    };
    child.stdout?.setEncoding("utf8").on("data", read);
    child.stderr?.setEncoding("utf8").on("data", read);
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      clearTimeout(limit);
      fail(`ended with ${signal ?? code}`);
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const limit = setTimeout(() => child.kill("SIGKILL"), 3000);
  await gone;
  clearTimeout(limit);
}
