/** Every id that has ever been in the catalogue, by group: progress, links and pages hang on them. */
export const frozenIds: Readonly<Record<string, string>> = {
  activations:
    "activation-function relu leaky-relu elu gelu silu glu sigmoid tanh softmax softplus maxout " +
    "log-sum-exp",
  architectures:
    "alexnet vgg inception resnet densenet mobilenet convnext vision-transformer object-detection " +
    "semantic-segmentation unet video-network squeeze-excitation",
  attention:
    "transformer attention multi-head-attention causal-mask positional-encoding sampling argmax " +
    "tokenizer einsum pretrained-language-model " +
    "kv-cache weight-tying",
  data:
    "dataset data-loader train-test-split one-hot class-imbalance pca logistic-regression " +
    "support-vector-machine preprocessing-pipeline " +
    "clustering nearest-neighbours decision-tree naive-bayes",
  generative: "autoencoder gan style-transfer diffusion " + "probability-distribution",
  gradients:
    "gradient-clipping backpropagation autograd zero-grad no-grad gradient-accumulation " +
    "gradient-checkpointing weight-initialisation",
  ideas:
    "vanishing-gradient exploding-gradient overfitting universal-approximation computation-graph " +
    "receptive-field residual-connection saddle-point memorisation",
  layers:
    "linear-layer multilayer-perceptron units bias matrix-multiplication convolution kernel-size " +
    "channels transposed-convolution depthwise-convolution grouped-convolution stride padding " +
    "dilation locally-connected-layer max-pooling average-pooling global-pooling embedding flatten " +
    "upsampling resizing sequential-model module parameter input-shape tensor-shape merge-layer",
  losses:
    "loss-function reduction logits cross-entropy nll-loss binary-cross-entropy mse-loss mae-loss " +
    "percentage-error huber-loss hinge-loss kl-divergence cosine-similarity contrastive-loss ctc-loss " +
    "focal-loss",
  metrics: "metric accuracy precision-recall confusion-matrix regression-score perplexity iou image-quality",
  normalisation:
    "batch-norm layer-norm group-norm instance-norm rms-norm local-response-norm weight-normalisation " +
    "input-normalisation",
  optimisation:
    "gradient-descent optimizer sgd momentum adam adamw rmsprop adagrad other-optimizer " +
    "optimizer-step learning-rate lr-schedule warmup ema-weights epsilon hyperparameter-search",
  recurrent:
    "recurrent-network lstm gru hidden-state return-sequences bidirectional packed-sequence " +
    "teacher-forcing",
  regularisation:
    "dropout stochastic-depth noise-injection weight-decay l1-l2-regularisation weight-constraint " +
    "early-stopping label-smoothing data-augmentation mixup ensemble pruning",
  scale: "data-parallel sharded-training mixed-precision numeric-precision quantisation",
  training:
    "epoch mini-batch forward-pass train-eval-mode inference evaluation checkpoint random-seed device " +
    "jit-compilation vectorisation training-loop callback transfer-learning lora " +
    "knowledge-distillation preference-tuning",
};
