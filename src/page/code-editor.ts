import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import {
  Compartment,
  EditorState,
  type Extension,
  StateEffect,
  StateField,
  Transaction,
} from "@codemirror/state";
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
import labDocs from "lab-docs";
import type { LabPlace } from "../curriculum/lab-docs";
import type { Language } from "../curriculum/model";
import { LabHelp } from "../help/lab-help";
import { editorPhrases } from "./editor-phrases";
import { completionSources } from "./lab-completion";
import { labHover } from "./lab-hover";
import { stringsOf } from "./strings";

export interface CodeEditorOptions {
  readonly text: string;
  readonly language: Language;
  readonly nonce: string;
  /** The learner typed. */
  onChange(text: string): void;
  /** The learner wants to read the lab's source there. */
  onSource(place: LabPlace): void;
}

const help = new LabHelp(labDocs);

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
  readonly #spoken = new Compartment();
  readonly #locked = new Compartment();
  #language: Language;
  #quiet = false;

  constructor(
    place: Element,
    private readonly options: CodeEditorOptions,
  ) {
    this.#language = options.language;
    this.#view = new EditorView({
      parent: place,
      state: EditorState.create({
        doc: options.text,
        extensions: this.#extensions(),
      }),
    });
  }

  #extensions(): Extension {
    const { nonce, onChange, onSource } = this.options;
    const sourceLabel = (file: string, line: number) => stringsOf(this.#language).source(file, line);
    return [
      EditorView.cspNonce.of(nonce),
      this.#spoken.of(this.#words()),
      this.#locked.of([]),
      lineNumbers(),
      lintGutter(),
      errorLine,
      history(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      autocompletion({ override: [...completionSources(help)] }),
      labHover(help, () => ({ sourceLabel, onSource })),
      search({ top: true }),
      highlightSelectionMatches(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      javascript({ typescript: true }),
      syntaxHighlighting(classHighlighter),
      EditorState.tabSize.of(2),
      keymap.of([
        ...closeBracketsKeymap,
        ...completionKeymap,
        ...searchKeymap,
        ...historyKeymap,
        ...defaultKeymap.filter(isFree),
      ]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !this.#quiet) onChange(update.state.doc.toString());
      }),
    ];
  }

  /** All that is said in the learner's language. */
  #words(): Extension {
    const label = stringsOf(this.#language).code;
    return [
      EditorState.phrases.of(editorPhrases(this.#language)),
      EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
    ];
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  /**
   * Replaces the whole text; `onChange` is not told.
   * @param undoable whether the learner's Undo brings the text before it back
   */
  setText(text: string, undoable = true): void {
    if (text === this.text) return;
    this.#quiet = true;
    this.#view.dispatch({
      changes: changeBetween(this.text, text),
      annotations: [Transaction.userEvent.of("input.replace"), Transaction.addToHistory.of(undoable)],
    });
    this.#quiet = false;
    this.unmark();
  }

  speak(language: Language): void {
    if (language === this.#language) return;
    this.#language = language;
    this.#view.dispatch({ effects: this.#spoken.reconfigure(this.#words()) });
  }

  /** A locked text can be read, searched and copied. */
  lock(locked: boolean): void {
    const extensions = locked
      ? [EditorState.readOnly.of(true), EditorView.editorAttributes.of({ class: "locked" })]
      : [];
    this.#view.dispatch({ effects: this.#locked.reconfigure(extensions) });
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

/** The one part in which two texts differ: cursor and view stay where they are in the rest. */
function changeBetween(before: string, after: string): { from: number; to: number; insert: string } {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from += 1;
  let kept = 0;
  while (kept < shorter - from && before.at(-1 - kept) === after.at(-1 - kept)) kept += 1;
  return { from, to: before.length - kept, insert: after.slice(from, after.length - kept) };
}

/** Running and stopping belong to the page; Tab moves on, so that nobody is caught in the editor. */
function isFree(binding: { key?: string }): boolean {
  return binding.key !== "Mod-Enter" && binding.key !== "Escape" && binding.key !== indentWithTab.key;
}
