import { escapeHtml } from "./html";
import type { Api, Language, Localized, OlderForm } from "./model";
import { olderName } from "./older-forms";

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

/**
 * The public names of a concept, framework by framework, HTML; empty where it has none. Names in use come first,
 * then the older ones with what they are called today.
 */
export function namesTable(apis: readonly Api[], older: readonly OlderForm[], language: Language): string {
  const told = new Map(apis.map((api) => [api, olderName(older, api.name)]));
  const rows = frameworks.flatMap(([pattern, framework]) => {
    const own = apis.filter((api) => pattern.test(api.name));
    const names = [
      ...own.filter((api) => told.get(api) === undefined).map(apiHtml),
      ...own.flatMap((api) => {
        const form = told.get(api);
        return form ? [olderHtml(form, language)] : [];
      }),
    ];
    return names.length === 0
      ? []
      : [`<tr><th scope="row">${framework}</th><td>${names.join("<br>")}</td></tr>`];
  });
  return rows.length === 0 ? "" : `<div class="table"><table><tbody>${rows.join("")}</tbody></table></div>`;
}

const words: Localized<{ since: string; gone: string; now: string; between: string }> = {
  en: { since: "since", gone: "gone in", now: "now", between: ", " },
  "zh-cn": { since: "改名于", gone: "移除于", now: "现为", between: "，" },
};

/** `torch.cuda.amp.autocast` → now `torch.amp.autocast("cuda")`, since PyTorch 2.4. */
export function olderHtml({ old, now, library, since, gone }: OlderForm, language: Language): string {
  const word = words[language];
  const versions = [
    ...(since === undefined ? [] : [`${word.since} ${library} ${since}`]),
    ...(gone === undefined ? [] : [`${word.gone} ${since === undefined ? `${library} ` : ""}${gone}`]),
  ];
  const when = versions.length === 0 ? "" : ` <small>(${escapeHtml(versions.join(word.between))})</small>`;
  return `<code class="older">${escapeHtml(old)}</code> → ${word.now} <code>${escapeHtml(now)}</code>${when}`;
}

function apiHtml(api: Api): string {
  const parameters = api.parameters.map((one) =>
    one.default === undefined ? one.name : `${one.name}=${one.default}`,
  );
  const call =
    parameters.length === 0 ? "" : `<span class="parameters">(${escapeHtml(parameters.join(", "))})</span>`;
  return `<code>${escapeHtml(api.name)}${call}</code>`;
}
