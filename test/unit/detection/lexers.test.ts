import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parser as pythonParser } from "@lezer/python";
import ts from "typescript-scanner";
import { lexPython } from "../../../src/detection/python/lexer";
import { PythonWords } from "../../../src/detection/python/words";
import { lexScript } from "../../../src/detection/script/lexer";
import { ScriptWords } from "../../../src/detection/script/words";
import { Symbols } from "../../../src/detection/symbols";
import {
  JSX_TEXT,
  LINE,
  PUNCTUATION,
  TEXT_CLOSE,
  TEXT_OPEN,
  TEXT_PIECE,
  Tokens,
} from "../../../src/detection/tokens";
import { labelledFiles, textOf } from "./labelled-files";
import { longPython } from "./long-python";

const symbols = new Symbols();
const pythonWords = new PythonWords(symbols);
const scriptWords = new ScriptWords(symbols);
const texts: ReadonlySet<number> = new Set([LINE, TEXT_OPEN, TEXT_PIECE, TEXT_CLOSE, JSX_TEXT]);

/** Where the token that starts at a place ends; punctuation by character, text between quotes and tags left out. */
function endsOf(text: string, language: "python" | "script"): Int32Array {
  const tokens = new Tokens(text);
  if (language === "python") lexPython(tokens, symbols, pythonWords, 0, text.length);
  else lexScript(tokens, symbols, scriptWords, 0, text.length);
  const ends = new Int32Array(text.length + 1);
  for (let i = 1; i < tokens.length; i++) {
    const [kind, start, end] = [tokens.kinds[i]!, tokens.starts[i]!, tokens.ends[i]!];
    if (texts.has(kind)) continue;
    if (kind !== PUNCTUATION) ends[start] = end;
    else for (let at = start; at < end; at++) ends[at] = at + 1;
  }
  return ends;
}

interface Leaf {
  readonly from: number;
  readonly to: number;
}

/** The leaves of the Python oracle's tree that are tokens; undefined where it could not read the text. */
function pythonLeaves(text: string): Leaf[] | undefined {
  const leaves: Leaf[] = [];
  let isBroken = false;
  pythonParser.parse(text).iterate({
    enter(node) {
      if (node.type.isError) isBroken = true;
      if (/^(Comment|Escape)$/.test(node.name)) return false;
      const isToken = node.name === "String" || !node.node.firstChild;
      // an f-string without a replacement is all text
      const isText = node.name === "FormatString";
      if (isToken && !isText && node.to > node.from) leaves.push({ from: node.from, to: node.to });
      return !isToken;
    },
  });
  return isBroken ? undefined : leaves;
}

/**
 * The leaves of TypeScript's own syntax tree; undefined where it could not read the text. They are its
 * scanner's tokens: alone, that scanner cannot know where a regular expression, the rest of a template
 * or JSX stands; its parser tells it.
 */
function scriptLeaves(text: string, file: string): Leaf[] | undefined {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const { parseDiagnostics } = source as ts.SourceFile & { parseDiagnostics: readonly ts.Diagnostic[] };
  if (parseDiagnostics.length > 0) return undefined;
  const leaves: Leaf[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJSDoc(node) || ts.isJsxText(node)) return;
    const children = ts.isJsxNamespacedName(node) ? [] : node.getChildren(source);
    for (const child of children) visit(child);
    if (children.length === 0) leaves.push(...withoutText(node, node.getStart(source)));
  };
  visit(source);
  return leaves.filter(({ from, to }) => to > from);
}

/** What of a leaf is code: of a template's piece, `${` and `}`. */
function withoutText(leaf: ts.Node, from: number): Leaf[] {
  const opening = { from: leaf.end - 2, to: leaf.end };
  const closing = { from, to: from + 1 };
  if (ts.isTemplateHead(leaf)) return [opening];
  if (ts.isTemplateMiddle(leaf)) return [closing, opening];
  if (ts.isTemplateTail(leaf)) return [closing];
  return [{ from, to: leaf.end }];
}

interface Agreement {
  readonly all: number;
  readonly wrong: readonly string[];
}

function agreement(text: string, ends: Int32Array, leaves: readonly Leaf[]): Agreement {
  const isToken = (from: number, to: number) => ends[from] === to;
  const wrong = leaves.filter(({ from, to }) => {
    if (isToken(from, to)) return false;
    const written = text.slice(from, to);
    // the conversion of an f-string
    if (/^!\w$/.test(written)) return !isToken(from, from + 1) || !isToken(from + 1, to);
    if (/\w/.test(written)) return true;
    // an operator; Python's may hold a space or the end of a line
    return [...written].some((character, i) => /\S/.test(character) && !isToken(from + i, from + i + 1));
  });
  return { all: leaves.length, wrong: wrong.map(({ from, to }) => text.slice(Math.max(0, from - 30), to)) };
}

function filesBelow(folder: string, ending: RegExp, largest: number): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => !/\.min\.|\.test\./.test(path) && readFileSync(path).length < largest)
    .sort();
}

/** The Python of the npm beside Node, where there is one: thousands of lines of a build tool. */
function pythonOfNpm(): string[] {
  const bin = dirname(process.execPath);
  return [bin, join(bin, "..", "lib")].flatMap((folder) =>
    filesBelow(join(folder, "node_modules", "npm", "node_modules", "node-gyp"), /\.py$/, 200_000),
  );
}

describe("The lexers", function () {
  this.timeout(120_000);

  it("read Python as another parser does, in long files", () => {
    const files = labelledFiles().filter((name) => /\.py$/.test(name) && !/hard/.test(name));
    const ours = [longPython(6000), oddPython, ...files.map(textOf)];
    const real = pythonOfNpm().map((file) => readFileSync(file, "utf8"));
    let all = 0;
    const wrong: string[] = [];
    for (const text of [...ours, ...real]) {
      const leaves = pythonLeaves(text);
      assert.ok(leaves || real.includes(text), text.slice(0, 80));
      if (!leaves) continue;
      const result = agreement(text, endsOf(text, "python"), leaves);
      all += result.all;
      wrong.push(...result.wrong);
    }
    assert.ok(all > 60_000, `${all} tokens`);
    assert.ok(wrong.length <= all / 1000, `${wrong.length} of ${all}: ${wrong.slice(0, 10).join("\n")}`);
  });

  it("read TypeScript and JavaScript as the compiler does, in large real files", () => {
    const compiler = join("node_modules", "typescript-scanner", "lib");
    const packages = ["katex/src", "fast-check", "lit-html", "markdown-it", "sucrase", "yaml", "esbuild"];
    const files = [
      join("node_modules", "katex", "dist", "katex.mjs"),
      ...filesBelow(compiler, /(typescript|es5|iterable)\.d\.ts$|server\.js$/, 2_000_000),
      ...filesBelow("src", /\.ts$/, 200_000),
      ...packages.flatMap((name) =>
        filesBelow(join("node_modules", name), /\.(m?js|ts)$/, 120_000).slice(0, 25),
      ),
    ];
    let all = 0;
    const wrong: string[] = [];
    for (const file of files) {
      const text = readFileSync(file, "utf8");
      const leaves = scriptLeaves(text, file);
      if (!leaves) continue;
      const result = agreement(text, endsOf(text, "script"), leaves);
      all += result.all;
      wrong.push(...result.wrong.map((place) => `${file}: ${place}`));
    }
    assert.ok(all > 300_000, `${all} tokens`);
    assert.ok(wrong.length <= all / 1000, `${wrong.length} of ${all}: ${wrong.slice(0, 10).join("\n")}`);
  });

  it("read JSX as the compiler does", () => {
    for (const text of [textOf("widget.tsx"), oddJsx]) {
      const leaves = scriptLeaves(text, "widget.tsx");
      assert.ok(leaves && leaves.length > 50);
      assert.deepEqual(agreement(text, endsOf(text, "script"), leaves).wrong, []);
    }
  });

  it("take a type before a value for a type, not for an element", () => {
    const leaves = scriptLeaves(oldAssertions, "old.ts");
    assert.ok(leaves && leaves.length > 50);
    assert.deepEqual(agreement(oldAssertions, endsOf(oldAssertions, "script"), leaves).wrong, []);
  });
});

const oldAssertions = `
const a = <typeof b>c + 1; d(<keyof typeof e>"f's", <readonly string[]>g); const h = <unique symbol>i;
const j = <any>k / 2 / l; const m = <const>["n"]; const o = <new (p: q) => r>s; t = <typeof u.v>w(\`\${x}\`);
const y = <z extends typeof a>(b: z) => c; const d = <const e>(f: e) => f; /g'/.test(h);
`;

const oddPython = `
a = f"{x!r:>{width}.{precision}} {{no}} {d['k']} {f'{y}'}" rf'\\d{z}' b"\\x00" Rb'\\' u"é"
b = 0xff + 0b1 - 0o17 + 1000.5e-3 + .5 + 1e10 + 2j
c = lambda *a, k=1, **kw: (k)
if (n := len(a)) > 10 and not n != 3: print(n, end="", sep='')
async def f[T](x: int | None = None, /, *, y: "str" = ...) -> dict[str, T]:
    async with a as b, c() as d:
        await d
    return {**x, "a": [i async for i in y if i]}
match x:
    case {"a": [1, *rest]} | Point(x=0) if rest:
        x @= y ** -z // 2 << 3
@d.e(1)
class A(B, metaclass=C): x: int = 3; y = \\
    4
`;

const oddJsx = `
const a = <A b="c > d" e={f ? <g/> : <h.i j:k='l'>m {"n"} &amp; o's {/* p */}</h.i>} {...q}>{r => <>{s}</>}</A>;
const t = u < v && w > x ? y / z / 2 : /[/]\\/(?<n>a)/gu.test(\`\${b}\${\`c\${d}\`}/e/\`);
function* g<T extends object = {}>(this: T, ...h: T[]): Generator<Map<string, T[]>> { yield* h; }
class I<J> extends K<J> implements L { #m = 1; static { this.#m ??= 2; } get n() { return this.#m!; } }
const o = { p, q() { return 1 }, async *r() {}, [s]: 1_0n, "t": .5, get u() { return v?.[w]?.(x) ?? y } } as const;
if (a) /re/.test(b); else { c = d } /re2/.test(e);
`;
