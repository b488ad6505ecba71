/**
 * Of KaTeX's sheet and its fonts a package needs little: the rules for what its formulas use, and of each typeface
 * the letters that stand in them.
 */
export interface FormulaFonts {
  /** The rules that apply to something; typefaces as `fonts/NAME.woff2`. */
  readonly sheet: string;
  /** The characters that are set in a typeface, by the name of its file without ending. */
  readonly characters: ReadonlyMap<string, string>;
}

interface Rule {
  /** Compounds from the outermost to the element itself, each a set of classes. */
  readonly path: readonly (readonly string[])[];
  readonly face: Partial<Face>;
}

interface Face {
  readonly family: string;
  readonly style: string;
  readonly weight: string;
}

/**
 * @param sheet KaTeX's own, not minified
 * @param formulas typeset by KaTeX, HTML
 */
export function formulaFonts(sheet: string, formulas: readonly string[]): FormulaFonts {
  const blocks = [...sheet.replace(/\/\*[\s\S]*?\*\//g, "").matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(
    ([, selector = "", body = ""]) => ({ selector: selector.trim(), body: body.trim() }),
  );
  const rules = blocks.filter(({ selector }) => selector !== "@font-face");
  const visible = formulas.map((html) => html.replace(/<math[\s\S]*?<\/math>/g, ""));
  const characters = charactersByFace(
    visible,
    rules.flatMap(({ selector, body }) => typefaceRules(selector, body)),
  );
  const files = new Map<string, string>();
  const faces = blocks
    .filter(({ selector }) => selector === "@font-face")
    .flatMap(({ body }) => {
      const file = /([\w-]+)\.woff2/.exec(body)?.[1];
      const used = characters.get(nameOf({ family: "", style: "normal", weight: "normal", ...faceIn(body) }));
      if (file === undefined || used === undefined) return [];
      files.set(file, [...used].sort().join(""));
      const kept = body.replace(/src:[^;]*;/, `src: url(fonts/${file}.woff2) format("woff2");`);
      return [`@font-face{${kept}}`];
    });
  const classes = new Set(
    formulas.flatMap((html) => [...html.matchAll(/ class="([^"]*)"/g)].flatMap(classesOf)),
  );
  const kept = rules.flatMap(({ selector, body }) => {
    const selectors = selector.split(",").filter((one) => classNames(one).every((name) => classes.has(name)));
    return selectors.length === 0 ? [] : [`${selectors.join(",")}{${body}}`];
  });
  return { sheet: [...faces, ...kept].join("\n"), characters: files };
}

const classesOf = (match: RegExpMatchArray): string[] => (match[1] ?? "").split(" ");
const classNames = (selector: string): string[] =>
  [...selector.replace(/:not\([^)]*\)/g, "").matchAll(/\.([\w-]+)/g)].map((match) => match[1] ?? "");
const nameOf = (face: Face): string => `${face.family} ${face.style} ${face.weight}`;

function faceIn(body: string): Partial<Face> {
  const family = /font(?:-family)?:[^;]*?(KaTeX_\w+)/.exec(body)?.[1];
  const style = /font-style:\s*(\w+)/.exec(body)?.[1];
  const weight = /font-weight:\s*(\w+)/.exec(body)?.[1];
  return { ...(family && { family }), ...(style && { style }), ...(weight && { weight }) };
}

function typefaceRules(selector: string, body: string): Rule[] {
  const face = faceIn(body);
  if (Object.keys(face).length === 0) return [];
  return selector.split(",").map((one) => ({
    path: one
      .trim()
      .split(/[\s>]+/)
      .map(classNames),
    face,
  }));
}

/** The sheet's cascade, for what it does to typefaces: the rule that names more classes wins, then the later one. */
function charactersByFace(formulas: readonly string[], rules: readonly Rule[]): Map<string, Set<string>> {
  const ordered = rules.toSorted((a, b) => a.path.flat().length - b.path.flat().length);
  const found = new Map<string, Set<string>>();
  for (const html of formulas) {
    const open: { readonly classes: readonly string[]; readonly face: Face }[] = [];
    for (const [, tag, end, text] of html.matchAll(/<(?:\/\w+|(\w+[^>]*?)(\/)?)>|([^<]+)/g)) {
      const face = open.at(-1)?.face ?? { family: "", style: "normal", weight: "normal" };
      if (text !== undefined) {
        const name = nameOf(face);
        const characters = found.get(name) ?? new Set();
        for (const character of decoded(text)) characters.add(character);
        found.set(name, characters);
      } else if (tag === undefined) open.pop();
      else if (end === undefined) {
        const classes = / class="([^"]*)"/.exec(tag)?.[1]?.split(" ") ?? [];
        const chain = [...open.map((one) => one.classes), classes];
        const changes = ordered.filter(({ path }) => applies(path, chain)).map((rule) => rule.face);
        open.push({ classes, face: Object.assign({}, face, ...changes) });
      }
    }
  }
  return found;
}

/** Whether the last element of `chain` is what the selector describes; `>` counts as any depth. */
function applies(path: Rule["path"], chain: readonly (readonly string[])[]): boolean {
  const has = (at: number, wanted: readonly string[] = []): boolean =>
    wanted.every((name) => chain[at]?.includes(name));
  let left = path.length - 1;
  if (!has(chain.length - 1, path[left])) return false;
  for (let at = chain.length - 2; at >= 0 && left > 0; at--) if (has(at, path[left - 1])) left--;
  return left === 0;
}

function decoded(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#x27);/g, (_, name: string) =>
    name === "amp" ? "&" : name === "lt" ? "<" : name === "gt" ? ">" : name === "quot" ? '"' : "'",
  );
}
