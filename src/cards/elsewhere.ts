import type { Concept, DefaultValue, Language } from "../curriculum/model";
import { type Framework, literal } from "./arguments";
import { number } from "./markup";

/** Frameworks as the catalogue's tables of defaults name them. */
const titles: Partial<Record<Framework, string>> = {
  torch: "PyTorch",
  keras: "Keras",
  tensorflow: "TensorFlow",
  tfjs: "TensorFlow.js",
  flax: "Flax",
  jax: "JAX",
  optax: "Optax",
  sklearn: "scikit-learn",
};

/** The defaults that other frameworks choose differently, as light Markdown; undefined where there is nothing to tell. */
export function elsewhereText(
  concept: Concept,
  framework: Framework,
  language: Language,
): string | undefined {
  const here = titles[framework];
  if (here === undefined) return undefined;
  const told = (concept.defaults ?? [])
    .filter(({ values }) => differ(values))
    .map((one) => sentence(one, language));
  const rest = concept.elsewhere?.[language];
  const all = [...told, ...(rest === undefined ? [] : [rest])];
  return all.length === 0 ? undefined : all.join(language === "en" ? " " : "");
}

function differ(values: DefaultValue["values"]): boolean {
  return new Set(values.map(({ value }) => shownValue(value))).size > 1;
}

/** "ε: 1e-5 in PyTorch and Flax, 1e-3 in Keras." */
function sentence({ name, values, note }: DefaultValue, language: Language): string {
  const groups = new Map<string, string[]>();
  for (const { framework, value } of values) {
    const shown = shownValue(value);
    groups.set(shown, [...(groups.get(shown) ?? []), framework]);
  }
  const said = note?.[language];
  if (language === "en") {
    const parts = [...groups].map(
      ([value, frameworks]) => `${value} in ${listed(frameworks, ", ", " and ")}`,
    );
    return `${capitalised(name.en)}: ${parts.join(", ")}${said === undefined ? "." : `; ${said}`}`;
  }
  const parts = [...groups].map(([value, frameworks]) => `${listed(frameworks, "、", " 和 ")} 为 ${value}`);
  return `${name["zh-cn"]}：${parts.join("，")}${said === undefined ? "。" : `；${said}`}`;
}

function capitalised(text: string): string {
  return text.replace(/^[a-z]/, (first) => first.toUpperCase());
}

function listed(names: readonly string[], between: string, last: string): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(between)}${last}${names.at(-1)}`;
}

/** A default as its signature has it, numbers as cards write them: `1e-05` → `1e-5`. */
export function shownValue(source: string): string {
  const value = literal(source);
  return typeof value === "number" ? number(value) : source.replace(/^(['"])(.*)\1$/, "$2");
}
