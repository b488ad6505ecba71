import { type Framework, itself } from "./framework";

/** What people call an estimator, a pipeline or a search. */
const estimator =
  /^(model|clf|cls|classifier|regressor|reg|estimator|est|pipe|pipeline|knn|svm|svc|svr|tree|forest|rf|logreg|lin_?reg|mlp|[gmb]?nb|grid|search)\d*$|_(clf|reg|classifier|regressor|estimator|pipe|pipeline|forest|tree|search|grid)\d*$|^(clf|reg|pipe|grid_search)_/;

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
    {
      of: /^sklearn\.\w+\.(\w*(Regressor|SVR)|LinearRegression|Ridge|Lasso|ElasticNet)$/,
      is: ["sklearn.base.RegressorMixin", "sklearn.base.BaseEstimator"],
    },
    {
      of: /^sklearn\.(ensemble|tree|neighbors|naive_bayes|svm|linear_model|neural_network|gaussian_process|discriminant_analysis|calibration|dummy)\.[A-Z]/,
      is: ["sklearn.base.ClassifierMixin", "sklearn.base.BaseEstimator"],
    },
    { of: "sklearn.*", only: "classes", is: ["sklearn.base.BaseEstimator"] },
  ],
  methods: [{ of: "sklearn.base.BaseEstimator", names: ["fit", "partial_fit", "set_params"], gives: itself }],
  attributes: [
    { of: "sklearn.model_selection.*", names: ["best_estimator_"], gives: "sklearn.pipeline.Pipeline" },
  ],
  conventions: ["fit", "predict", "predict_proba", "score"].map((method) => ({
    method,
    receiver: estimator,
    means: [`sklearn.pipeline.Pipeline.${method}`],
  })),
};
