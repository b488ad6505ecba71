const boxes = ".prose pre, .prose .table, .prose .formula";

/** Wide code, tables and formulas scroll in a box of their own: those that do can be reached by keyboard. */
export function openScrollBoxes(root: ParentNode): void {
  for (const box of root.querySelectorAll<HTMLElement>(boxes)) {
    if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}
