/** A demo's text without the mark `¦`, and where that stood. */
export function withoutMark(marked: string): { readonly text: string; readonly position: number } {
  const position = marked.indexOf("¦");
  return { text: marked.slice(0, position) + marked.slice(position + 1), position };
}
