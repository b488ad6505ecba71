import { accessSync, constants, existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
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
  const program = await findChromium();
  return chromium.launch({
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
  });
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
