import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { extname, join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import "./vscode-stub";
import type { Uri, Webview } from "vscode";
import type { Language, Question } from "../../src/curriculum/model";
import { pageShell } from "../../src/editor/page-shell";
import type { FromPage, ToPage } from "../../src/protocol";
import themes from "../fixtures/themes.json";
import { launchChromium } from "../host/chromium";

export type ThemeName = keyof typeof themes;
export type Show = Extract<ToPage, { type: "show" }>;

const types: Record<string, string> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
  ".html": "text/html; charset=utf-8",
};

/** The built page in a headless browser, inside the editor's own shell and under its content policy. */
export class PageHost {
  private constructor(
    private readonly browser: Browser,
    private readonly server: Server,
    readonly origin: string,
  ) {}

  static async start(): Promise<PageHost> {
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? "/", "http://127.0.0.1").pathname;
      answer(path, `http://${request.headers.host}`).then(
        ({ type, body }) => response.writeHead(200, { "content-type": type }).end(body),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const address = server.address();
    if (typeof address !== "object" || address === null) throw new Error("the test's server has no port");
    return new PageHost(await launchChromium(), server, `http://127.0.0.1:${address.port}`);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    this.server.close();
  }

  /** An empty page as the editor opens it, with a stand-in for the editor that keeps every message. */
  async open(options: OpenOptions = {}): Promise<OpenPage> {
    const { width = 1320, height = 930, theme = "light", state } = options;
    const context = await this.browser.newContext({
      viewport: { width, height },
      reducedMotion: options.reducedMotion ? "reduce" : "no-preference",
    });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(`console: ${message.text()}`);
    });
    await page.addInitScript(standInForEditor, { theme: themes[theme], state });
    await page.goto(this.origin);
    return new OpenPage(page, problems);
  }
}

export interface OpenOptions {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: ThemeName;
  /** What the page remembers from before. */
  readonly state?: unknown;
  readonly reducedMotion?: boolean;
}

export class OpenPage {
  constructor(
    readonly page: Page,
    /** Uncaught errors and lines of the console that are errors. */
    readonly problems: string[],
  ) {}

  /** Sends a message as the editor does, and waits until the page has taken it. */
  async send(message: ToPage): Promise<void> {
    await this.page.evaluate(
      (data) =>
        new Promise<void>((taken) => {
          window.addEventListener("message", () => taken(), { once: true });
          window.postMessage(data, "*");
        }),
      message,
    );
  }

  /** What the page has said to the editor so far. */
  async said(): Promise<readonly FromPage[]> {
    return this.page.evaluate(() => (window as unknown as { said: FromPage[] }).said);
  }

  async saidOfType<T extends FromPage["type"]>(type: T): Promise<readonly Extract<FromPage, { type: T }>[]> {
    return (await this.said()).filter(
      (message): message is Extract<FromPage, { type: T }> => message.type === type,
    );
  }

  async kept(): Promise<unknown> {
    return this.page.evaluate(() => (window as unknown as { kept: unknown }).kept);
  }

  /** Reports of the content policy, as `directive what`. */
  async violations(): Promise<readonly string[]> {
    return this.page.evaluate(() => (window as unknown as { violations: string[] }).violations);
  }

  /** Waits until the demo's run has ended so many times. */
  async runsEnded(count: number): Promise<void> {
    await this.page.waitForFunction(
      (wanted) =>
        (window as unknown as { said: FromPage[] }).said.filter(({ type }) => type === "demoEnded").length >=
        wanted,
      count,
    );
    // What it showed is drawn with the next frame.
    await this.page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

/** What a reader sees of an element, once it is there: hidden text left out, blocks on lines of their own. */
export async function textOf(element: Locator): Promise<string> {
  await element.waitFor();
  return (await element.allInnerTexts()).join("\n");
}

/** The message that opens a question, with everything about the learner left fresh. */
export function showing(question: Question, changes: Partial<Show> = {}): Show {
  const title = (en: string, zh: string): Record<Language, string> => ({ en, "zh-cn": zh });
  return {
    type: "show",
    question,
    topicTitle: title("Foundations", "基础"),
    total: 50,
    language: "en",
    progress: { status: "new", quiz: {}, bookmarked: false },
    draft: undefined,
    inEditor: false,
    params: {},
    previous: { number: 5, title: title("Why non-linear?", "为什么要非线性？"), available: true },
    next: { number: 15, title: title("Which activation?", "选哪个激活函数？"), available: true },
    related: [
      { number: 7, title: title("What is a convolution?", "什么是卷积？"), available: true },
      { number: 9, title: title("What is a GAN?", "什么是 GAN？"), available: false },
    ],
    runDemo: false,
    holdDemo: false,
    kept: undefined,
    ...changes,
  };
}

/** The same question with another demo text in both languages. */
export function withDemo(question: Question, code: string): Question {
  return { ...question, demo: { ...question.demo, code: { en: code, "zh-cn": code } } };
}

async function answer(path: string, origin: string): Promise<{ type: string; body: string | Buffer }> {
  if (path === "/") {
    const webview = { cspSource: origin, asWebviewUri: (uri: Uri) => uri } as unknown as Webview;
    return { type: types[".html"]!, body: pageShell(webview, origin as unknown as Uri, "en") };
  }
  if (!path.startsWith("/dist/") || path.includes("..")) throw new Error("not served");
  return {
    type: types[extname(path)] ?? "application/octet-stream",
    body: await readFile(join(process.cwd(), path)),
  };
}

/** Runs in the page before its own script: what VS Code provides, and ears for the content policy. */
function standInForEditor(given: {
  theme: { classes: string; variables: Record<string, string> };
  state: unknown;
}): void {
  const own = window as unknown as {
    said: unknown[];
    violations: string[];
    kept: unknown;
    acquireVsCodeApi: () => unknown;
  };
  own.said = [];
  own.violations = [];
  own.kept = given.state;
  own.acquireVsCodeApi = () => ({
    postMessage: (message: unknown) => own.said.push(structuredClone(message)),
    getState: () => own.kept,
    setState: (state: unknown) => {
      own.kept = structuredClone(state);
    },
  });
  document.addEventListener("securitypolicyviolation", (event) => {
    own.violations.push(
      `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
    );
  });
  document.addEventListener("DOMContentLoaded", () => {
    document.body.className = given.theme.classes;
    for (const [name, value] of Object.entries(given.theme.variables)) {
      document.documentElement.style.setProperty(name, value);
    }
  });
}
