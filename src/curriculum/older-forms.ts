import type { OlderForm } from "./model";

/** The entry of a public name that has a newer one. */
export function olderName(forms: readonly OlderForm[], api: string): OlderForm | undefined {
  return forms.find((form) => form.of === undefined && form.places === undefined && form.old === api);
}

/** The entry of a name by the place where it was written, with the whole name of today. */
export function olderPlace(forms: readonly OlderForm[], written: string): OlderForm | undefined {
  for (const form of forms) {
    const place = form.places?.find((one) => written.startsWith(`${one}.`));
    if (place !== undefined) return { ...form, old: written, now: form.now + written.slice(place.length) };
  }
  return undefined;
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
