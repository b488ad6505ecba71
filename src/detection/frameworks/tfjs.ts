import { type Framework, itself } from "./framework";

const model =
  /^(model|net|network|generator|discriminator|encoder|decoder|classifier)\d*$|Model$|Net$|^(model|net)[A-Z]/;

const optimizer = /optimi[sz]er$/i;

/** TensorFlow.js; its names start with `tfjs`, whatever a file calls the module. */
export const tfjs: Framework = {
  id: "tfjs",
  roots: ["tfjs"],
  modules: [
    [/@tensorflow\/tfjs-(data|vis|automl|react-native|tfdf|tflite|backend-\w+)\b/, ""],
    [/@tensorflow\/tfjs(-node-gpu|-node|-core|-layers|-converter)?(?![\w-])/, "tfjs"],
  ],
  inner: [
    [/^tfjs\.(?=\w+$)/, "tfjs.layers."],
    [/^tfjs\.losses\.(?=\w+$)/, "tfjs.metrics."],
  ],
  types: [
    { of: "tfjs.sequential", makes: "tfjs.Sequential" },
    { of: "tfjs.model", makes: "tfjs.LayersModel" },
    { of: "tfjs.loadLayersModel", makes: "tfjs.LayersModel" },
    { of: "tfjs.Sequential", is: ["tfjs.LayersModel"] },
    { of: "tfjs.LayersModel", is: ["tfjs.layers.Layer"] },
    { of: "tfjs.layers.*", makes: itself, is: ["tfjs.layers.Layer"] },
    { of: "tfjs.layers.Layer" },
    { of: "tfjs.train.*", makes: itself, is: ["tfjs.Optimizer"] },
    { of: "tfjs.Optimizer" },
    { of: "tfjs.Variable", is: ["tfjs.Tensor"] },
    { of: "tfjs.variable", makes: "tfjs.Variable" },
    { of: "tfjs.buffer", makes: "tfjs.TensorBuffer" },
    { of: "tfjs.loadGraphModel", makes: "tfjs.GraphModel" },
    { of: "tfjs.losses.*", makes: "tfjs.Tensor" },
    { of: /^tfjs\.(fromPixels|browser\.fromPixels|image\.\w+)$/, makes: "tfjs.Tensor" },
    ...(
      "tensor scalar tensor1d tensor2d tensor3d tensor4d zeros ones randomNormal randomUniform matMul relu sigmoid tanh softmax " +
      "conv2d maxPool avgPool add sub mul div mean sum oneHot concat stack sqrt exp log reshape tidy keep"
    )
      .split(" ")
      .map((name) => ({ of: `tfjs.${name}`, makes: "tfjs.Tensor" })),
  ],
  methods: [
    {
      of: "tfjs.Tensor",
      names: (
        "relu sigmoid tanh softmax elu selu leakyRelu softplus add sub mul div matMul dot mean sum reshape flatten transpose square sqrt " +
        "exp log neg sign squeeze expandDims toFloat cast clone conv2d maxPool avgPool as1D as2D as3D as4D asScalar concat norm"
      ).split(" "),
      gives: itself,
    },
    { of: "tfjs.TensorBuffer", names: ["toTensor"], gives: "tfjs.Tensor" },
    { of: "tfjs.layers.Layer", names: ["apply"], gives: "tfjs.SymbolicTensor" },
    { of: "tfjs.LayersModel", names: ["predict", "predictOnBatch"], gives: "tfjs.Tensor" },
    { of: "tfjs.GraphModel", names: ["predict"], gives: "tfjs.Tensor" },
  ],
  calls: [{ of: "tfjs.layers.Layer", names: ["apply", "call"] }],
  conventions: [
    ...(
      "relu sigmoid tanh softmax logSoftmax elu selu leakyRelu matMul argMax expandDims as1D as2D as3D as4D " +
      "reshape squeeze asType toFloat resizeBilinear resizeNearestNeighbor logSumExp squaredDifference"
    )
      .split(" ")
      .map((method) => ({
        method,
        receiver: /./,
        means: [`tfjs.Tensor.${method}`],
      })),
    { method: "compile", receiver: model, means: ["tfjs.LayersModel.compile"] },
    { method: "fit", receiver: model, means: ["tfjs.LayersModel.fit"] },
    { method: "fitDataset", receiver: model, means: ["tfjs.LayersModel.fitDataset"] },
    ...["predict", "evaluate", "summary", "save"].map((method) => ({
      method,
      receiver: model,
      means: [`tfjs.LayersModel.${method}`],
    })),
    ...["trainOnBatch", "predictOnBatch", "evaluateDataset"].map((method) => ({
      method,
      receiver: /./,
      means: [`tfjs.LayersModel.${method}`],
    })),
    { method: "executeAsync", receiver: /./, means: ["tfjs.GraphModel.executeAsync"] },
    { method: "getLayer", receiver: model, means: ["tfjs.LayersModel.getLayer"] },
    ...["apply", "getWeights", "setWeights", "countParams"].map((method) => ({
      method,
      receiver: model,
      means: [`tfjs.layers.Layer.${method}`],
    })),
    { method: "resetStates", receiver: /./, means: ["tfjs.layers.Layer.resetStates"] },
    { method: "add", receiver: /./, takes: "tfjs.layers.Layer", means: ["tfjs.Sequential.add"] },
    { method: "trainable", receiver: /./, isAttribute: true, means: ["tfjs.layers.Layer.trainable"] },
    ...["minimize", "applyGradients", "computeGradients"].map((method) => ({
      method,
      receiver: optimizer,
      means: [`tfjs.Optimizer.${method}`],
    })),
  ],
};
