import { typescriptLanguage } from "@codemirror/lang-javascript";
import { classHighlighter, highlightCode } from "@lezer/highlight";
import type { LabPlace } from "../curriculum/lab-docs";
import { type DocPart, mostSignatures, paragraphsOf } from "../help/help-text";
import type { Help } from "../help/lab-help";

export interface HelpCardOptions {
  /** Words on the button that leads to the source. */
  readonly sourceLabel: (file: string, line: number) => string;
  /** Absent: no button. */
  readonly onSource?: (place: LabPlace) => void;
}

/** Signature and docstring of a name of the lab. */
export function helpCard(help: Help, options: HelpCardOptions): HTMLElement {
  const card = document.createElement("div");
  card.className = "help-card";
  for (const { text } of help.signatures.slice(0, mostSignatures)) card.append(signature(text));
  for (const paragraph of paragraphsOf(help)) card.append(prose(paragraph));
  const { onSource } = options;
  if (onSource && help.file !== "") card.append(sourceButton(help, onSource, options));
  return card;
}

/** What a screen reader says of it. */
export function helpText(help: Help): string {
  return [help.signatures[0]?.text ?? help.name, help.doc].filter(Boolean).join(". ");
}

function signature(text: string): HTMLElement {
  const line = document.createElement("code");
  line.className = "help-signature";
  line.lang = "en";
  const put = (part: string, classes: string): void => {
    if (classes === "") {
      line.append(part);
      return;
    }
    const span = document.createElement("span");
    span.className = classes;
    span.textContent = part;
    line.append(span);
  };
  highlightCode(text, typescriptLanguage.parser.parse(text), classHighlighter, put, () => line.append("\n"));
  return line;
}

function prose(parts: readonly DocPart[]): HTMLElement {
  const paragraph = document.createElement("p");
  paragraph.lang = "en";
  for (const { text, isCode } of parts) {
    paragraph.append(isCode ? Object.assign(document.createElement("code"), { textContent: text }) : text);
  }
  return paragraph;
}

function sourceButton(
  { file, line }: LabPlace,
  onSource: (place: LabPlace) => void,
  { sourceLabel }: HelpCardOptions,
): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = sourceLabel(file, line);
  // The editor keeps its cursor, and the card that the button stands on.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => onSource({ file, line }));
  return button;
}
