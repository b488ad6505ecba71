import type { Concept, Language, Parameter } from "../curriculum/model";
import { parseApi } from "../curriculum/signature";
import type { Argument, Found } from "../detection/model";
import { Line, literal } from "./arguments";
import type { CardPicture } from "./card";
import type { Choose } from "./fact";
import { factMakers } from "./facts/registry";

/** Calls that stand for their concept in its picture, where no bare call draws one. */
const examples: Readonly<Record<string, string>> = {
  convolution: "torch.nn.Conv2d(in_channels=3, out_channels=32, kernel_size=3, padding=1)",
  "kernel-size": "torch.nn.Conv2d(in_channels=3, out_channels=32, kernel_size=3)",
  stride: "torch.nn.Conv2d(in_channels=3, out_channels=32, kernel_size=3, stride=2)",
  padding: "torch.nn.Conv2d(in_channels=3, out_channels=32, kernel_size=3, padding=1)",
  dilation: "torch.nn.Conv2d(in_channels=3, out_channels=32, kernel_size=3, dilation=2)",
  "depthwise-convolution": "keras.layers.SeparableConv2D(filters=64, kernel_size=3)",
  "average-pooling": "torch.nn.AvgPool2d(kernel_size=2)",
  "max-pooling": "torch.nn.MaxPool2d(kernel_size=2)",
  momentum: "torch.optim.SGD(lr=0.1, momentum=0.9)",
  sgd: "torch.optim.SGD(lr=0.1, momentum=0.9)",
  "lr-schedule": "torch.optim.lr_scheduler.CosineAnnealingLR(T_max=100)",
  warmup:
    "optax.warmup_cosine_decay_schedule(init_value=0, peak_value=0.001, warmup_steps=500, decay_steps=10000)",
  "gradient-clipping": "torch.nn.utils.clip_grad_norm_(max_norm=1.0)",
  "focal-loss": "optax.losses.sigmoid_focal_loss(gamma=2)",
  "huber-loss": "torch.nn.HuberLoss(delta=1.0)",
};

/** The picture of a concept as such, for its own page, in colour roles; undefined where it has none. */
export function conceptFigure(
  concept: Concept,
  language: Language,
  signature: (api: string) => readonly Parameter[] | undefined,
): CardPicture | undefined {
  const maker = factMakers[concept.id];
  const pick: Choose = (en, zh) => (language === "en" ? en : zh);
  for (const found of placesOf(concept)) {
    const picture = maker?.(new Line(found, concept, signature), pick)?.picture;
    if (picture !== undefined) return picture;
  }
  return undefined;
}

function* placesOf(concept: Concept): Generator<Found> {
  const place: Omit<Found, "api"> = { start: 0, end: 0, text: "", concept: concept.id, how: "name" };
  const example = examples[concept.id];
  const call = example === undefined ? undefined : parseApi(example);
  if (call !== undefined) {
    const written = call.parameters.map(({ name, default: text = "" }): Argument => {
      return { name, position: undefined, text, value: literal(text) };
    });
    yield { ...place, api: call.name, call: written };
    yield { ...place, how: "argument", api: call.name, call: written };
  }
  for (const api of concept.apis) yield { ...place, api: api.name, call: [] };
}
