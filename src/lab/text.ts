import { currentLanguage } from "./session";

/** The text in the language of this run; English outside of one. */
export function t(english: string, chinese: string): string {
  return currentLanguage() === "zh-cn" ? chinese : english;
}
