import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/javascript";
import type { LabDocs, LabEntry, LabMember, LabSignature } from "../curriculum/lab-docs";

const typescript = parser.configure({ dialect: "ts" });

/**
 * Reads the lab's source as its users see it: what `index.ts` exports, with signatures and docstrings,
 * and the object types that those signatures name.
 * @param sources text by file name, `tensor.ts`
 * @throws Error when `index.ts` exports a name that its file does not declare
 */
export function labDocs(sources: Readonly<Record<string, string>>): LabDocs {
  const declared = new Map(
    Object.entries(sources).map(([file, text]) => [file, new SourceFile(file, text, sources)]),
  );
  const exports: Record<string, LabEntry> = {};
  for (const { name, file } of exportedNames(sources["index.ts"] ?? "")) {
    const entry = declared.get(file)?.entry(name);
    if (!entry) throw new Error(`index.ts exports ${name}, but ${file} does not declare it`);
    exports[name] = entry;
  }
  return { exports, types: namedTypes(exports, [...declared.values()]) };
}

function exportedNames(index: string): { readonly name: string; readonly file: string }[] {
  const groups = [...index.matchAll(/export (?:type )?\{([^}]*)\} from "\.\/([\w-]+)"/g)];
  return groups.flatMap(([, names = "", module = ""]) =>
    names
      .split(",")
      .map((name) => name.trim().replace(/^type /, ""))
      .filter((name) => name !== "")
      .map((name) => ({ name, file: `${module}.ts` })),
  );
}

/** Follows the names in signatures, and in the types found that way, to object types of the lab. */
function namedTypes(
  exports: Readonly<Record<string, LabEntry>>,
  files: readonly SourceFile[],
): Record<string, LabEntry> {
  const types: Record<string, LabEntry> = {};
  const left = Object.values(exports);
  for (let entry = left.pop(); entry; entry = left.pop()) {
    for (const name of namesIn(entry)) {
      if (Object.hasOwn(exports, name) || Object.hasOwn(types, name)) continue;
      const found = files.map((file) => file.entry(name)).find((one) => one?.members !== undefined);
      if (!found) continue;
      types[name] = found;
      left.push(found);
    }
  }
  return types;
}

function namesIn(entry: LabEntry): string[] {
  const signatures = [entry, ...Object.values(entry.members ?? {})].flatMap((one) => one.signatures);
  const texts = signatures.flatMap(({ parameters = [], type }) => [...parameters, type]);
  return [entry.extends ?? "", ...texts].flatMap((text) => text.match(/\b[A-Z]\w*/g) ?? []);
}

/** Declarations at the top of one file. */
class SourceFile {
  readonly #entries = new Map<string, LabEntry>();

  constructor(
    readonly file: string,
    private readonly text: string,
    private readonly sources: Readonly<Record<string, string>>,
  ) {
    for (let node = typescript.parse(text).topNode.firstChild; node; node = node.nextSibling) {
      if (node.name === "ExportDeclaration") this.#take(node);
    }
  }

  entry(name: string): LabEntry | undefined {
    return this.#entries.get(name);
  }

  #take(statement: SyntaxNode): void {
    const node = statement.firstChild?.nextSibling;
    const name = node?.getChild("VariableDefinition") ?? node?.getChild("TypeDefinition");
    if (!node || !name) return;
    const entry = this.#read(node, this.#slice(name), statement);
    if (!entry) return;
    const before = this.#entries.get(this.#slice(name));
    this.#entries.set(this.#slice(name), before ? withOverload(before, entry, hasBody(node)) : entry);
  }

  #read(node: SyntaxNode, name: string, statement: SyntaxNode): LabEntry | undefined {
    const place = { file: this.file, line: this.#line(node.from), doc: this.#doc(statement) };
    switch (node.name) {
      case "FunctionDeclaration":
        return { ...place, kind: "function", signatures: [this.#callable(node, name)] };
      case "ClassDeclaration":
        return this.#class(node, name, place);
      case "InterfaceDeclaration":
        return {
          ...place,
          kind: "type",
          signatures: [this.#heading(node, "interface", name)],
          ...this.#base(node),
          members: this.#members(node.getChild("ObjectType")),
        };
      case "TypeAliasDeclaration": {
        const text = oneLine(this.#slice(node).replace(/;\s*$/, ""));
        const type = text.slice(text.indexOf("=") + 1).trim();
        return { ...place, kind: "type", signatures: [{ text, type }] };
      }
      case "VariableDeclaration": {
        const type = this.#type(node);
        return {
          ...place,
          kind: "constant",
          signatures: [{ text: type === "" ? name : `${name}: ${type}`, type }],
        };
      }
      default:
        return undefined;
    }
  }

  #class(node: SyntaxNode, name: string, place: { file: string; line: number; doc: string }): LabEntry {
    const body = node.getChild("ClassBody");
    const constructors = (body?.getChildren("MethodDeclaration") ?? []).filter(
      (method) => this.#nameOf(method) === "constructor",
    );
    const made = constructors.map((method) => {
      const parameters = this.#parameters(method);
      return {
        text: oneLine(`new ${name}(${parameters.map((one) => one.text).join(", ")})`),
        parameters: parameters.map((one) => one.type),
        type: name,
      };
    });
    const isAbstract = node.getChild("abstract") !== null;
    const heading = this.#heading(node, isAbstract ? "abstract class" : "class", name);
    return {
      ...place,
      kind: "class",
      signatures: made.length > 0 && !isAbstract ? made : [heading],
      ...this.#base(node),
      members: { ...this.#parameterMembers(constructors), ...this.#members(body) },
    };
  }

  #heading(node: SyntaxNode, word: string, name: string): LabSignature {
    const base = this.#base(node).extends;
    return { text: base === undefined ? `${word} ${name}` : `${word} ${name} extends ${base}`, type: name };
  }

  #base(node: SyntaxNode): { extends?: string } {
    const base = node.getChild("extends")?.nextSibling;
    return base ? { extends: this.#slice(base) } : {};
  }

  #members(body: SyntaxNode | null | undefined): Record<string, LabMember> {
    const members: Record<string, LabMember> = {};
    for (let node = body?.firstChild; node; node = node.nextSibling) {
      const name = this.#nameOf(node);
      if (name === undefined || name === "constructor" || node.getChild("Privacy")) continue;
      const doc = this.#doc(node) || this.#docOfDelegate(node);
      if (doc.includes("@internal")) continue;
      const isMethod = /^Method/.test(node.name) && !node.getChild("get");
      const member: LabMember = {
        kind: isMethod ? "method" : "property",
        signatures: [isMethod ? this.#callable(node, name) : this.#property(node, name)],
        doc,
        line: this.#line(node.from),
      };
      members[name] = member;
    }
    return members;
  }

  /** `constructor(readonly shape: Shape)` declares a member too. */
  #parameterMembers(constructors: readonly SyntaxNode[]): Record<string, LabMember> {
    const members: Record<string, LabMember> = {};
    for (const parameter of constructors.flatMap((method) => this.#parameters(method))) {
      if (!parameter.isMember) continue;
      const { name, type, from, doc } = parameter;
      const signatures = [{ text: `${name}: ${type}`, type }];
      members[name] = { kind: "property", signatures, doc, line: this.#line(from) };
    }
    return members;
  }

  #callable(node: SyntaxNode, name: string): LabSignature {
    const parameters = this.#parameters(node);
    const type = this.#type(node);
    const generic = node.getChild("TypeParamList");
    const list = parameters.map((one) => one.text).join(", ");
    const result = type === "" ? "" : `: ${type}`;
    return {
      text: oneLine(`${name}${generic ? this.#slice(generic) : ""}(${list})${result}`),
      parameters: parameters.map((one) => one.type),
      type,
    };
  }

  #property(node: SyntaxNode, name: string): LabSignature {
    const type = this.#type(node) || literalType(node.getChild("Equals")?.nextSibling?.name ?? "");
    const optional = node.getChild("Optional") ? "?" : "";
    return { text: type === "" ? name : `${name}${optional}: ${type}`, type };
  }

  #type(node: SyntaxNode): string {
    const annotation = node.getChild("TypeAnnotation");
    return annotation ? oneLine(this.#slice(annotation).replace(/^:\s*/, "")) : "";
  }

  #parameters(node: SyntaxNode): readonly Parameter[] {
    const parameters: Parameter[] = [];
    const list = node.getChild("ParamList");
    let parts: SyntaxNode[] = [];
    for (let part = list?.firstChild?.nextSibling; part; part = part.nextSibling) {
      if (part.name !== "," && part.name !== ")") {
        parts.push(part);
        continue;
      }
      if (parts.length > 0) parameters.push(this.#parameter(parts, parameters));
      parts = [];
    }
    return parameters;
  }

  /** As a caller sees it: an unpacked object is `options`, a default makes it optional. */
  #parameter(parts: readonly SyntaxNode[], before: readonly Parameter[]): Parameter {
    const find = (name: string) => parts.find((part) => part.name === name);
    const pattern = find("ObjectPattern");
    const definition = find("VariableDefinition");
    const name = pattern || !definition ? "options" : this.#slice(definition);
    const annotation = find("TypeAnnotation");
    const initial = parts[parts.findIndex((part) => part.name === "Equals") + 1];
    const hasDefault = find("Equals") !== undefined;
    const type = annotation
      ? oneLine(this.#slice(annotation).replace(/^:\s*/, ""))
      : hasDefault && initial
        ? this.#typeOfDefault(initial, before)
        : "";
    const shown = hasDefault && initial && isPlain(initial.name) ? ` = ${this.#slice(initial)}` : "";
    const optional = find("Optional") || (hasDefault && shown === "") ? "?" : "";
    const text = `${find("Spread") ? "..." : ""}${name}${optional}${type === "" ? "" : `: ${type}`}${shown}`;
    const comment = parts.find((part) => part.name === "BlockComment");
    const isPrivate = parts.some(
      (part) => part.name === "Privacy" && /private|protected/.test(this.#slice(part)),
    );
    const isMember = !isPrivate && parts.some((part) => part.name === "readonly" || part.name === "Privacy");
    const from = (definition ?? parts[0])?.from ?? 0;
    return { name, type, text, isMember, from, doc: comment ? docText(this.#slice(comment)) : "" };
  }

  #typeOfDefault(node: SyntaxNode, before: readonly Parameter[]): string {
    if (node.name === "VariableName") {
      return before.find((parameter) => parameter.name === this.#slice(node))?.type ?? "";
    }
    if (node.name !== "NewExpression") return literalType(node.name);
    const made = node.getChild("VariableName");
    return made ? this.#slice(made) : "";
  }

  #nameOf(node: SyntaxNode): string | undefined {
    const name = node.getChild("PropertyDefinition");
    return name ? this.#slice(name) : undefined;
  }

  /** The docstring that stands right before a declaration. */
  #doc(node: SyntaxNode): string {
    const before = node.prevSibling;
    if (before?.name !== "BlockComment") return "";
    return docText(this.#slice(before));
  }

  /** `relu() { return elementwise.relu(this); }` says nothing itself: the function that it calls does. */
  #docOfDelegate(node: SyntaxNode): string {
    const call = /^\{\s*return (\w+)\.(\w+)\(this\b/.exec(this.#slice(node.getChild("Block") ?? node));
    const [, module = "", name = ""] = call ?? [];
    const text = this.sources[`${module}.ts`];
    if (text === undefined) return "";
    const found = new RegExp(`(/\\*\\*(?:(?!\\*/)[\\s\\S])*\\*/)\\s*export function ${name}\\b`).exec(text);
    return found?.[1] ? docText(found[1]) : "";
  }

  #slice(node: { readonly from: number; readonly to: number }): string {
    return this.text.slice(node.from, node.to);
  }

  #line(offset: number): number {
    return this.text.slice(0, offset).split("\n").length;
  }
}

interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly text: string;
  readonly isMember: boolean;
  readonly from: number;
  readonly doc: string;
}

/** An overload adds its signature; the implementation behind overloads is for nobody to see. */
function withOverload(before: LabEntry, next: LabEntry, isImplementation: boolean): LabEntry {
  return isImplementation ? before : { ...before, signatures: [...before.signatures, ...next.signatures] };
}

const hasBody = (node: SyntaxNode): boolean => node.getChild("Block") !== null;

const isPlain = (name: string): boolean => /^(?:Number|String|BooleanLiteral|UnaryExpression)$/.test(name);

function literalType(name: string): string {
  if (name === "Number" || name === "UnaryExpression") return "number";
  return name === "String" ? "string" : name === "BooleanLiteral" ? "boolean" : "";
}

function docText(comment: string): string {
  if (!comment.startsWith("/**")) return "";
  const lines = comment
    .slice(3, -2)
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, "").trim());
  return lines
    .join("\n")
    .trim()
    .replaceAll(/(?<!\n)\n(?![\n@-])/g, " ")
    .replaceAll(/\{@link (\w+)\}/g, "$1");
}

const oneLine = (text: string): string =>
  text.replaceAll(/\s+/g, " ").replaceAll(/\( /g, "(").replaceAll(/,? \)/g, ")");
