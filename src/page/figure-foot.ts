import { html, nothing, type TemplateResult } from "lit";
import type { Strings } from "./strings";

export type FileKind = "svg" | "png" | "csv";

export interface FootOptions {
  readonly title: string;
  readonly strings: Strings;
  readonly formats: readonly FileKind[];
  /** The table, while it is open; absent for what is a table itself. */
  readonly data?: TemplateResult | undefined;
  readonly onData?: (open: boolean) => void;
  readonly onSave: (kind: FileKind) => void;
}

/** Below each figure: its numbers as a table, and what it can be saved as. */
export function figureFoot({ title, strings, formats, data, onData, onSave }: FootOptions): TemplateResult {
  const opened = (event: Event): boolean => (event.currentTarget as HTMLDetailsElement).open;
  return html`<div class="figure-foot">
    ${
      onData
        ? html`<details class="chart-data" @toggle=${(event: Event) => onData(opened(event))}>
            <summary>${strings.showData}</summary>
            ${data ?? nothing}
          </details>`
        : nothing
    }
    <details class="save">
      <summary>${strings.save}</summary>
      ${formats.map(
        (kind) => html`<button
          class="quiet"
          aria-label=${strings.saveAs(kind.toUpperCase(), title)}
          @click=${() => onSave(kind)}
        >
          ${kind.toUpperCase()}
        </button>`,
      )}
    </details>
  </div>`;
}
