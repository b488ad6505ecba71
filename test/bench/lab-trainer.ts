import { tensor } from "../../src/lab/create";
import type { Layer } from "../../src/lab/layer";
import { Conv2d, Flatten, Linear, MaxPool2d, Sequential } from "../../src/lab/layers";
import { crossEntropy, meanSquaredError } from "../../src/lab/losses";
import { SGD } from "../../src/lab/optimisers";
import { withoutKernel } from "../../src/lab/storage";
import type { Tensor } from "../../src/lab/tensor";
import { rate, type Task, type TaskData, type Trainer, type Values } from "./lab-tasks";

/** The network in the lab. */
export function labTrainer(task: Task, data: TaskData): Trainer {
  const model = modelOf(task, data.weights);
  const optimiser = new SGD(model.parameters, { rate });
  const inputs = tensorOf(data.inputs);
  const targets = tensorOf(data.targets);
  const classes = task.kind === "image" || task.loss === "classes";
  const loss = () => {
    const output = model.forward(inputs);
    return classes ? crossEntropy(output, data.labels) : meanSquaredError(output, targets);
  };
  return { step: () => optimiser.minimise(loss) };
}

/** The same where WebAssembly is missing. */
export function plainTrainer(task: Task, data: TaskData): Trainer {
  const trainer = withoutKernel(() => labTrainer(task, data));
  return { step: () => withoutKernel(() => trainer.step()) };
}

function modelOf(task: Task, weights: readonly Values[]): Layer {
  const layers = weights.flatMap((values, i): (Layer | ((x: Tensor) => Tensor))[] => {
    const [first, second] = values.shape;
    const initialiser = () => tensorOf(values);
    if (task.kind === "dense") {
      const hidden = task.activation === "relu" ? (x: Tensor) => x.relu() : (x: Tensor) => x.tanh();
      return [...(i === 0 ? [] : [hidden]), new Linear(first, second, { initialiser })];
    }
    if (i === weights.length - 1) return [new Flatten(), new Linear(first, second, { initialiser })];
    const { kernel } = task;
    const convolution = new Conv2d(second, first, kernel, { initialiser, padding: (kernel - 1) / 2 });
    return [convolution, (x) => x.relu(), new MaxPool2d(2)];
  });
  return new Sequential(...layers);
}

function tensorOf({ shape, numbers }: Values): Tensor {
  return tensor(numbers, shape);
}
