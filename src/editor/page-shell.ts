import * as vscode from "vscode";
import type { Language } from "../curriculum/model";

/** The document around the page: the one place that writes the content policy. */
export function pageShell(webview: vscode.Webview, extensionUri: vscode.Uri, language: Language): string {
  const nonce = makeNonce();
  const file = (...path: string[]): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, "dist", ...path)).toString();
  const policy = [
    "default-src 'none'",
    // WebAssembly and data: workers are for demos; a data: worker has no origin, so it reaches nothing.
    `script-src 'nonce-${nonce}' 'wasm-unsafe-eval'`,
    "worker-src data:",
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `img-src ${webview.cspSource} data:`,
    `font-src ${webview.cspSource}`,
    "connect-src 'none'",
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types learn-dl learn-dl-worker lit-html",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="${language === "en" ? "en" : "zh-CN"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="learn-dl-nonce" content="${nonce}">
<link rel="stylesheet" href="${file("page.css")}">
<link rel="stylesheet" href="${file("content", "math.css")}">
<title>Learn Deep Learning</title>
</head>
<body>
<div id="page"></div>
<script nonce="${nonce}" src="${file("transpiler.js")}"></script>
<script nonce="${nonce}" src="${file("page.js")}"></script>
</body>
</html>`;
}

function makeNonce(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}
