import type { FactMakers } from "../fact";
import { activationFacts } from "./activations";
import { clippingFacts } from "./clipping";
import { convolutionFacts } from "./convolution";
import { dropoutFacts } from "./dropout";
import { linearFacts } from "./linear";
import { optimiserFacts } from "./optimisers";
import { poolingFacts } from "./pooling";

/** To add a fact: write a maker in a file of this folder, under its concept's id, and list the file here. */
export const factMakers: FactMakers = {
  ...activationFacts,
  ...clippingFacts,
  ...convolutionFacts,
  ...dropoutFacts,
  ...linearFacts,
  ...optimiserFacts,
  ...poolingFacts,
};
