import * as vscode from "vscode";
import type { Language } from "../curriculum/model";
import { settingsSection } from "./identifiers";

/** The one place that reads and writes the extension's settings. */
export class Settings implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #subscription = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(settingsSection)) this.#changed.fire();
  });

  /** The learner's language: their choice, else that of VS Code. */
  get language(): Language {
    const chosen = this.#read<string>("language", "auto");
    if (chosen === "en" || chosen === "zh-cn") return chosen;
    return vscode.env.language.toLowerCase().startsWith("zh") ? "zh-cn" : "en";
  }

  async setLanguage(language: Language): Promise<void> {
    await this.#write("language", language);
  }

  hoverEnabled(languageId: string): boolean {
    return (
      this.#read("hover.enabled", true) &&
      !this.#read<string[]>("hover.disabledLanguages", []).includes(languageId)
    );
  }

  get hoverInComments(): boolean {
    return this.#read("hover.inComments", false);
  }

  get hoverPictures(): boolean {
    return this.#read("hover.pictures", true);
  }

  get hoverDetail(): "short" | "full" {
    return this.#read<string>("hover.detail", "full") === "short" ? "short" : "full";
  }

  get mutedConcepts(): readonly string[] {
    const muted = this.#read<unknown>("hover.mutedConcepts", []);
    return Array.isArray(muted) ? muted.filter((id): id is string => typeof id === "string") : [];
  }

  async setMutedConcepts(ids: readonly string[]): Promise<void> {
    await this.#write("hover.mutedConcepts", ids.length === 0 ? undefined : ids);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #read<T>(key: string, fallback: T): T {
    return vscode.workspace.getConfiguration(settingsSection).get<T>(key) ?? fallback;
  }

  async #write(key: string, value: unknown): Promise<void> {
    await vscode.workspace
      .getConfiguration(settingsSection)
      .update(key, value, vscode.ConfigurationTarget.Global);
  }
}
