import { shortNumber } from "../drawing";

/** The editor's four kinds of theme. */
export type Theme = "light" | "dark" | "high-contrast" | "high-contrast-light";

export interface Palette {
  /** The hover's background, which the colours are chosen for; not painted. */
  readonly background: string;
  readonly text: string;
  readonly quiet: string;
  readonly colours: Readonly<Record<"c1" | "c2" | "c3" | "c4" | "c5" | "c6", string>>;
}

/** All of them reach a contrast of 4.5 : 1 on the editor's hover backgrounds, also where they are lines. */
export const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    background: "#f8f8f8",
    text: "#3b3b3b",
    quiet: "#616161",
    colours: { c1: "#0b62b8", c2: "#b5420b", c3: "#1a7434", c4: "#7a3cb8", c5: "#0a6c74", c6: "#b01e5c" },
  },
  dark: {
    background: "#202020",
    text: "#d6d6d6",
    quiet: "#a6a6a6",
    colours: { c1: "#5cb0ff", c2: "#ff9a5c", c3: "#6cc985", c4: "#c79bff", c5: "#4fc8d2", c6: "#ff85b3" },
  },
  "high-contrast": {
    background: "#000000",
    text: "#ffffff",
    quiet: "#e0e0e0",
    colours: { c1: "#7cc4ff", c2: "#ffb070", c3: "#7ee89a", c4: "#d9b8ff", c5: "#6fe3ec", c6: "#ff9fc6" },
  },
  "high-contrast-light": {
    background: "#ffffff",
    text: "#000000",
    quiet: "#292929",
    colours: { c1: "#0f4a85", c2: "#8a2f05", c3: "#0b5a24", c4: "#5b2396", c5: "#05545b", c6: "#86113f" },
  },
};

const fonts =
  "-apple-system,'Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC',system-ui,Ubuntu,sans-serif";

/** Wider pictures are scaled down to this. */
const widest = 420;

/**
 * A picture drawn in roles (`currentColor`, `c1`, `c1-fill`, `axis`, `tick`) with a theme's colours in it, for
 * places where it stands alone, such as a hover's image. Sizes that it lacks come from its view box.
 */
export function inTheme(svg: string, theme: Theme): string {
  const opening = /^<svg\b[^>]*>/.exec(svg)?.[0];
  if (opening === undefined) return svg;
  const body = svg.slice(opening.length);
  return `${withSize(opening)}${styles(palettes[theme])}${body}`;
}

function withSize(opening: string): string {
  const box = /viewBox="([^"]+)"/
    .exec(opening)?.[1]
    ?.trim()
    .split(/[\s,]+/)
    .map(Number);
  if (/\swidth="/.test(opening) || box === undefined || box.length !== 4) return opening;
  const [, , width = 0, height = 0] = box;
  const scale = Math.min(1, widest / width);
  return opening.replace(
    /^<svg/,
    `<svg width="${shortNumber(width * scale)}" height="${shortNumber(height * scale)}"`,
  );
}

function styles(palette: Palette): string {
  const roles = Object.entries(palette.colours).map(
    ([name, colour]) => `.${name}{stroke:${colour}}.${name}-fill{fill:${colour}}`,
  );
  const rest = `.axis{stroke:${palette.quiet};stroke-width:1}.tick{fill:${palette.quiet};font-size:11px}`;
  return `<style>svg{color:${palette.text};font-family:${fonts}}${roles.join("")}${rest}</style>`;
}
