import { escapeHtml } from "./html";
import type { Api, Concept, Language, Localized } from "./model";

/** Stands in a page where the table of public names belongs: the catalogue has the names already. */
export const namesMark = "<!--names-->";
/** Stands in a page where its formula belongs. */
export const formulaMark = "<!--formula-->";

/** A concept's page as the compiler stores it; what both languages share is not in their texts. */
export interface ConceptPage {
  readonly page: Localized;
  /** HTML, empty where the concept has none. */
  readonly formula: string;
}

/** The whole page in one language, HTML. */
export function conceptPageHtml(stored: ConceptPage, concept: Concept, language: Language): string {
  return stored.page[language]
    .replace(formulaMark, () => stored.formula)
    .replace(namesMark, () => namesTable(concept.apis));
}

/** Roots of public names in the order in which a page lists them, with the names their users know. */
const frameworks: readonly (readonly [RegExp, string])[] = [
  [/^(?:torch|torchvision|torchaudio|torchtext|torchmetrics)\./, "PyTorch"],
  [/^lightning\./, "PyTorch Lightning"],
  [/^keras\./, "Keras"],
  [/^tensorflow\./, "TensorFlow"],
  [/^jax\./, "JAX"],
  [/^flax\./, "Flax"],
  [/^optax\./, "Optax"],
  [/^tfjs\./, "TensorFlow.js"],
  [/^sklearn\./, "scikit-learn"],
  [/^(?:transformers|datasets|peft|accelerate|tokenizers)\./, "Hugging Face"],
  [/^timm\./, "timm"],
];

function namesTable(apis: readonly Api[]): string {
  const rows = frameworks.flatMap(([pattern, framework]) => {
    const names = apis.filter((api) => pattern.test(api.name)).map(apiHtml);
    return names.length === 0
      ? []
      : [`<tr><th scope="row">${framework}</th><td>${names.join("<br>")}</td></tr>`];
  });
  return rows.length === 0 ? "" : `<div class="table"><table><tbody>${rows.join("")}</tbody></table></div>`;
}

function apiHtml(api: Api): string {
  const parameters = api.parameters.map((one) =>
    one.default === undefined ? one.name : `${one.name}=${one.default}`,
  );
  const call =
    parameters.length === 0 ? "" : `<span class="parameters">(${escapeHtml(parameters.join(", "))})</span>`;
  return `<code>${escapeHtml(api.name)}${call}</code>`;
}
