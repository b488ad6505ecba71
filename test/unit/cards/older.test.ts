import assert from "node:assert/strict";
import { cardFor } from "../../../src/cards/card";
import type { OlderForm } from "../../../src/curriculum/model";
import { conceptOf, context, foundAt, type Place, plain } from "./place";

const autocast: Place = {
  concept: "mixed-precision",
  api: "torch.cuda.amp.autocast(enabled=True)",
  call: "",
};
const loss: Place = {
  concept: "mse-loss",
  api: "torch.nn.MSELoss(size_average=None, reduce=None, reduction='mean')",
  call: "size_average=False",
};

const forms: readonly OlderForm[] = [
  {
    old: "keras.layers.core",
    places: ["keras.layers.core"],
    now: "keras.layers",
    library: "Keras",
    gone: "3.0",
  },
  {
    old: "torch.cuda.amp.autocast",
    now: 'torch.amp.autocast("cuda")',
    library: "PyTorch",
    since: "2.4",
  },
  { old: "size_average", of: ["torch.nn.MSELoss"], now: "reduction", library: "PyTorch" },
  {
    old: "verbose",
    of: ["torch.optim.lr_scheduler.*"],
    now: "x()",
    library: "PyTorch",
    since: "2.2",
    gone: "2.7",
  },
];

function olderAt(place: Place, language: "en" | "zh-cn" = "en"): string | undefined {
  const older = cardFor(
    foundAt(place),
    { ...conceptOf(place), older: forms },
    { ...context, language },
  ).older;
  return older === undefined ? undefined : plain(older);
}

describe("cards: older names and arguments", () => {
  it("an older name is told with its newer one and the version", () => {
    assert.equal(olderAt(autocast), 'Older name write torch.amp.autocast("cuda") (since PyTorch 2.4).');
    assert.equal(olderAt(autocast, "zh-cn"), '旧名 改用 torch.amp.autocast("cuda")（PyTorch 2.4 起）。');
  });
  it("a name is told by the place where it was written, and not where it stands today", () => {
    const dense: Place = { concept: "linear-layer", api: "keras.layers.Dense(units)", call: "3" };
    const card = (written?: string): string =>
      plain(
        cardFor(
          { ...foundAt(dense), ...(written && { written }) },
          { ...conceptOf(dense), older: forms },
          context,
        ).older ?? "",
      );
    assert.equal(card("keras.layers.core.Dense"), "Older name write keras.layers.Dense (gone in Keras 3.0).");
    assert.equal(card(), "");
  });
  it("an older argument is told at the call and at the argument itself", () => {
    const told = "Older argument size_average: write reduction.";
    assert.equal(olderAt(loss), told);
    assert.equal(olderAt({ ...loss, how: "argument", argument: "size_average=False" }), told);
  });
  it("an argument given by its position counts", () => {
    assert.equal(olderAt({ ...loss, call: "False" }), "Older argument size_average: write reduction.");
  });
  it("a version without the old form is told, too", () => {
    const place = {
      concept: "lr-schedule",
      api: "torch.optim.lr_scheduler.StepLR(optimizer, step_size, gamma=0.1, last_epoch=-1, verbose=False)",
      call: "opt, 30, verbose=True",
    };
    assert.equal(olderAt(place), "Older argument verbose: write x() (since PyTorch 2.2, gone in 2.7).");
    assert.equal(olderAt(place, "zh-cn"), "旧参数 verbose：改用 x()（PyTorch 2.2 起，2.7 移除旧名）。");
  });
  it("nothing is said where all is new", () => {
    assert.equal(olderAt({ ...loss, call: "reduction='sum'" }), undefined);
    assert.equal(olderAt({ ...autocast, api: "torch.autocast(device_type)" }), undefined);
  });
});
