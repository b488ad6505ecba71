/** A text with what does not matter when learners search taken out of it: case, and American z for British s. */
export function spelledAlike(text: string): string {
  return text.toLowerCase().replaceAll("z", "s");
}
