import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parser as scriptParser } from "@lezer/javascript";
import { parser as pythonParser } from "@lezer/python";
import { lexPython } from "../../../src/detection/python-lexer";
import { PythonWords } from "../../../src/detection/python-words";
import { lexScript } from "../../../src/detection/script-lexer";
import { ScriptWords } from "../../../src/detection/script-words";
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

/** The tokens as `start-end`; punctuation character by character, text between quotes and tags left out. */
function tokensOf(text: string, language: "python" | "script"): ReadonlySet<string> {
  const tokens = new Tokens(text);
  if (language === "python") lexPython(tokens, symbols, pythonWords, 0, text.length);
  else lexScript(tokens, symbols, scriptWords, 0, text.length);
  const places = new Set<string>();
  for (let i = 1; i < tokens.length; i++) {
    const [kind, start, end] = [tokens.kinds[i]!, tokens.starts[i]!, tokens.ends[i]!];
    if (texts.has(kind)) continue;
    if (kind !== PUNCTUATION) places.add(`${start}-${end}`);
    else for (let at = start; at < end; at++) places.add(`${at}-${at + 1}`);
  }
  return places;
}

type Tree = ReturnType<typeof pythonParser.parse>;
interface Leaf {
  readonly from: number;
  readonly to: number;
}

/** The leaves of the oracle's tree that are tokens; undefined where it could not read the text. */
function leavesOf(tree: Tree, whole: RegExp, left: RegExp): Leaf[] | undefined {
  const leaves: Leaf[] = [];
  let isBroken = false;
  tree.iterate({
    enter(node) {
      if (node.type.isError) isBroken = true;
      if (left.test(node.name)) return false;
      if (whole.test(node.name)) {
        leaves.push({ from: node.from, to: node.to });
        return false;
      }
      if (!node.node.firstChild && node.to > node.from) leaves.push({ from: node.from, to: node.to });
      return undefined;
    },
  });
  return isBroken ? undefined : leaves;
}

function agreement(
  text: string,
  tokens: ReadonlySet<string>,
  leaves: readonly Leaf[],
): { all: number; wrong: string[] } {
  const wrong = leaves.filter(({ from, to }) => {
    if (tokens.has(`${from}-${to}`)) return false;
    const written = text.slice(from, to);
    // the conversion of an f-string
    if (/^!\w$/.test(written)) return !tokens.has(`${from}-${from + 1}`) || !tokens.has(`${from + 1}-${to}`);
    if (/^`|\w$/.test(written)) return !written.startsWith("`");
    return [...written].some(
      (character, i) => /\S/.test(character) && !tokens.has(`${from + i}-${from + i + 1}`),
    );
  });
  return { all: leaves.length, wrong: wrong.map(({ from, to }) => text.slice(Math.max(0, from - 30), to)) };
}

function pythonLeaves(text: string): Leaf[] | undefined {
  return leavesOf(pythonParser.parse(text), /^String$/, /^(Comment|Escape|FormatString$^)$/)?.filter(
    ({ from, to }) => !/^[fFtT]?[rR]?["']/.test(text.slice(from, to)) || /["']$/.test(text.slice(from, to)),
  );
}

function scriptLeaves(text: string, dialect: string): Leaf[] | undefined {
  const tree = scriptParser.configure({ dialect }).parse(text);
  return leavesOf(
    tree,
    /^(String|JSXAttributeValue)$/,
    /^(LineComment|BlockComment|Hashbang|Escape|JSXText|JSXEscape)$/,
  );
}

function filesBelow(folder: string, ending: RegExp, largest: number): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => !/\.min\.|\.test\./.test(path) && readFileSync(path).length < largest)
    .sort();
}

describe("The lexers", function () {
  this.timeout(120_000);

  it("read Python as another parser does, in long files", () => {
    const files = labelledFiles().filter((name) => /\.py$/.test(name) && !/hard/.test(name));
    const samples = [longPython(6000), oddPython, ...files.map(textOf)];
    let all = 0;
    const wrong: string[] = [];
    for (const text of samples) {
      const leaves = pythonLeaves(text);
      assert.ok(leaves, text.slice(0, 80));
      const result = agreement(text, tokensOf(text, "python"), leaves);
      all += result.all;
      wrong.push(...result.wrong);
    }
    assert.ok(all > 60_000, `${all} tokens`);
    assert.ok(wrong.length <= all / 1000, `${wrong.length} of ${all}: ${wrong.slice(0, 10).join("\n")}`);
  });

  it("read TypeScript and JavaScript as another parser does, in real files", () => {
    const packages = ["fast-check", "lit-html", "markdown-it", "sucrase", "yaml", "esbuild"];
    const files = [
      ...filesBelow("src", /\.ts$/, 200_000),
      ...packages.flatMap((name) =>
        filesBelow(join("node_modules", name), /\.(m?js|ts)$/, 120_000).slice(0, 25),
      ),
    ];
    let all = 0;
    const wrong: string[] = [];
    for (const file of files) {
      const text = readFileSync(file, "utf8");
      const leaves = scriptLeaves(text, file.endsWith(".ts") ? "ts" : "jsx");
      if (!leaves) continue;
      const result = agreement(text, tokensOf(text, "script"), leaves);
      all += result.all;
      wrong.push(...result.wrong.map((place) => `${file}: ${place}`));
    }
    assert.ok(all > 100_000, `${all} tokens`);
    assert.ok(wrong.length <= all / 1000, `${wrong.length} of ${all}: ${wrong.slice(0, 10).join("\n")}`);
  });

  it("read JSX as another parser does", () => {
    for (const text of [textOf("widget.tsx"), oddJsx]) {
      const leaves = scriptLeaves(text, "jsx ts");
      assert.ok(leaves && leaves.length > 50);
      assert.deepEqual(agreement(text, tokensOf(text, "script"), leaves).wrong, []);
    }
  });
});

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
