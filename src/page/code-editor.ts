import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState, StateEffect, StateField, Transaction } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

export interface CodeEditorOptions {
  readonly text: string;
  /** Name for screen readers. */
  readonly label: string;
  readonly nonce: string;
  onChange(text: string): void;
}

/** The line that a failed run stopped at, 1-based. */
export interface MarkedLine {
  readonly line: number;
  readonly column: number | undefined;
  readonly message: string;
}

const markLine = StateEffect.define<number | undefined>();

/** Colours the whole line of an error, until the text changes or the next run starts. */
const errorLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(lines, transaction) {
    let marked = lines.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(markLine)) continue;
      marked =
        effect.value === undefined
          ? Decoration.none
          : Decoration.set([
              Decoration.line({ class: "error-line" }).range(transaction.state.doc.line(effect.value).from),
            ]);
    }
    return marked;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The demo's text, editable. */
export class CodeEditor {
  readonly #view: EditorView;
  #quiet = false;

  constructor(place: Element, options: CodeEditorOptions) {
    this.#view = new EditorView({
      parent: place,
      state: EditorState.create({
        doc: options.text,
        extensions: [
          EditorView.cspNonce.of(options.nonce),
          EditorView.contentAttributes.of({ "aria-label": options.label, tabindex: "0" }),
          lineNumbers(),
          lintGutter(),
          errorLine,
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          javascript({ typescript: true }),
          syntaxHighlighting(classHighlighter),
          EditorState.tabSize.of(2),
          keymap.of([...defaultKeymap.filter(isFree), ...historyKeymap]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !this.#quiet) options.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  /** Replaces the whole text; the learner can undo it, but `onChange` is not told. */
  setText(text: string): void {
    if (text === this.text) return;
    this.#quiet = true;
    const { length } = this.#view.state.doc;
    this.#view.dispatch({
      changes: { from: 0, to: length, insert: text },
      annotations: Transaction.userEvent.of("input.replace"),
    });
    this.#quiet = false;
    this.unmark();
  }

  relabel(label: string): void {
    this.#view.contentDOM.setAttribute("aria-label", label);
  }

  mark(error: MarkedLine): void {
    const { doc } = this.#view.state;
    const line = doc.line(Math.min(doc.lines, Math.max(1, error.line)));
    const from = Math.min(line.to, line.from + Math.max(0, (error.column ?? 1) - 1));
    const word = this.#view.state.wordAt(from);
    const to = error.column === undefined ? line.to : Math.max(Math.min(line.to, from + 1), word?.to ?? 0);
    const indent = /^\s*/.exec(line.text)?.[0].length ?? 0;
    const start = error.column === undefined ? line.from + indent : from;
    const diagnostic = {
      from: start,
      to: Math.max(start, to),
      severity: "error" as const,
      message: error.message,
    };
    this.#view.dispatch(setDiagnostics(this.#view.state, [diagnostic]), {
      effects: markLine.of(line.number),
    });
  }

  unmark(): void {
    this.#view.dispatch(setDiagnostics(this.#view.state, []), { effects: markLine.of(undefined) });
  }

  /** Puts the cursor at the beginning of a line and shows it. */
  goTo(line: number): void {
    const { doc } = this.#view.state;
    const { from } = doc.line(Math.min(doc.lines, Math.max(1, line)));
    this.#view.dispatch({
      selection: { anchor: from },
      effects: EditorView.scrollIntoView(from, { y: "center" }),
    });
    this.#view.focus();
  }

  destroy(): void {
    this.#view.destroy();
  }
}

/** Running and stopping belong to the page; Tab moves on, so that nobody is caught in the editor. */
function isFree(binding: { key?: string }): boolean {
  return binding.key !== "Mod-Enter" && binding.key !== "Escape" && binding.key !== indentWithTab.key;
}
