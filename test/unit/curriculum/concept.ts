import type { Concept } from "../../../src/curriculum/model";

/** A concept with nothing but its names. */
export const conceptOf = (id: string, en: string, chinese: string, ...apis: string[]): Concept => ({
  id,
  group: "layers",
  name: { en, "zh-cn": chinese },
  sentence: { en: "", "zh-cn": "" },
  questions: [],
  sources: [],
  apis: apis.map((name) => ({ name, parameters: [] })),
  arguments: [],
  strings: [],
});
