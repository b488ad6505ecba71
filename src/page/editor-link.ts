import type { FromPage, PageState, ToPage } from "../protocol";
import { parsePageState } from "../protocol";

/** What VS Code gives a webview's script, once. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The page's end of the line to the editor: messages both ways, and what the page remembers. */
export class EditorLink {
  readonly #api = acquireVsCodeApi();

  post(message: FromPage): void {
    this.#api.postMessage(message);
  }

  onMessage(listener: (message: ToPage) => void): void {
    window.addEventListener("message", (event: MessageEvent<unknown>) => {
      const data = event.data;
      // The editor is our own code; anything without a type comes from elsewhere.
      if (typeof data === "object" && data !== null && "type" in data) listener(data as ToPage);
    });
  }

  /** What the page remembered before a reload; undefined when that is nothing we know. */
  get state(): PageState | undefined {
    return parsePageState(this.#api.getState());
  }

  /** A page whose process dies takes its state with it; so the editor is told as well. */
  remember(state: PageState): void {
    this.#api.setState(state);
    this.post({ type: "kept", state });
  }
}
