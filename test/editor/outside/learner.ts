import { expect } from "chai";
import type { Frame, Locator } from "playwright-core";
import type { Workbench } from "../../host/workbench";

/** What a learner does and sees, in their words. */
export class Learner {
  constructor(readonly workbench: Workbench) {}

  /** The tree of one of our views. */
  view(name: "Questions" | "In This File"): Locator {
    const { page } = this.workbench;
    const header = page.locator(`.pane-header[aria-label^="${name}"]`);
    return page.locator(".pane", { has: header }).locator(".customview-tree:not(.hide)");
  }

  get tree(): Locator {
    return this.view("Questions");
  }

  /** Reads a notice in the notification centre: an editor under test shows no toasts. */
  async expectNotice(text: string): Promise<void> {
    const { page } = this.workbench;
    await page.locator('[id="status.notifications"]').click();
    await page.locator(".notifications-center .notification-list-item", { hasText: text }).waitFor();
    await page.keyboard.press("Escape");
  }

  async openSidebar(): Promise<void> {
    // A second click on the icon would close it.
    if (!(await this.tree.isVisible())) {
      await this.workbench.page.locator('.activitybar a[aria-label^="Learn Deep Learning"]').click();
    }
    await this.tree.locator(".monaco-list-row").first().waitFor();
  }

  /** A row of the tree by a part of its text. */
  row(text: string): Locator {
    return this.tree.locator(".monaco-list-row", { hasText: text });
  }

  /** Picks a question in the search, written or not. */
  async choose(number: number): Promise<void> {
    const { page } = this.workbench;
    const row = page.locator(".quick-input-list .monaco-list-row", { hasText: new RegExp(`^${number}\\. `) });
    await again(3, async () => {
      await this.workbench.command("Learn Deep Learning: Search Questions…");
      const input = page.locator('.quick-input-widget input[aria-label^="Search questions"]');
      // A page that is just coming up takes the focus, and the search closes.
      await input.fill(`${number}. `, { timeout: 5000 });
      await row.click({ timeout: 5000 });
    });
  }

  /** The page of a question, once its demo's controls are there. */
  async openQuestion(number: number): Promise<QuestionView> {
    await this.choose(number);
    return this.question(number);
  }

  /** The page of a question that is being opened or brought back. */
  async question(number: number, seconds = 60): Promise<QuestionView> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const frame = await this.workbench.webviewFrame(seconds);
      const eyebrow = frame.locator(".eyebrow");
      if (
        await eyebrow
          .filter({ hasText: new RegExp(`\\b${number}\\b`) })
          .isVisible()
          .catch(() => false)
      ) {
        return new QuestionView(frame);
      }
      if (Date.now() > end) throw new Error(`question ${number} did not come up within ${seconds} s`);
      await this.workbench.page.waitForTimeout(100);
    }
  }

  /** Nothing went wrong behind the scenes. */
  async expectNoComplaints(): Promise<void> {
    expect(await this.workbench.complaints()).to.deep.equal([]);
  }
}

export class QuestionView {
  constructor(readonly frame: Frame) {}

  get title(): Locator {
    return this.frame.locator("h1");
  }

  get answer(): Locator {
    return this.frame.locator(".answer");
  }

  get demoStatus(): Locator {
    return this.frame.locator(".demo-status");
  }

  get code(): Locator {
    return this.frame.locator(".cm-content");
  }

  language(language: "en" | "zh-cn"): Locator {
    return this.frame.locator(`input[name="language"][value="${language}"]`);
  }

  action(name: "run" | "stop" | "reset" | "throw-away"): Locator {
    return this.frame.locator(`[data-action="${name}"]`);
  }

  async expectStatus(text: RegExp): Promise<void> {
    await this.demoStatus.filter({ hasText: text }).waitFor();
  }

  /** Replaces the demo's text as a learner would: selects all, deletes, and types line by line. */
  async rewrite(text: string): Promise<void> {
    const { keyboard } = this.frame.page();
    await again(3, async () => {
      await this.code.click();
      await keyboard.press("Control+a");
      await keyboard.press("Backspace");
      await this.code.filter({ hasText: /^$/ }).waitFor({ timeout: 5000 });
      for (const [index, line] of text.trimEnd().split("\n").entries()) {
        if (index > 0) await keyboard.press("Enter");
        await keyboard.type(line);
      }
      expect((await this.code.innerText()).trim()).to.equal(text.trim());
    });
  }
}

/** Keyboard and focus race with a busy editor: what went astray is done once more. */
async function again(times: number, action: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await action();
    } catch (error) {
      if (attempt === times) throw error;
    }
  }
}
