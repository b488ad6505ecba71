import type { OlderForm } from "./model";

/** The entry of a public name that has a newer one. */
export function olderName(forms: readonly OlderForm[], api: string): OlderForm | undefined {
  return forms.find((form) => form.of === undefined && form.old === api);
}

/** The entry of an argument of a call of `api` that has a newer form. */
export function olderArgument(
  forms: readonly OlderForm[],
  api: string,
  argument: string,
): OlderForm | undefined {
  return forms.find(
    (form) => form.old === argument && form.of?.some((pattern) => patternCovers(pattern, api)) === true,
  );
}

/** A pattern is a canonical name, or a prefix ending in `.*`. */
export function patternCovers(pattern: string, name: string): boolean {
  return pattern.endsWith(".*") ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}
