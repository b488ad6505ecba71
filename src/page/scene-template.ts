import { html, nothing, svg, type TemplateResult } from "lit";
import type { KeyEntry, Scene, Shape } from "./chart-scene";

/** The picture without its grids of pixels, which lie on a canvas below. `name` is unique in the document. */
export function sceneTemplate(scene: Scene, summary: string, name: string): TemplateResult {
  const { width, height, frame } = scene;
  return html`<svg class="plot" role="img" aria-label=${summary} viewBox="0 0 ${width} ${height}">
    <clipPath id=${name}>
      <rect x=${frame.left} y=${frame.top} width=${frame.width} height=${frame.height} />
    </clipPath>
    ${scene.shapes.map((shape) => shapeTemplate(shape, name))}
  </svg>`;
}

function shapeTemplate(shape: Shape, name: string): TemplateResult {
  if (shape.kind === "text") {
    return svg`<text
      x=${shape.x} y=${shape.y} dy="0.35em"
      class=${`${shape.rim ? "rim" : ""} ${shape.strong ? "strong" : ""}`.trim() || nothing}
      text-anchor=${shape.anchor === "start" ? nothing : shape.anchor}
      font-size=${shape.size === 12 ? nothing : shape.size}
      fill=${shape.fill}>${shape.text}</text>`;
  }
  return svg`<path
    d=${shape.d}
    fill=${shape.fill ?? "none"}
    fill-opacity=${shape.opacity ?? nothing}
    stroke=${shape.stroke ?? nothing}
    stroke-width=${shape.width ?? nothing}
    stroke-opacity=${shape.strength ?? nothing}
    stroke-dasharray=${shape.dash ?? nothing}
    clip-path=${shape.clip ? `url(#${name})` : nothing} />`;
}

/** Names for the marks that cannot carry their own. */
export function keyTemplate(entries: readonly KeyEntry[]): TemplateResult | typeof nothing {
  if (entries.length === 0) return nothing;
  return html`<div class="chart-key" aria-hidden="true">
    ${entries.map(
      ({ label, sign }) => html`<span class="key-entry"
        ><svg viewBox="-1 -1 20 12" width="20" height="12">${sign.map((shape) => shapeTemplate(shape, ""))}</svg
        >${label}</span
      >`,
    )}
  </div>`;
}
