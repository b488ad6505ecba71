import { type InsideEvent, insideMark } from "./inside-event";
import { isNoise } from "./noise";
import type { Results } from "./results";
import type { HostKind } from "./stage";

/** Reads the console of an extension host in which our Mocha runs, shows it, and counts. */
export class InsideReport {
  /** The extension host that the tests ran in. */
  host: HostKind | undefined;
  private passed = 0;
  private skipped = 0;
  private readonly failures: { title: string; message: string }[] = [];
  private shown: readonly string[] = [];
  private ended = false;

  read(type: string, args: readonly unknown[]): void {
    const text = args.map(String).join(" ");
    const mark = text.indexOf(insideMark);
    if (mark >= 0) this.take(JSON.parse(text.slice(mark + insideMark.length)));
    else if (type === "error" && !isNoise(text)) console.log(`  (console) ${text}`);
  }

  /** Counts things that no test could see as failures of the run. */
  complain(complaints: readonly string[]): void {
    for (const message of complaints) this.fail(["the editor"], message);
  }

  /** Says what is missing of a complete run. */
  close(): void {
    if (!this.ended) this.fail(["the run"], "was cut off before all tests had run");
    else if (this.passed + this.failures.length === 0) this.fail(["the run"], "ran no test");
  }

  get results(): Results {
    const { passed, skipped, failures } = this;
    return { passed, skipped, failed: failures.length, failures };
  }

  take(event: InsideEvent): void {
    switch (event.type) {
      case "start":
        this.host = event.host;
        break;
      case "passed":
        this.passed++;
        this.show(
          event.title,
          `✔ ${event.title.at(-1)}${event.milliseconds > 500 ? ` (${event.milliseconds} ms)` : ""}`,
        );
        break;
      case "skipped":
        this.skipped++;
        this.show(event.title, `- ${event.title.at(-1)}`);
        break;
      case "failed":
        this.fail(event.title, event.message);
        break;
      case "end":
        this.ended = true;
    }
  }

  private fail(title: readonly string[], message: string): void {
    this.failures.push({ title: title.join(" › "), message });
    this.show(title, `✘ ${title.at(-1)}\n${indent(message, 6)}`);
  }

  /** Prints a test under the headings of its suites, each heading once. */
  private show(title: readonly string[], line: string): void {
    const suites = title.slice(0, -1);
    suites.forEach((suite, depth) => {
      const same = suites.slice(0, depth + 1).every((name, index) => name === this.shown[index]);
      if (!same) console.log(`${"  ".repeat(depth + 1)}${suite}`);
    });
    this.shown = suites;
    console.log(`${"  ".repeat(suites.length + 1)}${line}`);
  }
}

function indent(text: string, spaces: number): string {
  return text.replaceAll(/^/gm, " ".repeat(spaces));
}
