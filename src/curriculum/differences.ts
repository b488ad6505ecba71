import { escapeHtml } from "./html";
import { inlineHtml } from "./inline-html";
import type { Concept, Language } from "./model";

/** Defaults, a row for each and a column for each framework, and below what no table can tell; HTML, empty where nothing differs. */
export function differencesHtml({ defaults = [], elsewhere }: Concept, language: Language): string {
  const colon = language === "en" ? ": " : "：";
  const notes = defaults.flatMap(({ name, note }) =>
    note === undefined ? [] : [`${name[language]}${colon}${note[language]}`],
  );
  const told = [...notes, ...(elsewhere === undefined ? [] : [elsewhere[language]])];
  return table(defaults, language) + told.map((text) => `<p>${inlineHtml(text)}</p>`).join("");
}

function table(defaults: NonNullable<Concept["defaults"]>, language: Language): string {
  if (defaults.length === 0) return "";
  const frameworks = [...new Set(defaults.flatMap(({ values }) => values.map((one) => one.framework)))];
  const head = frameworks.map((framework) => `<th scope="col">${escapeHtml(framework)}</th>`).join("");
  const rows = defaults.map(({ name, values }) => {
    const cells = frameworks.map((framework) => {
      const value = values.find((one) => one.framework === framework)?.value;
      return value === undefined ? "<td>–</td>" : `<td><code>${escapeHtml(value)}</code></td>`;
    });
    return `<tr><th scope="row">${inlineHtml(name[language])}</th>${cells.join("")}</tr>`;
  });
  return `<div class="table"><table class="defaults"><thead><tr><td></td>${head}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}
