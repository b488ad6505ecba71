import { escapeHtml } from "./html";
import type { Api } from "./model";

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

/** The public names of a concept, framework by framework, HTML; empty where it has none. */
export function namesTable(apis: readonly Api[]): string {
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
