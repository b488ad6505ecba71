/** Everything that a demo can import from "lab". */

export { attention, causalMask, MultiHeadAttention } from "./attention";
export { type ChartInput, chart, charts, image } from "./chart";
export type { Live } from "./controls";
export { type ConvolutionOptions, conv2d, outputLength } from "./convolution";
export {
  filled,
  full,
  normal,
  oneHot,
  ones,
  parameter,
  type TensorInput,
  tensor,
  uniform,
  zeros,
} from "./create";
export {
  batches,
  blobs,
  moons,
  type PlaneData,
  rings,
  spirals,
  xor,
} from "./data";
export { type Activation, activations, type DenseNetworkOptions, denseNetwork } from "./dense-network";
export { centred, type DrawingOptions, digits, type ImageData, shapes } from "./drawings";
export { where } from "./elementwise";
export type { HistogramMark } from "./histogram";
export {
  constant,
  heNormal,
  heUniform,
  type Initialiser,
  lecunNormal,
  xavierNormal,
  xavierUniform,
} from "./initialisers";
export { Layer } from "./layer";
export {
  AveragePool2d,
  Conv2d,
  Dropout,
  Embedding,
  Flatten,
  Linear,
  MaxPool2d,
  Sequential,
} from "./layers";
export {
  button,
  type DrawingPadOptions,
  drawingPad,
  live,
  type PlacedPoints,
  type PointPadOptions,
  pointPad,
} from "./live";
export { changes, type StepsOptions, steps } from "./loop";
export {
  accuracy,
  binaryCrossEntropy,
  type CrossEntropyOptions,
  crossEntropy,
  hingeLoss,
  huberLoss,
  l1Penalty,
  l2Penalty,
  meanAbsoluteError,
  meanSquaredError,
} from "./losses";
export { concat, stack } from "./movement";
export type { LayerInput, NetworkInput } from "./network";
export { BatchNorm, LayerNorm } from "./normalisation";
export { AdaGrad, Adam, AdamW, clipGradients, gradientNorm, Optimiser, RMSprop, SGD } from "./optimisers";
export type {
  ArrowsMark,
  AxisSpec,
  BarsMark,
  HeatMark,
  ImageSpec,
  ImageTile,
  LineMark,
  PointsMark,
} from "./outputs";
export { type NumberOptions, param } from "./param";
export { averagePool2d, maxPool2d, type PoolingOptions } from "./pooling";
export { linspace, Random, random } from "./random";
export {
  GRU,
  type GRUState,
  LSTM,
  type LSTMState,
  Recurrent,
  type RecurrentState,
  RNN,
} from "./recurrent";
export type { Numbers } from "./room";
export type { Shape } from "./shape";
export { check, print, progress, table } from "./show";
export type { ContourInput, FieldInput } from "./surface";
export { scope, Tensor, withoutGradients } from "./tensor";
export { t } from "./text";
