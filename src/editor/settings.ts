import * as vscode from "vscode";
import type { Language } from "../curriculum/model";
import { settingsSection } from "./identifiers";
import { stringsIn } from "./strings";

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

  /** False where it could not be stored, which the learner has been told. */
  async setLanguage(language: Language): Promise<boolean> {
    return this.#write("language", language);
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

  /** False where it could not be stored, which the learner has been told. */
  async setMutedConcepts(ids: readonly string[]): Promise<boolean> {
    return this.#write("hover.mutedConcepts", ids.length === 0 ? undefined : ids);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #read<T>(key: string, fallback: T): T {
    return vscode.workspace.getConfiguration(settingsSection).get<T>(key) ?? fallback;
  }

  async #write(key: string, value: unknown): Promise<boolean> {
    try {
      await vscode.workspace
        .getConfiguration(settingsSection)
        .update(key, value, vscode.ConfigurationTarget.Global);
      return true;
    } catch (error) {
      // Most often a mistake in settings.json, which VS Code tells nobody but us.
      void this.#tellNotStored(error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  async #tellNotStored(reason: string): Promise<void> {
    const { settingNotStored, openSettings } = stringsIn(this.language);
    const choice = await vscode.window.showErrorMessage(settingNotStored(reason), openSettings);
    if (choice) await vscode.commands.executeCommand("workbench.action.openSettingsJson");
  }
}
