import type { QuizItem } from "../curriculum/model";

/** What a learner has answered so far: indexes into the item's own lists, or what they typed. */
export type QuizAnswer =
  | { readonly kind: "choice"; readonly chosen: readonly number[] }
  | { readonly kind: "order"; readonly sequence: readonly number[] }
  | { readonly kind: "text"; readonly text: string };

export type Verdict = "right" | "almost" | "wrong";

/** The order in which options or steps are shown: shuffled, but the same at every visit. */
export function shownOrder(item: QuizItem): readonly number[] {
  switch (item.kind) {
    case "single":
    case "multiple":
      return shuffled(item.options.length, item.id);
    case "order": {
      const order = shuffled(item.steps.length, item.id);
      const solved = order.every((step, i) => step === i);
      return solved ? [...order.slice(1), ...order.slice(0, 1)] : order;
    }
    default:
      return [];
  }
}

export function emptyAnswer(item: QuizItem): QuizAnswer {
  switch (item.kind) {
    case "single":
    case "multiple":
      return { kind: "choice", chosen: [] };
    case "order":
      return { kind: "order", sequence: shownOrder(item) };
    default:
      return { kind: "text", text: "" };
  }
}

/** The verdict on an answer; undefined when there is none to judge yet. */
export function judge(item: QuizItem, answer: QuizAnswer): Verdict | undefined {
  switch (item.kind) {
    case "single":
    case "multiple":
      return answer.kind === "choice" ? judgeChoice(item, answer.chosen) : undefined;
    case "order":
      if (answer.kind !== "order") return undefined;
      return answer.sequence.every((step, i) => step === i) ? "right" : "wrong";
    case "numeric": {
      const value = answer.kind === "text" ? numberIn(answer.text) : undefined;
      if (value === undefined) return undefined;
      const slack = item.tolerance + 1e-9 * Math.abs(item.answer);
      return Math.abs(value - item.answer) <= slack ? "right" : "wrong";
    }
    case "prints":
      if (answer.kind !== "text" || answer.text.trim() === "") return undefined;
      return printed(answer.text) === printed(item.answer) ? "right" : "wrong";
  }
}

function judgeChoice(
  item: Extract<QuizItem, { kind: "single" | "multiple" }>,
  chosen: readonly number[],
): Verdict | undefined {
  if (chosen.length === 0) return undefined;
  const right = item.options.flatMap((option, i) => (option.right ? [i] : []));
  const hits = chosen.filter((i) => right.includes(i)).length;
  if (hits === right.length && hits === chosen.length) return "right";
  return hits > 0 && hits === chosen.length ? "almost" : "wrong";
}

/** A number as people type it: `-0.25`, `−0,25`, `1/4`, `2.5e-3`, `25 %`; full-width characters too. */
export function numberIn(text: string): number | undefined {
  const plain = text
    .normalize("NFKC")
    .replace(/[−–]/g, "-")
    .replace(/\s/g, "")
    .replace(/^(-?\d+),(\d+)$/, (whole, before: string, after: string) =>
      after.length === 3 && before !== "0" && before !== "-0" ? whole.replace(",", "") : `${before}.${after}`,
    );
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?:\/(\d+\.?\d*))?(%?)$/i.exec(plain);
  if (!match) return undefined;
  const value = (Number(match[1]) / (match[2] === undefined ? 1 : Number(match[2]))) * (match[3] ? 0.01 : 1);
  return Number.isFinite(value) ? value : undefined;
}

/** Spaces at the ends do not count, nor how a minus sign was typed. */
function printed(text: string): string {
  return text
    .replace(/\r/g, "")
    .replace(/−/g, "-")
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .trim();
}

function shuffled(count: number, seed: string): number[] {
  let state = 2_166_136_261;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16_777_619);
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    // Steps of xorshift, enough to mix a handful of options.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const j = (state >>> 0) % (i + 1);
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order;
}
