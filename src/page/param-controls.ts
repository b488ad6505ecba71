import { html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type {
  ButtonParam,
  ChoiceParam,
  DrawingParam,
  NumberParam,
  Param,
  ParamValue,
  PointsParam,
  SwitchParam,
} from "../lab/outputs";
import { DrawingPad } from "./drawing-pad";
import { PointPad } from "./point-pad";
import { fillOf } from "./slider-fill";
import { sliderScale } from "./slider-scale";
import type { Strings } from "./strings";

type OnChange = (name: string, value: ParamValue) => void;

/** Up to this many characters the options of a choice stand side by side. */
const shortOptions = 34;

/** Pads are elements of their own that live as long as their parameter: a stroke goes on while the demo draws. */
export class Pads {
  readonly #pads = new Map<string, DrawingPad | PointPad>();

  constructor(private readonly onChange: OnChange) {}

  elementOf(param: DrawingParam | PointsParam, value: readonly number[], strings: Strings): Element {
    const key = `${param.kind}:${param.name}`;
    const known = this.#pads.get(key);
    if (known instanceof DrawingPad && param.kind === "drawing") known.update(param, value, strings);
    else if (known instanceof PointPad && param.kind === "points") known.update(param, value, strings);
    else return this.#make(key, { ...param, value } as typeof param, strings);
    return known.element;
  }

  redraw(): void {
    for (const pad of this.#pads.values()) pad.redraw();
  }

  #make(key: string, param: DrawingParam | PointsParam, strings: Strings): Element {
    const changed = (value: readonly number[]): void => this.onChange(param.name, value);
    const pad =
      param.kind === "drawing"
        ? new DrawingPad(param, strings, changed)
        : new PointPad(param, strings, changed);
    this.#pads.set(key, pad);
    return pad.element;
  }
}

/** The control of one parameter: a slider, a choice, a switch, a button or a pad. `id` is unique in the document. */
export function paramTemplate(
  param: Param,
  value: ParamValue,
  id: string,
  strings: Strings,
  onChange: OnChange,
  pads: Pads,
): TemplateResult {
  switch (param.kind) {
    case "number":
      return sliderTemplate(param, typeof value === "number" ? value : param.value, id, onChange);
    case "choice":
      return choiceTemplate(param, typeof value === "string" ? value : param.value, id, onChange);
    case "switch":
      return switchTemplate(param, typeof value === "boolean" ? value : param.value, id, strings, onChange);
    case "button":
      return buttonTemplate(param, typeof value === "number" ? value : param.value, onChange);
    case "drawing":
    case "points":
      return html`<div class="pad-place">
        <span class="label" aria-hidden="true">${param.name}</span>
        ${pads.elementOf(param, Array.isArray(value) ? value : param.value, strings)}
      </div>`;
  }
}

function buttonTemplate(param: ButtonParam, presses: number, onChange: OnChange): TemplateResult {
  return html`<button class="secondary" @click=${() => onChange(param.name, presses + 1)}>${param.name}</button>`;
}

function sliderTemplate(param: NumberParam, value: number, id: string, onChange: OnChange): TemplateResult {
  const scale = sliderScale(param);
  const place = scale.placeOf(value);
  const text = scale.text(value);
  const changed = (event: Event): void => {
    onChange(param.name, scale.valueAt((event.target as HTMLInputElement).valueAsNumber));
  };
  return html`<div class="param">
    <label for=${id}>${param.name}</label>
    <input
      type="range"
      id=${id}
      min="0"
      max=${scale.places}
      step="1"
      .value=${live(String(place))}
      aria-valuetext=${text}
      ${fillOf(place / scale.places)}
      @input=${changed}
    /><output for=${id}>${text}</output>
  </div>`;
}

function choiceTemplate(param: ChoiceParam, value: string, id: string, onChange: OnChange): TemplateResult {
  const short = param.options.join("").length + 3 * param.options.length <= shortOptions;
  const changed = (event: Event): void => onChange(param.name, (event.target as HTMLInputElement).value);
  if (!short) {
    return html`<div class="param">
      <label for=${id}>${param.name}</label>
      <select id=${id} .value=${live(value)} @change=${changed}>
        ${param.options.map((option) => html`<option value=${option} ?selected=${option === value}>${option}</option>`)}
      </select>
    </div>`;
  }
  return html`<div class="param" role="radiogroup" aria-labelledby=${`${id}-name`}>
    <span class="label" id=${`${id}-name`}>${param.name}</span>
    <span class="segments">
      ${param.options.map(
        (option) => html`<label
          ><input
            type="radio"
            name=${id}
            value=${option}
            .checked=${live(option === value)}
            @change=${changed}
          /><span>${option}</span></label
        >`,
      )}
    </span>
  </div>`;
}

function switchTemplate(
  param: SwitchParam,
  value: boolean,
  id: string,
  strings: Strings,
  onChange: OnChange,
): TemplateResult {
  const changed = (event: Event): void => onChange(param.name, (event.target as HTMLInputElement).checked);
  return html`<div class="param">
    <label for=${id}>${param.name}</label>
    <span class="switch"
      ><input type="checkbox" role="switch" id=${id} .checked=${live(value)} @change=${changed} /><span
        aria-hidden="true"
        >${value ? strings.on : strings.off}</span
      ></span
    >
  </div>`;
}
