import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, CDPSession, Frame, Page } from "playwright-core";
import { workbenchAddress } from "./address";
import { launchChromium, launchChromiumWithProfile, type ProfiledBrowser } from "./chromium";
import { startServer } from "./server";
import { quietSettings } from "./settings";
import { type HostKind, stageExtension, stageWorkspace } from "./stage";
import { type Watch, watchPage } from "./watch";
import { giveWebviewsTheirOwnSite } from "./webview-site";

/** The four kinds of theme, under the names of the themes that VS Code ships. */
export const themes = {
  light: "Light 2026",
  dark: "Dark 2026",
  "high contrast dark": "Default High Contrast",
  "high contrast light": "Default High Contrast Light",
} as const;

export interface WorkbenchOptions {
  /** Which extension host runs our extension; default Node. */
  readonly host?: HostKind;
  /** Folder to open; default a fresh copy of the sample workspace. */
  readonly folder?: string;
  /** A window without a folder. */
  readonly isEmpty?: boolean;
  readonly theme?: keyof typeof themes;
  /** The extension's own language setting; default English. */
  readonly language?: "auto" | "en" | "zh-cn";
  /** More of the user's settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** A file of the folder to open at the start. */
  readonly file?: string;
  /** Whether webviews have a site, and with it a process, of their own, as on the desktop and on vscode.dev. */
  readonly webviewsApart?: boolean;
  /** CSS pixels; default 1400 × 900. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** A whole editor in a browser, looked at from the outside as a person would. */
export interface Workbench {
  readonly page: Page;
  /** The folder that is open. */
  readonly folder: string;
  /** What the page and the logs complained of so far; read the logs with {@link complaints}. */
  complaints(): Promise<readonly string[]>;
  /** Runs a command by its title through the command palette. */
  command(title: string): Promise<void>;
  /** Opens a file of the folder in an editor through quick open, and waits for its tab. */
  openFile(name: string): Promise<void>;
  /** Puts the cursor at a 1-based position of the active editor. */
  goTo(line: number, column: number): Promise<void>;
  /** Puts the cursor into `name` at the first place where `code` stands in the file that was opened last. */
  pointAt(code: string, name: string): Promise<void>;
  /** Text of the hover at the cursor, or undefined when none comes up within the time, 4 s by default. */
  hoverText(seconds?: number): Promise<string | undefined>;
  /** Answers VS Code's own file dialog, which a setting or a remote host brings up, and returns the path that it proposed. */
  answerFileDialog(title: string, path: string, button: string): Promise<string>;
  /** The document inside the visible webview, once it has content; waits 60 s by default. */
  webviewFrame(seconds?: number): Promise<Frame>;
  /** Reloads the window and waits until it is ready again. */
  reload(): Promise<void>;
  /** Ends the process that the window runs in, as a heap that is full does. */
  crash(): Promise<void>;
  /** Ends the process of the visible webview alone, where webviews are apart. */
  crashWebview(): Promise<CrashedWebview>;
  /** Opens the window again, in another tab of the same browser, after a crash. */
  reopen(): Promise<void>;
  screenshot(path: string): Promise<void>;
  dispose(): Promise<void>;
}

/** A window in which a webview's process has ended: Playwright sees nothing of it until it joins anew. */
export interface CrashedWebview {
  /** Clicks on the first element of the workbench that a selector and a text find, once there is one. */
  click(target: { readonly selector: string; readonly text?: string }): Promise<void>;
  /** Sees the window again, once the crashed webview is gone from it. */
  rejoin(): Promise<void>;
}

/** Starts a server with a fresh profile and opens our extension, built before, in it. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const host = options.host ?? "node";
  const temporary = await mkdtemp(join(tmpdir(), "learn-dl-workbench-"));
  const extension = join(temporary, "extension");
  const folder = options.folder ?? join(temporary, "workspace");
  const undo: (() => Promise<void>)[] = [() => rm(temporary, { recursive: true, force: true })];
  const dispose = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    await mkdir(extension);
    await stageExtension(extension, host);
    if (!options.folder) await stageWorkspace(folder);
    const server = await startServer({ settings: userSettings(options), testDriver: true });
    undo.push(() => server.stop());
    const browser = await openBrowser(options, join(temporary, "browser"));
    const { context } = browser;
    undo.push(() => closeBrowser(context));
    if (options.webviewsApart) await giveWebviewsTheirOwnSite(context, server);
    const page = await context.newPage();
    // A busy machine takes its time to serve the workbench.
    page.setDefaultNavigationTimeout(120_000);
    const watch = watchPage(page);
    const file = options.file && join(folder, options.file);
    const opened = options.isEmpty ? {} : { folder };
    const address = workbenchAddress(server, { ...opened, extension: { folder: extension, host }, file });
    await page.goto(address);
    await ready(page);
    return new OpenWorkbench(page, browser, address, folder, watch, server.dataFolder, dispose);
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function openBrowser(options: WorkbenchOptions, profile: string): Promise<ProfiledBrowser> {
  const viewport = options.size ?? { width: 1400, height: 900 };
  // Only with a profile, Chromium allows frames of other sites the service worker that brings a webview its files.
  if (options.webviewsApart) return launchChromiumWithProfile(profile, viewport);
  const context = await (await launchChromium()).newContext({ viewport });
  return { context, rejoin: async () => context };
}

async function closeBrowser(context: BrowserContext): Promise<void> {
  await (context.browser() ?? context).close();
}

function userSettings(options: WorkbenchOptions): Record<string, unknown> {
  return {
    ...quietSettings,
    "learnDeepLearning.language": options.language ?? "en",
    "workbench.colorTheme": themes[options.theme ?? "light"],
    ...options.settings,
  };
}

async function ready(page: Page): Promise<void> {
  // Our icon comes when VS Code has read what the extension contributes: commands are there from then on.
  await page.waitForSelector('.activitybar a[aria-label^="Learn Deep Learning"]', { timeout: 60_000 });
}

class OpenWorkbench implements Workbench {
  private openedFile = "";

  constructor(
    public page: Page,
    private readonly browser: ProfiledBrowser,
    private readonly address: string,
    readonly folder: string,
    private readonly watch: Watch,
    private readonly dataFolder: string,
    readonly dispose: () => Promise<void>,
  ) {}

  async complaints(): Promise<readonly string[]> {
    await this.watch.readLogs(this.dataFolder);
    return this.watch.complaints;
  }

  async command(title: string): Promise<void> {
    await this.pick("F1", `>${title}`, title);
  }

  async openFile(name: string): Promise<void> {
    await this.pick("Control+p", name, name);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    this.openedFile = name;
  }

  async goTo(line: number, column: number): Promise<void> {
    await this.pick("Control+g", `:${line}:${column}`, `line ${line}`);
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  }

  async pointAt(code: string, name: string): Promise<void> {
    const text = await readFile(join(this.folder, this.openedFile), "utf8");
    const start = text.indexOf(code);
    const offset = start + code.indexOf(name) + 1;
    if (start < 0) throw new Error(`${this.openedFile} does not contain ${code}`);
    const before = text.slice(0, offset).split("\n");
    await this.goTo(before.length, (before.at(-1)?.length ?? 0) + 1);
  }

  async hoverText(seconds = 4): Promise<string | undefined> {
    const hover = this.page.locator(".monaco-resizable-hover .monaco-hover:not(.hidden)");
    const end = Date.now() + seconds * 1000;
    do {
      // The keyboard's own way to a hover: the pointer's depends on where the line happens to be drawn.
      await this.page.keyboard.press("Control+k");
      await this.page.keyboard.press("Control+i");
      try {
        await hover.waitFor({ timeout: Math.min(3000, seconds * 1000) });
        return await hover.innerText();
      } catch {
        await this.page.keyboard.press("Escape");
      }
    } while (Date.now() < end);
    return undefined;
  }

  async answerFileDialog(title: string, path: string, button: string): Promise<string> {
    const dialog = this.page.locator(".quick-input-widget", { hasText: title });
    const input = dialog.locator("input.input");
    await dialog.waitFor();
    // It reads the folder that it proposes first, and would put that in place of what came before.
    await dialog.locator(".quick-input-list .monaco-list-row").first().waitFor();
    const proposed = await input.inputValue();
    await input.fill(path);
    await dialog.locator(".quick-input-action", { hasText: button }).click();
    await dialog.waitFor({ state: "hidden" });
    return proposed;
  }

  async webviewFrame(seconds = 60): Promise<Frame> {
    const end = Date.now() + seconds * 1000;
    while (Date.now() < end) {
      for (const frame of this.page.frames()) if (await isVisibleWebview(frame)) return frame;
      await this.page.waitForTimeout(100);
    }
    throw new Error(`no webview with content came up within ${seconds} s`);
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await ready(this.page);
  }

  async crash(): Promise<void> {
    const crashed = this.page.waitForEvent("crash");
    const devtools = await this.page.context().newCDPSession(this.page);
    // The answer never comes.
    devtools.send("Page.crash").catch(() => {});
    await crashed;
  }

  async crashWebview(): Promise<CrashedWebview> {
    const outer = (await this.webviewFrame()).parentFrame();
    if (!outer) throw new Error("the webview has no frame around it");
    const context = this.page.context();
    const window = await context.newCDPSession(this.page);
    const dead = `iframe[name=${JSON.stringify(outer.name())}]`;
    const devtools = await context.newCDPSession(outer);
    const crashed = this.page.waitForEvent("crash");
    devtools.send("Page.crash").catch(() => {});
    await crashed;
    return {
      click: (selector) => clickThrough(window, selector),
      rejoin: async () => {
        await untilTrue(window, `document.querySelector(${JSON.stringify(dead)}) === null`);
        const pages = (await this.browser.rejoin()).pages();
        const page = pages.find((one) => one.url().startsWith(new URL(this.address).origin));
        if (!page) throw new Error("the window is gone");
        this.page = page;
      },
    };
  }

  async reopen(): Promise<void> {
    this.page = await this.page.context().newPage();
    await this.page.goto(this.address);
    await ready(this.page);
  }

  async screenshot(path: string): Promise<void> {
    await this.page.screenshot({ path });
  }

  /**
   * Types into the input that a key opens, and picks a row of what it offers. Not Enter: pressed before the input has
   * been read it does nothing, pressed again it may end up in the file. Tries again when the input went away: an editor
   * that is still opening takes the focus from it.
   */
  private async pick(key: string, text: string, row: string): Promise<void> {
    const input = this.page.locator(".quick-input-widget input");
    const rows = this.page.locator(".quick-input-list .monaco-list-row", { hasText: row });
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press(key);
      try {
        await input.fill(text, { timeout: 3000 });
        await rows.first().click({ timeout: 5000 });
        return;
      } catch (error) {
        if (attempt === 8) throw error;
      }
    }
  }
}

async function clickThrough(
  devtools: CDPSession,
  { selector, text = "" }: { readonly selector: string; readonly text?: string },
): Promise<void> {
  const expression = `(() => {
    const found = [...document.querySelectorAll(${JSON.stringify(selector)})];
    const element = found.find((one) => one.textContent.includes(${JSON.stringify(text)}));
    element?.click();
    return element !== undefined;
  })()`;
  await untilTrue(devtools, expression);
}

async function untilTrue(devtools: CDPSession, expression: string): Promise<void> {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    const { result } = await devtools.send("Runtime.evaluate", { expression });
    if (result.value === true) return;
    await new Promise((resume) => setTimeout(resume, 200));
  }
  throw new Error(`not true within 60 s: ${expression}`);
}

/** VS Code puts a webview's document into a frame within a frame of its own. */
async function isVisibleWebview(frame: Frame): Promise<boolean> {
  try {
    if (!frame.parentFrame()?.url().includes("/webview/browser/pre/")) return false;
    const element = await frame.frameElement();
    if (!(await element.isVisible())) return false;
    return (await frame.evaluate(() => document.body?.childElementCount ?? 0)) > 0;
  } catch {
    return false;
  }
}
