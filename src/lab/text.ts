import { currentSession } from "./session";

/** The text in the language of this run. */
export function t(english: string, chinese: string): string {
  return currentSession().text(english, chinese);
}
