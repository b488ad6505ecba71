import type { LabDocs, LabEntry, LabMember, LabPlace, LabSignature } from "../curriculum/lab-docs";

/** What there is to say about one name of the lab. */
export interface Help extends LabPlace {
  readonly name: string;
  readonly kind: LabEntry["kind"] | LabMember["kind"];
  readonly signatures: readonly LabSignature[];
  readonly doc: string;
}

/** Looks names up in the lab's docs; types are texts as they stand in its signatures. */
export class LabHelp {
  constructor(private readonly docs: LabDocs) {}

  get exportedNames(): readonly string[] {
    return Object.keys(this.docs.exports);
  }

  /** Something that can be imported. */
  exported(name: string): Help | undefined {
    const entry = own(this.docs.exports, name);
    return entry && { ...entry, name };
  }

  isClass(name: string): boolean {
    return own(this.docs.exports, name)?.kind === "class";
  }

  /** Members of a type, those of what it builds on after its own. */
  members(type: string): readonly Help[] {
    const found = new Map<string, Help>();
    for (const part of objectTypes(type)) {
      for (const member of this.#membersOf(part)) {
        const before = found.get(member.name);
        if (!before) found.set(member.name, member);
        else if (before.doc === "") found.set(member.name, { ...before, doc: member.doc });
      }
    }
    return [...found.values()];
  }

  member(type: string, name: string): Help | undefined {
    return this.members(type).find((member) => member.name === name);
  }

  #membersOf(type: string): readonly Help[] {
    if (type.startsWith("{")) return writtenOut(type);
    const found: Help[] = [];
    for (let name: string | undefined = type; name !== undefined; ) {
      const entry: LabEntry | undefined = own(this.docs.exports, name) ?? own(this.docs.types, name);
      for (const [key, member] of Object.entries(entry?.members ?? {})) {
        found.push({ ...member, name: key, file: entry?.file ?? "" });
      }
      name = entry?.extends;
    }
    return found;
  }
}

/** `readonly A<B> | undefined` → `A`; `A & B` and `A | B` → both; what is no object type is left out. */
function objectTypes(type: string): string[] {
  return partsOf(type, /[|&]/)
    .map((part) => part.replace(/^readonly /, "").replace(/<.*>$/, ""))
    .filter((part) => /^[A-Z]\w*$|^\{.*\}$/.test(part));
}

/** The texts of a union that stand in quotes. */
export function quotedTexts(type: string): readonly string[] {
  return partsOf(type, /\|/).flatMap((part) => /^"(.*)"$/.exec(part)?.[1] ?? []);
}

/** Type of the entries of an array, or undefined for what is no array. */
export function elementType(type: string): string | undefined {
  const plain = type.replace(/^readonly /, "").trim();
  if (plain.endsWith("[]")) return plain.slice(0, -2).replace(/^\((.*)\)$/, "$1");
  return /^(?:ArrayLike|Array|Iterable|AsyncIterable|AsyncGenerator)<(\w+)>$/.exec(plain)?.[1];
}

/** Splits where nothing is open. */
function partsOf(text: string, separator: RegExp): string[] {
  const parts = [""];
  let depth = 0;
  for (const [i, character] of [...text].entries()) {
    const isArrow = character === ">" && text[i - 1] === "=";
    if ("([{<".includes(character)) depth += 1;
    else if (")]}>".includes(character) && !isArrow) depth -= 1;
    if (depth === 0 && separator.test(character)) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim());
}

/** The properties of `{ readonly a?: number; b: string }`. */
function writtenOut(type: string): Help[] {
  return partsOf(type.slice(1, -1), /;/).flatMap((part) => {
    const [, name = "", optional = "", of = ""] = /^(?:readonly )?(\w+)(\??): (.+)$/.exec(part) ?? [];
    if (name === "") return [];
    const signatures = [{ text: `${name}${optional}: ${of}`, type: of }];
    return [{ name, kind: "property" as const, signatures, doc: "", file: "", line: 0 }];
  });
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
