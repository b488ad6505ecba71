import type { Picture } from "./picture";
import type { SaveFile } from "./picture-file";
import { PictureView } from "./picture-view";
import type { Strings } from "./strings";

/** Pictures beside each other, as many in a row as have room. */
export class ChartsView {
  readonly element = document.createElement("div");
  readonly #views: PictureView[] = [];

  constructor(
    pictures: readonly Picture[],
    strings: Strings,
    private readonly save: SaveFile,
  ) {
    this.element.className = "picture-row";
    this.update(pictures, strings);
  }

  update(pictures: readonly Picture[], strings: Strings): void {
    for (const view of this.#views.splice(pictures.length)) view.remove();
    pictures.forEach((picture, i) => {
      const known = this.#views[i];
      if (known) known.update(picture, strings);
      else {
        const view = new PictureView(picture, strings, this.save);
        this.#views.push(view);
        this.element.append(view.element);
      }
    });
  }

  redraw(): void {
    for (const view of this.#views) view.redraw();
  }

  remove(): void {
    for (const view of this.#views) view.remove();
    this.element.remove();
  }
}
