import type { Server } from "./server";
import type { HostKind } from "./stage";

export interface WorkbenchAddress {
  /** Folder to open, absolute; absent for a window without one. */
  readonly folder?: string;
  /** The staged extension to run. */
  readonly extension?: { readonly folder: string; readonly host: HostKind };
  /** A bundled test module that exports `run(): Promise<void>`. */
  readonly tests?: string;
  /** A file to open, absolute. */
  readonly file?: string;
}

/** Address of the workbench with a payload, which the server honours because it runs in test mode. */
export function workbenchAddress(server: Server, wanted: WorkbenchAddress): string {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${server.port}${path}`;
  const payload: [string, unknown][] = [["skipWelcome", "true"]];
  if (wanted.extension) payload.push(["extensionDevelopmentPath", remote(wanted.extension.folder)]);
  if (wanted.extension?.host === "web") payload.push(["extensionDevelopmentKind", "web"]);
  if (wanted.tests) payload.push(["extensionTestsPath", remote(wanted.tests)]);
  if (wanted.file) payload.push(["openFile", remote(wanted.file)]);
  const query = new URLSearchParams({
    ...(wanted.folder === undefined ? { ew: "true" } : { folder: wanted.folder }),
    payload: JSON.stringify(payload),
  });
  return `http://127.0.0.1:${server.port}/?${query}`;
}
