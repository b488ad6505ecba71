/** The key that runs the demo, as this platform's keyboards name it; both work everywhere. */
export const runKey = /^(?:Mac|iP)/.test(navigator.platform) ? "Cmd+Enter" : "Ctrl+Enter";
