interface Noise {
  readonly pattern: RegExp;
  readonly because: string;
}

/** Console errors of VS Code itself, in a server build and without network. */
const noise: readonly Noise[] = [
  {
    pattern: /404.*\/_static\/src\/browser\/media\/favicon/,
    because: "code-server's wrapper, which is not used, would serve the icon",
  },
  {
    pattern: /404.*\/node_modules\/vsda\//,
    because: "the signature module of Microsoft's own builds is not in this one",
  },
  {
    pattern: /404.*\/update\/check|bad HTTP response code \(404\) was received when fetching the script/,
    because: "updates and the service worker are the wrapper's, too",
  },
  { pattern: /\[Service Worker\] registration/, because: "the same service worker, reported once more" },
  {
    pattern: /Canceled[\s\S]*getSessions/,
    because: "the window closes while its sign-in list is being read",
  },
  {
    // What a page of ours does is told with the address of its script.
    pattern: /Applying inline style violates[\s\S]*\/webview\/browser\/pre\/index\.html/,
    because:
      "Chromium keeps the colour of code that is typed over in a style, is refused, and goes on without",
  },
  {
    pattern: /An unknown error occurred\. Please consult the log/,
    because: "its word for an error without text; whether it was ours tells the log, which is read, too",
  },
  {
    pattern: /Cannot resolve tree item for element/,
    because: "it asks for a row's tooltip although the tree was refreshed meanwhile",
  },
  {
    pattern: /Timed out waiting for authentication provider/,
    because: "it asks for GitHub's sign-in, which answers only with network",
  },
  {
    pattern: /Aborted onWillSaveTextDocument-event/,
    because: "on a busy machine, its participants are late when it saves the settings",
  },
  {
    pattern: /\[lifecycle\] Long running operations|\(Canceled: Canceled\)|IndexedDB database '.*' is closed/,
    because: "a reload ends what VS Code was doing",
  },
  {
    pattern: /No default agent contributed|chatSessionInput:/,
    because: "its chat wants an extension that this build does not have",
  },
];

/** Whether a console error is known not to come from us. */
export function isNoise(text: string): boolean {
  return noise.some(({ pattern }) => pattern.test(text));
}
