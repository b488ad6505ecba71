import type { Concept, OlderForm } from "../curriculum/model";
import { olderArgument, olderName, olderPlace } from "../curriculum/older-forms";
import type { Line } from "./arguments";
import type { Choose } from "./fact";
import { bold, code, joined, type Markup, md } from "./markup";
import { words } from "./words";

/** What this line calls by an older name, and what it is called today; undefined where all is new. */
export function olderText(line: Line, concept: Concept, t: Choose): Markup | undefined {
  const forms = concept.older;
  if (forms === undefined || line.how === "string") return undefined;
  const name = line.how === "argument" ? undefined : nameOf(line, forms);
  const written = line.argument?.name === undefined ? line.argumentNames : [line.argument.name];
  const found = written.flatMap((one) => olderArgument(forms, line.api, one) ?? []);
  if (name === undefined && found.length === 0) return undefined;
  return joined(
    [
      name && md`${bold(t(...words.olderName))} ${nameText(name, t)}`,
      ...found.map((one) => md`${bold(t(...words.olderArgument))} ${argumentText(one, t)}`),
    ],
    t(" ", ""),
  );
}

/** By what was written, or else by what that stands for. */
function nameOf(line: Line, forms: readonly OlderForm[]): OlderForm | undefined {
  const { olderPath: written, api } = line;
  if (written !== undefined) {
    const form = olderName(forms, written) ?? olderPlace(forms, written);
    if (form !== undefined) return form;
  }
  return olderName(forms, api);
}

function nameText(form: OlderForm, t: Choose): Markup {
  return md`${t("write ", "改用 ")}${code(form.now)}${versions(form, t)}${t(".", "。")}`;
}

function argumentText(form: OlderForm, t: Choose): Markup {
  return md`${code(form.old)}${t(": ", "：")}${nameText(form, t)}`;
}

/** " (since PyTorch 2.4, gone in 2.7)"; nothing where no version is known. */
function versions({ library, since, gone }: OlderForm, t: Choose): string {
  if (since === undefined && gone === undefined) return "";
  if (since === undefined) return t(` (gone in ${library} ${gone})`, `（${library} ${gone} 已移除旧名）`);
  if (gone === undefined) return t(` (since ${library} ${since})`, `（${library} ${since} 起）`);
  return t(` (since ${library} ${since}, gone in ${gone})`, `（${library} ${since} 起，${gone} 移除旧名）`);
}
