import { type OpenOptions, type OpenPage, PageHost } from "./open-page";

/** Pages for the tests of one `describe`. */
export interface Pages {
  /** Where they come from, `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** A fresh page; it is closed when the next test begins. */
  open(options?: OpenOptions): Promise<OpenPage>;
}

/** Every file of the suite is a bundle of its own; what they share stands here. */
const shared = globalThis as typeof globalThis & { learnDlPageHost?: Promise<PageHost> | undefined };

/** To be called inside of `describe`: brings a browser, one for all files that ask for it. */
export function withPages(): Pages {
  let host: PageHost;
  const opened: OpenPage[] = [];
  const close = async (): Promise<void> => {
    for (const page of opened.splice(0)) await page.close();
  };
  before(async () => {
    shared.learnDlPageHost ??= PageHost.start();
    host = await shared.learnDlPageHost;
  });
  // Not when a test ends: the hooks of its own file may still look at its page.
  beforeEach(close);
  after(close);
  return {
    get origin() {
      return host.origin;
    },
    async open(options) {
      const page = await host.open(options);
      opened.push(page);
      return page;
    },
  };
}

after(async () => {
  await (await shared.learnDlPageHost)?.stop();
  shared.learnDlPageHost = undefined;
});
