import { html, nothing, type TemplateResult } from "lit";
import type { Strings } from "./strings";

export interface CodeBarOptions {
  /** An editor tab shows the text: it is changed there. */
  readonly inEditor: boolean;
  readonly strings: Strings;
  onOpen(): void;
  onExport(): void;
}

/** Above the demo's text: ways to work on it elsewhere, and a word when that is happening. */
export function codeBarTemplate({ inEditor, strings, onOpen, onExport }: CodeBarOptions): TemplateResult {
  return html`<div class="code-bar">
    <span class="code-name">demo.ts</span>
    <span class="code-note" role="status">${inEditor ? strings.textIsInTab : nothing}</span>
    <button class="quiet" data-action="open-demo" title=${inEditor ? nothing : strings.openDemoHint} @click=${onOpen}>
      ${inEditor ? strings.showTab : strings.openDemo}
    </button>
    <button class="quiet" data-action="export-demo" title=${strings.exportDemoHint} @click=${onExport}>
      ${strings.exportDemo}
    </button>
  </div>`;
}
