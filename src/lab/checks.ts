import { t } from "./text";

/** Refuses all but whole numbers from `least` on; both names as the learner writes them. */
export function checkWhole(caller: string, name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new Error(
    t(
      `${caller}(): ${name} must be a whole number of at least ${least}, not ${value}.`,
      `${caller}() 的 ${name} 必须是不小于 ${least} 的整数，这里是 ${value}。`,
    ),
  );
}
