import { html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { ChoiceParam, NumberParam, Param, ParamValue, SwitchParam } from "../lab/outputs";
import { fillOf } from "./slider-fill";
import { sliderScale } from "./slider-scale";
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
