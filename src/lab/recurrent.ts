import { parameter, zeros } from "./create";
import { type Initialiser, xavierUniform } from "./initialisers";
import { checkInput, Layer, type RandomOptions, randomOf } from "./layer";
import { affine } from "./matmul";
import { concat } from "./movement";
import { shapeText } from "./shape";
import type { Tensor } from "./tensor";
import { t } from "./text";

/** How a recurrent layer's weights start. */
export interface RecurrentOptions extends RandomOptions {
  /** What fills both weights; `xavierUniform` where absent. */
  readonly initialiser?: Initialiser;
}

/** What a layer carries from one moment to the next. */
export interface RecurrentState {
  /** The hidden state, which is also the output: [batch × hidden]. */
  readonly h: Tensor;
}

/**
 * A layer that reads a sequence step by step: [batch × time × in] → [batch × time × hidden].
 * Every gate has a block of `hidden` columns in the weights and the bias.
 */
export abstract class Recurrent<State extends RecurrentState> extends Layer {
  /** W, [in × gates·hidden]; starts as the option `initialiser` draws it. */
  readonly inputWeight: Tensor;
  /** U, [hidden × gates·hidden]; starts as the option `initialiser` draws it. */
  readonly stateWeight: Tensor;
  /** b, [gates·hidden]; starts at 0 unless the layer says otherwise. */
  readonly bias: Tensor;

  constructor(
    private readonly inputs: number,
    /** Length of the hidden state. */
    readonly hidden: number,
    gates: number,
    options: RecurrentOptions,
    /** What messages call the layer. */
    private readonly name = "Recurrent",
  ) {
    super();
    const random = randomOf(name, options);
    const { initialiser = xavierUniform } = options;
    const width = gates * hidden;
    this.inputWeight = parameter(initialiser([inputs, width], inputs, hidden, random));
    this.stateWeight = parameter(initialiser([hidden, width], hidden, hidden, random));
    this.bias = parameter(zeros([width]));
  }

  /** The state before the first step: zeros. */
  abstract start(batch: number): State;

  /** One step: x [batch × in] and the state before it → the state after it. */
  abstract step(x: Tensor, state: State): State;

  /** The state after each step of x [batch × time × in]. */
  states(x: Tensor): State[] {
    checkInput(this.name, x, ["batch", "time", this.inputs]);
    const [batch, time, inputs] = x.shape;
    const found: State[] = [];
    let state = this.start(batch);
    for (let i = 0; i < time; i++) {
      state = this.step(x.slice(i, i + 1, 1).reshape(batch, inputs), state);
      found.push(state);
    }
    return found;
  }

  forward(x: Tensor): Tensor {
    const outputs = this.states(x).map(({ h }) => h.reshape(h.shape[0], 1, this.hidden));
    if (outputs.length === 0) {
      throw new Error(
        t(
          `${this.name} wants at least one step of time, and the input has shape ${shapeText(x.shape)}.`,
          `${this.name} 的输入至少要有一个时间步，这里的形状是 ${shapeText(x.shape)}。`,
        ),
      );
    }
    return concat(outputs, 1);
  }

  /** The columns of one gate. */
  protected gate(all: Tensor, index: number): Tensor {
    return all.slice(index * this.hidden, (index + 1) * this.hidden, 1);
  }
}

/** h ← tanh(x W + h U + b) (Elman 1990). */
export class RNN extends Recurrent<RecurrentState> {
  constructor(inputs: number, hidden: number, options: RecurrentOptions = {}) {
    super(inputs, hidden, 1, options, "RNN");
  }

  start(batch: number): RecurrentState {
    return { h: zeros([batch, this.hidden]) };
  }

  step(x: Tensor, { h }: RecurrentState): RecurrentState {
    return { h: affine(x, this.inputWeight, this.bias).add(h.matmul(this.stateWeight)).tanh() };
  }
}

/** What an LSTM carries; all are [batch × hidden], and the gates, which led to this state, lie between 0 and 1. */
export interface LSTMState extends RecurrentState {
  /** The cell: what is remembered. */
  readonly c: Tensor;
  /** How much of the candidate enters the cell. */
  readonly input?: Tensor;
  /** How much of the cell before stays. */
  readonly forget?: Tensor;
  /** How much of the cell is let out. */
  readonly output?: Tensor;
}

/** How an LSTM's weights start. */
export interface LSTMOptions extends RecurrentOptions {
  /** What the forget gate's bias starts with; 1, the default, lets it remember (Jozefowicz et al. 2015). */
  readonly forgetBias?: number;
}

/**
 * Gates i, f, o = σ(x W + h U + b) and a candidate g = tanh(…), in the order i, f, g, o;
 * c ← f ⊙ c + i ⊙ g, h ← o ⊙ tanh(c) (Hochreiter & Schmidhuber 1997, forget gate: Gers et al. 2000).
 */
export class LSTM extends Recurrent<LSTMState> {
  constructor(inputs: number, hidden: number, options: LSTMOptions = {}) {
    super(inputs, hidden, 4, options, "LSTM");
    this.bias.data.fill(options.forgetBias ?? 1, hidden, 2 * hidden);
  }

  start(batch: number): LSTMState {
    return { h: zeros([batch, this.hidden]), c: zeros([batch, this.hidden]) };
  }

  step(x: Tensor, { h, c }: LSTMState): LSTMState {
    const all = affine(x, this.inputWeight, this.bias).add(h.matmul(this.stateWeight));
    const input = this.gate(all, 0).sigmoid();
    const forget = this.gate(all, 1).sigmoid();
    const candidate = this.gate(all, 2).tanh();
    const output = this.gate(all, 3).sigmoid();
    const cell = forget.mul(c).add(input.mul(candidate));
    return { h: output.mul(cell.tanh()), c: cell, input, forget, output };
  }
}

/** What a GRU carries; all are [batch × hidden], and the gates, which led to this state, lie between 0 and 1. */
export interface GRUState extends RecurrentState {
  /** How much of the state before the candidate sees. */
  readonly reset?: Tensor;
  /** How much of the state before stays. */
  readonly update?: Tensor;
}

/**
 * r, z = σ(x W + h U + b), n = tanh(x Wₙ + bₙ + r ⊙ (h Uₙ)), h ← (1 − z) ⊙ n + z ⊙ h, gates in the order
 * r, z, n (Cho et al. 2014, with the reset after the product as PyTorch and cuDNN have it).
 */
export class GRU extends Recurrent<GRUState> {
  constructor(inputs: number, hidden: number, options: RecurrentOptions = {}) {
    super(inputs, hidden, 3, options, "GRU");
  }

  start(batch: number): GRUState {
    return { h: zeros([batch, this.hidden]) };
  }

  step(x: Tensor, { h }: GRUState): GRUState {
    const fromInput = affine(x, this.inputWeight, this.bias);
    const fromState = h.matmul(this.stateWeight);
    const reset = this.gate(fromInput, 0).add(this.gate(fromState, 0)).sigmoid();
    const update = this.gate(fromInput, 1).add(this.gate(fromState, 1)).sigmoid();
    const candidate = this.gate(fromInput, 2)
      .add(reset.mul(this.gate(fromState, 2)))
      .tanh();
    return { h: candidate.add(update.mul(h.sub(candidate))), reset, update };
  }
}
