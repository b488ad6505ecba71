const blocks = ".intro > *, .body > *, .quiz-item, .sources, .related";

/** Where the reader is: the block at the top of the window, and how far into it. */
export class ReadingPlace {
  readonly #index: number;
  readonly #share: number;
  readonly #top: number;

  /** Remembers the place now. */
  constructor(private readonly root: ParentNode) {
    const all = this.#blocks();
    const bar = this.#barHeight();
    this.#index = all.findIndex((block) => block.getBoundingClientRect().bottom > bar);
    const box = all[this.#index]?.getBoundingClientRect();
    this.#top = window.scrollY === 0 ? 0 : bar;
    this.#share = box && box.height > 0 ? (bar - box.top) / box.height : 0;
  }

  /** Scrolls to the same block of another text: both languages have the same blocks. */
  restore(): void {
    const box = this.#blocks()[this.#index]?.getBoundingClientRect();
    if (!box || this.#top === 0) return;
    const share = Math.max(0, this.#share);
    const before = this.#share < 0 ? this.#share * box.height : 0;
    window.scrollBy({ top: box.top + share * box.height + before - this.#top, behavior: "instant" });
  }

  #blocks(): readonly Element[] {
    return [...this.root.querySelectorAll(blocks)];
  }

  #barHeight(): number {
    return this.root.querySelector(".bar")?.getBoundingClientRect().height ?? 0;
  }
}
