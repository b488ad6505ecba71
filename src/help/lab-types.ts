import type { SyntaxNode, Tree } from "@lezer/common";
import { elementType, type Help, type LabHelp } from "./lab-help";

const mostSteps = 60;
const scopes = new Set([
  "Script",
  "Block",
  "ArrowFunction",
  "FunctionDeclaration",
  "FunctionExpression",
  "MethodDeclaration",
  "ForStatement",
]);

/**
 * What a demo's text evidently means, as far as the lab goes: which names come from the lab and of which
 * of its types an expression is. It follows declarations, calls and members; where that does not
 * suffice it says nothing.
 */
export class LabTypes {
  #steps = 0;
  #imported: ReadonlyMap<string, string> | undefined;

  constructor(
    private readonly tree: Tree,
    private readonly text: string,
    private readonly help: LabHelp,
  ) {}

  /** Own names of what is imported from "lab", to the lab's names. */
  get imported(): ReadonlyMap<string, string> {
    this.#imported ??= this.#readImports();
    return this.#imported;
  }

  /** The braces of `import { … } from "lab"`. */
  get importGroup(): SyntaxNode | undefined {
    return this.tree.topNode
      .getChildren("ImportDeclaration")
      .filter((node) => this.#isFromLab(node))
      .flatMap((node) => node.getChild("ImportGroup") ?? [])[0];
  }

  /** What stands at this place, when it is a name of the lab. */
  helpAt(position: number): Help | undefined {
    this.#steps = 0;
    for (const side of [1, -1] as const) {
      const node = this.tree.resolveInner(position, side);
      const help = this.#helpOf(node);
      if (help) return help;
    }
    return undefined;
  }

  /** Whose members can be named at the end of `x.` or within `x.na`; undefined where nothing is known. */
  receiverAt(node: SyntaxNode): string | undefined {
    this.#steps = 0;
    const member = node.name === "MemberExpression" ? node : node.parent;
    const object = member?.name === "MemberExpression" ? member.firstChild : undefined;
    return object ? this.#typeOf(object) : undefined;
  }

  /** Types that the literal at `node` may have where it stands: those of an argument or of a property. */
  expected(node: SyntaxNode): readonly string[] {
    this.#steps = 0;
    return this.#expected(node);
  }

  #readImports(): ReadonlyMap<string, string> {
    const names = new Map<string, string>();
    for (const declaration of this.tree.topNode.getChildren("ImportDeclaration")) {
      if (!this.#isFromLab(declaration)) continue;
      for (const own of declaration.getChild("ImportGroup")?.getChildren("VariableDefinition") ?? []) {
        const isRenamed = own.prevSibling?.name === "as";
        const original = isRenamed ? own.prevSibling?.prevSibling : own;
        if (original) names.set(this.#slice(own), this.#slice(original));
      }
    }
    return names;
  }

  #isFromLab(declaration: SyntaxNode): boolean {
    const from = declaration.getChild("String");
    return from !== null && this.#slice(from).slice(1, -1) === "lab";
  }

  #helpOf(node: SyntaxNode): Help | undefined {
    const name = this.#slice(node);
    switch (node.name) {
      case "VariableName":
      case "VariableDefinition":
      case "TypeName":
        if (node.parent?.name === "ImportGroup") {
          return this.help.exported(this.imported.get(name) ?? name);
        }
        return this.#imports(node, name) ?? this.#variable(node, name);
      case "PropertyName": {
        const type = this.receiverAt(node);
        return type === undefined ? undefined : this.help.member(type, name);
      }
      case "PropertyDefinition": {
        const object = node.parent?.parent;
        if (object?.name !== "ObjectExpression") return undefined;
        return this.expected(object).flatMap((type) => this.help.member(type, name) ?? [])[0];
      }
      default:
        return undefined;
    }
  }

  /** The lab's export that a name means, unless a declaration of the demo hides it. */
  #imports(node: SyntaxNode, name: string): Help | undefined {
    const original = this.imported.get(name);
    if (original === undefined || this.#declaration(node, name)) return undefined;
    return this.help.exported(original);
  }

  /** A variable of the learner's own that evidently holds something of the lab. */
  #variable(node: SyntaxNode, name: string): Help | undefined {
    const type = node.name === "TypeName" ? undefined : this.#typeOfName(node, name);
    const of = type === undefined ? undefined : this.help.exported(bare(type));
    return of && type !== undefined
      ? { ...of, name, kind: "property", signatures: [{ text: `${name}: ${type}`, type }] }
      : undefined;
  }

  // -------------------------------------------------------------- types of expressions

  #typeOf(node: SyntaxNode): string | undefined {
    this.#steps += 1;
    if (this.#steps > mostSteps) return undefined;
    switch (node.name) {
      case "VariableName":
        return this.#typeOfName(node, this.#slice(node));
      case "this":
        return this.#ownClass(node);
      case "ParenthesizedExpression":
      case "AwaitExpression":
      case "PostfixExpression": {
        const inner = [...childrenOf(node)].find((child) => !["(", "await"].includes(child.name));
        return inner ? this.#typeOf(inner) : undefined;
      }
      case "NewExpression":
        return this.#typeOfNew(node);
      case "CallExpression":
        return this.#typeOfCall(node);
      case "MemberExpression":
        return this.#typeOfMember(node);
      case "ArrayExpression": {
        const first = [...childrenOf(node)].find((child) => !["[", ",", "Spread"].includes(child.name));
        const type = first ? this.#typeOf(first) : undefined;
        return type === undefined ? undefined : `${type}[]`;
      }
      default:
        return undefined;
    }
  }

  #typeOfNew(node: SyntaxNode): string | undefined {
    const made = node.getChild("VariableName");
    return made ? this.#classNamed(made, this.#slice(made)) : undefined;
  }

  /** A class of the lab, or of the demo when it builds on one of the lab. */
  #classNamed(node: SyntaxNode, name: string): string | undefined {
    const declared = this.#declaration(node, name)?.parent;
    if (declared?.name === "ClassDeclaration") return this.#baseOf(declared);
    const original = this.imported.get(name);
    return original !== undefined && this.help.isClass(original) ? original : undefined;
  }

  #baseOf(declaration: SyntaxNode): string | undefined {
    const base = declaration.getChild("extends")?.nextSibling;
    this.#steps += 1;
    return base && this.#steps < mostSteps ? this.#classNamed(base, this.#slice(base)) : undefined;
  }

  #ownClass(node: SyntaxNode): string | undefined {
    for (let at = node.parent; at; at = at.parent)
      if (at.name === "ClassDeclaration") return this.#baseOf(at);
    return undefined;
  }

  #typeOfCall(node: SyntaxNode): string | undefined {
    const called = this.#called(node);
    if (!called) return undefined;
    const count = argumentsOf(node).length;
    const { signatures } = called.help;
    const signature =
      signatures.find(({ parameters = [] }) => parameters.length >= count) ?? signatures.at(-1);
    const type = signature?.type ?? "";
    if (type === "this") return called.receiver;
    return type === "T" ? this.#resultOfWork(node) : known(type);
  }

  /** `scope(() => …)` gives what the work in it gives. */
  #resultOfWork(call: SyntaxNode): string | undefined {
    const work = argumentsOf(call)[0];
    const body = work?.name === "ArrowFunction" ? work.lastChild : undefined;
    if (!body) return undefined;
    if (body.name !== "Block") return this.#typeOf(body);
    const value = body.getChild("ReturnStatement")?.getChild("return")?.nextSibling;
    return value ? this.#typeOf(value) : undefined;
  }

  #called(node: SyntaxNode): { readonly help: Help; readonly receiver?: string } | undefined {
    const callee = node.name === "NewExpression" ? node.getChild("VariableName") : node.firstChild;
    if (callee?.name === "VariableName") {
      const help = this.#imports(callee, this.#slice(callee));
      return help && { help };
    }
    if (callee?.name !== "MemberExpression" || !callee.firstChild) return undefined;
    const receiver = this.#typeOf(callee.firstChild);
    const name = callee.getChild("PropertyName");
    const help = receiver !== undefined && name ? this.help.member(receiver, this.#slice(name)) : undefined;
    return help && receiver !== undefined ? { help, receiver } : undefined;
  }

  #typeOfMember(node: SyntaxNode): string | undefined {
    const [object, name] = [node.firstChild, node.getChild("PropertyName")];
    if (!object) return undefined;
    if (object.name === "this" && name) {
      const field = this.#field(node, this.#slice(name));
      if (field) return field;
    }
    const type = this.#typeOf(object);
    if (type === undefined) return undefined;
    if (!name) return elementType(type);
    return known(this.help.member(type, this.#slice(name))?.signatures[0]?.type ?? "");
  }

  /** `this.layer`, where the class in the demo declares `layer = new Linear(2, 1)`. */
  #field(node: SyntaxNode, name: string): string | undefined {
    let owner: SyntaxNode | null = node;
    while (owner && owner.name !== "ClassBody") owner = owner.parent;
    const field = owner
      ?.getChildren("PropertyDeclaration")
      .find((one) => this.#nameOf(one, "PropertyDefinition") === name);
    return field ? this.#typeOfDeclared(field) : undefined;
  }

  // -------------------------------------------------------------- names

  #typeOfName(node: SyntaxNode, name: string): string | undefined {
    const declared = this.#declaration(node, name);
    if (declared) return this.#typeOfDefinition(declared, name);
    const original = this.imported.get(name);
    const help = original === undefined ? undefined : this.help.exported(original);
    return help?.kind === "constant" ? known(help.signatures[0]?.type ?? "") : undefined;
  }

  /** The innermost definition of a name whose scope reaches to `node`. */
  #declaration(node: SyntaxNode, name: string): SyntaxNode | undefined {
    let best: { readonly definition: SyntaxNode; readonly from: number } | undefined;
    this.tree.iterate({
      enter: ({ name: kind, from, to, node: found }) => {
        if (kind === "ImportDeclaration") return false;
        if (kind !== "VariableDefinition" || this.text.slice(from, to) !== name) return true;
        const scope = scopeOf(found);
        const reaches = scope.from <= node.from && node.to <= scope.to;
        if (reaches && (!best || scope.from >= best.from)) best = { definition: found, from: scope.from };
        return true;
      },
    });
    return best?.definition;
  }

  #typeOfDefinition(definition: SyntaxNode, name: string): string | undefined {
    const holder = definition.parent;
    switch (holder?.name) {
      case "VariableDeclaration":
        return this.#typeOfDeclared(definition);
      case "ParamList":
        return this.#annotation(definition) ?? this.#contextual(definition);
      case "ForOfSpec": {
        const list = holder.getChild("of")?.nextSibling;
        const type = list ? this.#typeOf(list) : undefined;
        return type === undefined ? undefined : elementType(type);
      }
      case "PatternProperty": {
        const whole = this.#typeOfPattern(holder.parent);
        const key = this.#nameOf(holder, "PropertyName") ?? name;
        const member = whole === undefined ? undefined : this.help.member(whole, key);
        return known(member?.signatures[0]?.type ?? "");
      }
      case "ArrayPattern": {
        const whole = this.#typeOfPattern(holder);
        return whole === undefined ? undefined : elementType(whole);
      }
      default:
        return undefined;
    }
  }

  #typeOfPattern(pattern: SyntaxNode | null): string | undefined {
    if (pattern?.parent?.name === "VariableDeclaration") return this.#typeOfDeclared(pattern);
    if (pattern?.parent?.name !== "ParamList") return undefined;
    return this.#annotation(pattern) ?? this.#contextual(pattern);
  }

  /** From `: Type`, or else from the value after `=`; siblings up to the next comma belong to the definition. */
  #typeOfDeclared(node: SyntaxNode): string | undefined {
    const annotated = this.#annotation(node);
    if (annotated !== undefined) return annotated;
    const start = node.name === "PropertyDeclaration" ? node.firstChild : node.nextSibling;
    for (let next = start; next && next.name !== ","; next = next.nextSibling) {
      if (next.name === "Equals") return next.nextSibling ? this.#typeOf(next.nextSibling) : undefined;
    }
    return undefined;
  }

  #annotation(node: SyntaxNode): string | undefined {
    const written =
      node.name === "PropertyDeclaration"
        ? node.getChild("TypeAnnotation")
        : nextNamed(node, "TypeAnnotation");
    if (!written) return undefined;
    const type = this.#slice(written).replace(/^:\s*/, "");
    return type.replaceAll(/\b[A-Za-z_]\w*\b/g, (name) => this.imported.get(name) ?? name);
  }

  /** `(x) => …` handed to something of the lab that says what x is. */
  #contextual(definition: SyntaxNode): string | undefined {
    const list = definition.parent;
    const arrow = list?.parent;
    if (arrow?.name !== "ArrowFunction") return undefined;
    const place = list
      ? [...childrenOf(list)].filter(isParameter).findIndex((one) => same(one, definition))
      : -1;
    for (const type of this.#expected(arrow)) {
      const parameters = /\(((?:\w+: [\w[\]]+(?:, )?)+)\) =>/.exec(type)?.[1]?.split(", ") ?? [];
      const found = parameters[place]?.split(": ")[1];
      if (found !== undefined) return known(found);
    }
    return undefined;
  }

  // -------------------------------------------------------------- what a place wants

  #expected(node: SyntaxNode): readonly string[] {
    this.#steps += 1;
    const holder = node.parent;
    if (!holder || this.#steps > mostSteps) return [];
    switch (holder.name) {
      case "ArgList":
        return this.#argumentTypes(holder, node);
      case "ArrayExpression":
        return this.#expected(holder).flatMap((type) => elementType(type) ?? []);
      case "ConditionalExpression":
      case "ParenthesizedExpression":
        return this.#expected(holder);
      case "Property": {
        const key = this.#nameOf(holder, "PropertyDefinition");
        const object = holder.parent;
        if (key === undefined || !object) return [];
        return this.#expected(object).flatMap(
          (type) => this.help.member(type, key)?.signatures[0]?.type ?? [],
        );
      }
      case "VariableDeclaration": {
        const equals = node.prevSibling;
        const annotation = equals?.name === "Equals" ? equals.prevSibling : undefined;
        const definition = annotation?.name === "TypeAnnotation" ? annotation.prevSibling : undefined;
        return (definition && [this.#annotation(definition) ?? ""]) ?? [];
      }
      default:
        return [];
    }
  }

  #argumentTypes(list: SyntaxNode, argument: SyntaxNode): readonly string[] {
    const call = list.parent;
    const called = call ? this.#called(call) : undefined;
    if (!call || !called) return [];
    const place = argumentsOf(call).findIndex((one) => same(one, argument));
    return called.help.signatures.flatMap(({ text, parameters = [] }) => {
      const type = parameters[place];
      if (type !== undefined && !(text.includes("...") && place === parameters.length - 1)) return [type];
      const rest = text.includes("...") ? elementType(parameters.at(-1) ?? "") : undefined;
      return rest ?? [];
    });
  }

  #nameOf(node: SyntaxNode, kind: string): string | undefined {
    const name = node.getChild(kind);
    return name ? this.#slice(name) : undefined;
  }

  #slice(node: { readonly from: number; readonly to: number }): string {
    return this.text.slice(node.from, node.to);
  }
}

/** `Tensor | undefined` → `Tensor`; the empty text of an unwritten type → undefined. */
function known(type: string): string | undefined {
  const plain = type.replace(/ \| undefined$/, "");
  return plain === "" ? undefined : plain;
}

const bare = (type: string): string => type.replace(/<.*>$/, "");

function scopeOf(definition: SyntaxNode): SyntaxNode {
  // A function's or class's own name belongs to what surrounds it.
  const named = /^(?:Function|Class)Declaration$/.test(definition.parent?.name ?? "");
  let at = named ? definition.parent?.parent : definition.parent;
  while (at?.parent && !scopes.has(at.name)) at = at.parent;
  return at ?? definition;
}

function argumentsOf(call: SyntaxNode): readonly SyntaxNode[] {
  const list = call.getChild("ArgList");
  return list ? [...childrenOf(list)].filter((child) => !["(", ")", ",", "Spread"].includes(child.name)) : [];
}

const isParameter = (node: SyntaxNode): boolean =>
  ["VariableDefinition", "ObjectPattern", "ArrayPattern"].includes(node.name);

const same = (one: SyntaxNode, other: SyntaxNode): boolean => one.from === other.from && one.to === other.to;

function nextNamed(node: SyntaxNode, name: string): SyntaxNode | undefined {
  const next = node.nextSibling;
  return next?.name === name ? next : undefined;
}

function* childrenOf(node: SyntaxNode): Generator<SyntaxNode> {
  for (let child = node.firstChild; child; child = child.nextSibling) yield child;
}
