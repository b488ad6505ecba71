import type { NumberParam } from "../lab/outputs";
import { shortNumber, steppedNumber } from "./number-text";

/** Between the positions of a slider and the values of its parameter. */
export interface SliderScale {
  /** The slider's positions are 0 … places. */
  readonly places: number;
  valueAt(place: number): number;
  placeOf(value: number): number;
  /** The value as it is shown beside the slider. */
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
