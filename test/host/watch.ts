import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { isNoise } from "./noise";
import { projectFolder } from "./project";

/** Collects what must not happen while our extension runs: errors in consoles and logs. */
export interface Watch {
  /** Sentences, one per complaint; VS Code's own noise left out. */
  readonly complaints: readonly string[];
  /** Reads what the editor wrote to its log files. */
  readLogs(folder: string): Promise<void>;
}

export function watchPage(page: Page): Watch {
  const complaints = new Map<string, string>();
  const complain = (where: string, text: string) => {
    // The same error of every page is one complaint.
    const key = text.replaceAll(/nonce-\w+|127\S*\d{2,}/g, "");
    if (!isNoise(text) && !complaints.has(key)) complaints.set(key, `${where}: ${text}`);
  };
  page.on("console", (message) => {
    if (message.type() !== "error" && !isViolation(message.text())) return;
    complain("console", `${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => complain("uncaught", error.stack ?? error.message));
  page.on("crash", () => complain("page", "the browser tab crashed"));
  return {
    get complaints() {
      return [...complaints.values()];
    },
    async readLogs(folder) {
      for (const line of await logLines(folder)) complain("log", line);
    },
  };
}

function isViolation(text: string): boolean {
  return /content security policy|trusted ?types?|refused to/i.test(text);
}

/** `[error]` lines that speak of our extension. */
async function logLines(folder: string): Promise<string[]> {
  const id = await extensionId();
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".log"));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  return texts
    .flatMap((text) => text.split("\n"))
    .filter((line) => line.includes("[error]") && line.includes(id));
}

async function extensionId(): Promise<string> {
  const manifest = JSON.parse(await readFile(join(projectFolder, "package.json"), "utf8"));
  return `${manifest.publisher}.${manifest.name}`;
}
