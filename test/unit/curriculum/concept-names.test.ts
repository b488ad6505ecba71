import { strict as assert } from "node:assert";
import fc from "fast-check";
import { ConceptNames } from "../../../src/curriculum/concept-names";
import { conceptOf } from "./concept";

const names = new ConceptNames([
  conceptOf("batch-norm", "batch normalisation", "批归一化", "torch.nn.BatchNorm2d"),
  conceptOf("normalisation", "normalisation", "归一化"),
  conceptOf("dropout", "dropout", "随机失活 dropout", "torch.nn.Dropout"),
  conceptOf("optimiser", "optimiser", "优化器"),
  conceptOf("adam", "Adam", "Adam 优化器", "torch.optim.Adam"),
  conceptOf("gradient", "gradient", "梯度", "torch.Tensor.grad"),
  conceptOf("functional-call", "calling a module", "调用模块", "torch.func.grad"),
  conceptOf("learning-rate", "learning rate", "学习率"),
]);

/** Which concept is named at the place of a mark `|`, and by which words. */
function at(marked: string): string | undefined {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  const found = names.at(text, offset);
  return found && `${found.concept.id}: ${text.slice(found.start, found.end)}`;
}

describe("concepts named in running text", () => {
  it("are found by the whole of their name, wherever in it one points", () => {
    assert.equal(at("with |batch normalisation after it"), "batch-norm: batch normalisation");
    assert.equal(at("with batch norm|alisation after it"), "batch-norm: batch normalisation");
    assert.equal(at("some norm|alisation"), "normalisation: normalisation");
  });

  it("are found in Chinese, where no space ends a word", () => {
    assert.equal(at("这里先用批归|一化，再用随机失活"), "batch-norm: 批归一化");
    assert.equal(at("这里先用批归一化，再用随|机失活"), "dropout: 随机失活");
    assert.equal(at("换一个优化|器"), "optimiser: 优化器");
    assert.equal(at("用Adam 优|化器训练"), "adam: Adam 优化器");
  });

  it("are found in the plural, in American spelling, and as code writes them", () => {
    assert.equal(at("the learning ra|tes"), "learning-rate: learning rates");
    assert.equal(at("Batch Normali|zation"), "batch-norm: Batch Normalization");
    assert.equal(at("nn.Batch|Norm2d"), "batch-norm: BatchNorm2d");
    assert.equal(at("learning_ra|te"), "learning-rate: learning_rate");
  });

  it("are not found across a full stop, in parts of words, or where several have the name", () => {
    assert.equal(at("every bat|ch. Normalisation follows"), undefined);
    assert.equal(at("drop|outs2"), undefined);
    assert.equal(at("its gr|ad"), undefined);
    assert.equal(at("noth|ing"), undefined);
    assert.equal(at("dropout| "), undefined);
  });

  it("are looked for in any text without complaint", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 100 }), fc.nat(100), (text, offset) => {
        const found = names.at(text, offset);
        if (found) assert.ok(found.start <= offset && offset < found.end);
      }),
    );
  });
});
