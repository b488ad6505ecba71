import assert from "node:assert/strict";
import { foldSizes } from "../../../src/cards/facts/estimators";
import { cardAt, factAt } from "./place";

const says = (concept: string, api: string, call: string): string => factAt({ concept, api, call });
const argument = (concept: string, api: string, call: string, found: string): string =>
  factAt({ concept, api, call, how: "argument", argument: found });

const kfold = "sklearn.model_selection.KFold(n_splits=5, *, shuffle=False, random_state=None)";
const tsne = "sklearn.manifold.TSNE(n_components=2, *, perplexity=30.0)";

describe("cards: cross-validation", () => {
  it("folds differ by one example at most, and together hold all of them", () => {
    for (const folds of [2, 3, 7, 10]) {
      const sizes = Array.from({ length: folds }, (_, i) => Math.floor((1000 + folds - 1 - i) / folds));
      assert.equal(
        sizes.reduce((sum, size) => sum + size, 0),
        1000,
      );
      assert.deepEqual(foldSizes(1000, folds), { least: Math.min(...sizes), most: Math.max(...sizes) });
    }
  });
  it("trains k times on the rest, and tests every example once", () => {
    assert.match(says("train-test-split", kfold, ""), /n_splits = 5: 5 trainings, each on 800 of 1000/);
    assert.match(says("train-test-split", kfold, "3"), /each on 666 … 667 of 1000/);
    const score =
      "sklearn.model_selection.cross_val_score(estimator, X, y=None, *, groups=None, scoring=None, cv=None)";
    assert.match(says("train-test-split", score, "m, X, y, cv=10"), /10 trainings, each on 900/);
    assert.match(says("train-test-split", score, "m, X, y"), /cv is 5 by default: 5 trainings/);
    assert.equal(says("train-test-split", score, "m, X, y, cv=folds"), "");
  });
  it("warns of sorted data only where nothing shuffles them", () => {
    const pitfall = (call: string): string =>
      cardAt({ concept: "train-test-split", api: kfold, call }).pitfall ?? "";
    assert.match(pitfall("5"), /cut in order/);
    assert.equal(pitfall("5, shuffle=True"), "");
  });
  it("is silent about splits that test some examples never or twice", () => {
    assert.equal(says("train-test-split", "sklearn.model_selection.ShuffleSplit(n_splits=10)", ""), "");
    assert.equal(says("train-test-split", "sklearn.model_selection.TimeSeriesSplit(n_splits=5)", ""), "");
  });
});

describe("cards: what scikit-learn's estimators are told", () => {
  it("PCA keeps a number of axes, or a share of the variance", () => {
    const pca = "sklearn.decomposition.PCA(n_components=None)";
    assert.match(says("pca", pca, "n_components=50"), /becomes 50 numbers/);
    assert.match(says("pca", pca, "0.95"), /keep 95 % of the variance/);
    assert.equal(says("pca", pca, ""), "");
  });
  it("t-SNE and discriminant analysis are not described as PCA", () => {
    assert.match(says("pca", tsne, ""), /perplexity = 30\.0 \(default\): about 30 neighbours/);
    assert.match(cardAt({ concept: "pca", api: tsne, call: "" }).pitfall ?? "", /cannot place new points/);
    const lda = "sklearn.discriminant_analysis.LinearDiscriminantAnalysis()";
    assert.match(says("pca", lda, ""), /uses the labels/);
  });
  it("ROC-AUC is a chance, and the area under precision and recall is not", () => {
    assert.match(
      says("precision-recall", "sklearn.metrics.roc_auc_score(y_true, y_score)", "y, p"),
      /0\.5 is guessing/,
    );
    const auc = "keras.metrics.AUC(num_thresholds=200, curve='ROC')";
    assert.match(says("precision-recall", auc, ""), /random positive example/);
    assert.equal(says("precision-recall", auc, "curve='PR'"), "");
    assert.equal(says("precision-recall", "sklearn.metrics.auc(x, y)", "x, y"), "");
  });
  it("ROC-AUC equals that chance, counted over all pairs", () => {
    // Scores of two positives and three negatives: 5 of 6 pairs are in order, and so is the area of the steps.
    const [positives, negatives] = [
      [0.9, 0.4],
      [0.5, 0.3, 0.1],
    ] as const;
    const pairs = positives.flatMap((p) => negatives.map((n) => Number(p > n)));
    const chance = pairs.reduce((sum, one) => sum + one, 0) / pairs.length;
    // Thresholds from high to low: 0.9+ 0.5− 0.4+ 0.3− 0.1−; area = Σ width · height.
    const area = (1 / 3) * (1 / 2) + (2 / 3) * 1;
    assert.ok(Math.abs(chance - area) < 1e-12);
  });
  it("a tree of depth 3 has at most 8 leaves, in each tree of a forest", () => {
    assert.match(
      says("decision-tree", "sklearn.tree.DecisionTreeClassifier(*, max_depth=None)", "max_depth=3"),
      /= 8 diff/,
    );
    const forest = "sklearn.ensemble.RandomForestClassifier(n_estimators=100, *, max_depth=None)";
    assert.match(argument("decision-tree", forest, "max_depth=3", "max_depth=3"), /in each tree at most 3/);
    assert.match(
      argument("decision-tree", forest, "max_depth=3, criterion='gini'", "criterion='gini'"),
      /^This line criterion = 'gini': /,
    );
  });
  it("neighbours and clusters are counted", () => {
    const knn = "sklearn.neighbors.KNeighborsClassifier(n_neighbors=5)";
    assert.match(says("nearest-neighbours", knn, ""), /n_neighbors = 5 \(default\): the 5 nearest/);
    assert.match(says("nearest-neighbours", knn, "1"), /its own label back/);
    assert.match(says("clustering", "sklearn.cluster.KMeans(n_clusters=8)", "3"), /one of 3 numbers, 0 to 2/);
  });
  it("DBSCAN finds the number of groups itself", () => {
    const api = "sklearn.cluster.DBSCAN(eps=0.5, *, min_samples=5)";
    assert.match(
      says("clustering", api, "eps=0.3"),
      /eps = 0\.3, min_samples = 5: .* 5 points .* within 0\.3/,
    );
    assert.match(cardAt({ concept: "clustering", api, call: "" }).pitfall ?? "", /unit of the features/);
  });
  it("a search trains every setting once per fold", () => {
    const api = "sklearn.model_selection.GridSearchCV(estimator, param_grid, *, cv=None)";
    assert.match(
      argument("train-test-split", api, "m, g, cv=3", "cv=3"),
      /3 trainings of every setting, each on 666/,
    );
  });
  it("a fused attention stores no scores, the plain one all of them", () => {
    const api = "transformers.AutoModel.from_pretrained(name)";
    const told = (value: string): string =>
      argument("attention", api, `'x', attn_implementation='${value}'`, `attn_implementation='${value}'`);
    assert.match(told("sdpa"), /never stored as a whole/);
    assert.match(told("eager"), /written to memory/);
    assert.equal(told("mine"), "");
  });
  it("beams are counted, one beam is none", () => {
    const api = "transformers.GenerationMixin.generate(inputs=None)";
    assert.match(argument("sampling", api, "x, num_beams=4", "num_beams=4"), /the 4 likeliest unfinished/);
    assert.match(argument("sampling", api, "x, num_beams=1", "num_beams=1"), /no beam search/);
  });
});
