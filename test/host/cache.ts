import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder } from "./project";

const unfinished = /^installing-(\d+)-/;

/**
 * The folder `name` of the cache, filled by `install` when it is not there yet.
 * It is filled under another name and renamed at the end, so that an interrupted install leaves nothing
 * that looks complete, and two runs at once do not meet.
 */
export async function installOnce(name: string, install: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(cacheFolder, name);
  if (existsSync(folder)) return folder;
  await mkdir(cacheFolder, { recursive: true });
  await removeUnfinished();
  const workshop = join(cacheFolder, `installing-${process.pid}-${name}`);
  await mkdir(workshop);
  console.log(`Installing ${name} (once) …`);
  const start = Date.now();
  try {
    await install(workshop);
    await rename(workshop, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
  console.log(`Installed ${name} in ${Math.round((Date.now() - start) / 1000)} s.`);
  return folder;
}

async function removeUnfinished(): Promise<void> {
  for (const name of await readdir(cacheFolder)) {
    const pid = unfinished.exec(name)?.[1];
    if (pid && !isRunning(Number(pid))) await rm(join(cacheFolder, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
