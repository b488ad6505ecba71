import { type EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import {
  type Command,
  closeHoverTooltips,
  EditorView,
  hasHoverTooltips,
  hoverTooltip,
  keymap,
  showTooltip,
  type Tooltip,
} from "@codemirror/view";
import type { Help, LabHelp } from "../help/lab-help";
import { LabTypes } from "../help/lab-types";
import { type HelpCardOptions, helpCard, helpText } from "./help-card";
import { wholeTree } from "./whole-tree";

/**
 * Help about the name under the pointer, or under the cursor with Mod-Shift-Space; F12 and Mod-click lead to its
 * source. Escape closes what is open before it does anything else.
 */
export function labHover(help: LabHelp, options: () => HelpCardOptions): Extension {
  const helpAt = (
    state: EditorState,
    position: number,
  ): { help: Help; from: number; to: number } | undefined => {
    const found = new LabTypes(wholeTree(state), state.doc.toString(), help).helpAt(position);
    const word = found && state.wordAt(position);
    return found && { help: found, from: word?.from ?? position, to: word?.to ?? position };
  };
  const tooltipAt = (state: EditorState, position: number): Tooltip | null => {
    const found = helpAt(state, position);
    if (!found) return null;
    const { from, to } = found;
    const create = () => {
      const dom = document.createElement("div");
      dom.append(helpCard(found.help, options()));
      return { dom };
    };
    return { pos: from, end: to, above: true, create };
  };
  const goToSource = (state: EditorState, position: number): boolean => {
    const found = helpAt(state, position);
    if (!found || found.help.file === "") return false;
    options().onSource?.({ file: found.help.file, line: found.help.line });
    return true;
  };
  const showAtCursor: Command = (view) => {
    const { head } = view.state.selection.main;
    const found = helpAt(view.state, head);
    if (!found) return false;
    view.dispatch({
      effects: [setCard.of(tooltipAt(view.state, head)), EditorView.announce.of(helpText(found.help))],
    });
    return true;
  };
  return [
    hoverTooltip((view, position) => tooltipAt(view.state, position), { hideOnChange: true }),
    cardAtCursor,
    keymap.of([
      { key: "Mod-Shift-Space", run: showAtCursor },
      { key: "F12", run: (view) => goToSource(view.state, view.state.selection.main.head) },
      { key: "Escape", run: closeHelp },
    ]),
    EditorView.domEventHandlers({
      mousedown(event, view) {
        if (event.button !== 0 || !(event.ctrlKey || event.metaKey)) return false;
        const position = view.posAtCoords({ x: event.clientX, y: event.clientY });
        return position !== null && goToSource(view.state, position);
      },
    }),
  ];
}

const setCard = StateEffect.define<Tooltip | null>();

/** The card that the keyboard opened; it goes when the text or the cursor does. */
const cardAtCursor = StateField.define<Tooltip | null>({
  create: () => null,
  update(card, transaction) {
    for (const effect of transaction.effects) if (effect.is(setCard)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : card;
  },
  provide: (field) => showTooltip.from(field),
});

const closeHelp: Command = (view) => {
  const hovers = hasHoverTooltips(view.state);
  if (!hovers && view.state.field(cardAtCursor, false) === null) return false;
  view.dispatch({ effects: [setCard.of(null), ...(hovers ? [closeHoverTooltips] : [])] });
  return true;
};
