/** Targets of label smoothing over K classes: 1 − ε + ε / K and ε / K (Szegedy et al. 2015; torch, Keras, optax). */
export function smoothedTargets(
  smoothing: number,
  classes: number,
): { readonly right: number; readonly wrong: number } {
  return {
    right: Number((1 - smoothing + smoothing / classes).toPrecision(10)),
    wrong: Number((smoothing / classes).toPrecision(10)),
  };
}
