/**
 * Detection and cards as one module of their own, `dist/explainer.mjs`: most of the extension's code, and
 * needed only once a learner rests on a name, so activation does not load it.
 */
export { cardFor } from "./cards/card";
export { conceptFigure } from "./cards/figure";
export { escapeMarkdown } from "./cards/markup";
export { inTheme } from "./cards/theme";
export { makeDetector } from "./detection/detector";
