import * as vscode from "vscode";

/** The icon of our tabs; unlike that of the activity bar it does not follow the theme by itself. */
export function tabIcon(extensionUri: vscode.Uri): { readonly light: vscode.Uri; readonly dark: vscode.Uri } {
  const file = (name: string): vscode.Uri => vscode.Uri.joinPath(extensionUri, "media", name);
  return { light: file("tab-light.svg"), dark: file("tab-dark.svg") };
}
