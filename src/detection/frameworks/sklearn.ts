import type { Framework } from "./framework";

/** scikit-learn, imbalanced-learn and the numeric libraries beside them. */
export const sklearn: Framework = {
  id: "sklearn",
  roots: ["sklearn", "imblearn"],
  companions: ["numpy", "pandas", "scipy", "nltk", "optuna", "umap"],
  inner: [
    [/^sklearn\.([a-z_]+)\._?[a-z_]+\.(?=\w+$)/, "sklearn.$1."],
    [/^imblearn\.([a-z_]+)\._?[a-z_]+\.(?=\w+$)/, "imblearn.$1."],
  ],
  types: [
    { of: "sklearn.pipeline.make_pipeline", makes: "sklearn.pipeline.Pipeline" },
    { of: "sklearn.*", only: "classes", is: ["sklearn.base.BaseEstimator"] },
  ],
};
