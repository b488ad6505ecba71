import { html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { ChoiceParam, NumberParam, Param, ParamValue, SwitchParam } from "../lab/outputs";
import { shortNumber, steppedNumber } from "./number-text";
import { fillOf } from "./slider-fill";
import type { Strings } from "./strings";

type OnChange = (name: string, value: ParamValue) => void;

/** Up to this many characters the options of a choice stand side by side. */
const shortOptions = 34;

/** The control of one parameter: a slider, a choice or a switch. `id` is unique in the document. */
export function paramTemplate(
  param: Param,
  value: ParamValue,
  id: string,
  strings: Strings,
  onChange: OnChange,
): TemplateResult {
  switch (param.kind) {
    case "number":
      return sliderTemplate(param, typeof value === "number" ? value : param.value, id, onChange);
    case "choice":
      return choiceTemplate(param, typeof value === "string" ? value : param.value, id, onChange);
    case "switch":
      return switchTemplate(param, typeof value === "boolean" ? value : param.value, id, strings, onChange);
  }
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

interface SliderScale {
  /** The slider's positions are 0 … places. */
  readonly places: number;
  valueAt(place: number): number;
  placeOf(value: number): number;
  text(value: number): string;
}

export function sliderScale(param: NumberParam): SliderScale {
  const log = param.scale === "log";
  const low = log ? Math.log10(param.min) : param.min;
  const high = log ? Math.log10(param.max) : param.max;
  const places = Math.max(1, Math.min(2_000, Math.ceil((high - low) / param.step - 1e-9)));
  const raw = (place: number): number => Math.min(high, low + place * param.step);
  return {
    places,
    // Rounded, so that 0.1 + 0.2 does not show up as a value; the ends are exact.
    valueAt: (place) => {
      if (place <= 0) return param.min;
      if (place >= places) return param.max;
      return log ? Number((10 ** raw(place)).toPrecision(3)) : Number(raw(place).toPrecision(10));
    },
    placeOf: (value) => {
      const at = ((log ? Math.log10(value) : value) - low) / param.step;
      return Math.min(places, Math.max(0, Math.round(at)));
    },
    text: (value) => (log ? shortNumber(value, 3) : steppedNumber(value, param.step)),
  };
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
