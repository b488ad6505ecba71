import { parameter, zeros } from "./create";
import { type Initialiser, xavierUniform } from "./initialisers";
import { Layer } from "./layers";
import { affine } from "./matmul";
import { concat } from "./movement";
import { Random } from "./random";
import type { Tensor } from "./tensor";

export interface RecurrentOptions {
  readonly random?: Random;
  readonly initialiser?: Initialiser;
}

/** What a layer carries from one moment to the next; `h` is also its output, [batch × hidden]. */
export interface RecurrentState {
  readonly h: Tensor;
}

/**
 * A layer that reads a sequence step by step: [batch × time × in] → [batch × time × hidden].
 * Every gate has a row of `hidden` columns in `inputWeight` [in × gates·hidden], `stateWeight`
 * [hidden × gates·hidden] and `bias` [gates·hidden].
 */
export abstract class Recurrent<State extends RecurrentState> extends Layer {
  readonly inputWeight: Tensor;
  readonly stateWeight: Tensor;
  readonly bias: Tensor;

  constructor(
    inputs: number,
    readonly hidden: number,
    gates: number,
    { random = new Random(1), initialiser = xavierUniform }: RecurrentOptions,
  ) {
    super();
    const width = gates * hidden;
    this.inputWeight = parameter(initialiser([inputs, width], inputs, hidden, random));
    this.stateWeight = parameter(initialiser([hidden, width], hidden, hidden, random));
    this.bias = parameter(zeros([width]));
  }

  override get parameters(): Tensor[] {
    return [this.inputWeight, this.stateWeight, this.bias];
  }

  /** The state before the first step: zeros. */
  abstract start(batch: number): State;

  /** One step: x [batch × in] and the state before it → the state after it. */
  abstract step(x: Tensor, state: State): State;

  /** The state after each step. */
  states(x: Tensor): State[] {
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
    super(inputs, hidden, 1, options);
  }

  start(batch: number): RecurrentState {
    return { h: zeros([batch, this.hidden]) };
  }

  step(x: Tensor, { h }: RecurrentState): RecurrentState {
    return { h: affine(x, this.inputWeight, this.bias).add(h.matmul(this.stateWeight)).tanh() };
  }
}

export interface LSTMState extends RecurrentState {
  /** The cell: what is remembered. */
  readonly c: Tensor;
  /** The gates that led to this state, each between 0 and 1. */
  readonly input?: Tensor;
  readonly forget?: Tensor;
  readonly output?: Tensor;
}

/**
 * Gates i, f, o = σ(x W + h U + b) and a candidate g = tanh(…), in the order i, f, g, o;
 * c ← f ⊙ c + i ⊙ g, h ← o ⊙ tanh(c) (Hochreiter & Schmidhuber 1997, forget gate: Gers et al. 2000).
 */
export class LSTM extends Recurrent<LSTMState> {
  /** @param options.forgetBias what the forget gate starts with; 1 lets it remember (Jozefowicz et al. 2015) */
  constructor(
    inputs: number,
    hidden: number,
    options: RecurrentOptions & { readonly forgetBias?: number } = {},
  ) {
    super(inputs, hidden, 4, options);
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

export interface GRUState extends RecurrentState {
  /** The gates that led to this state, each between 0 and 1. */
  readonly reset?: Tensor;
  readonly update?: Tensor;
}

/**
 * r, z = σ(x W + h U + b), n = tanh(x Wₙ + bₙ + r ⊙ (h Uₙ)), h ← (1 − z) ⊙ n + z ⊙ h, gates in the order
 * r, z, n (Cho et al. 2014, with the reset after the product as PyTorch and cuDNN have it).
 */
export class GRU extends Recurrent<GRUState> {
  constructor(inputs: number, hidden: number, options: RecurrentOptions = {}) {
    super(inputs, hidden, 3, options);
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
