import type { FactMakers } from "../fact";
import { activationFacts } from "./activations";
import { attentionFacts } from "./attention";
import { clippingFacts } from "./clipping";
import { convolutionFacts } from "./convolution";
import { dataFacts } from "./data";
import { dropoutFacts } from "./dropout";
import { embeddingFacts } from "./embedding";
import { estimatorFacts } from "./estimators";
import { initialisationFacts } from "./initialisation";
import { layerArgumentFacts } from "./layer-arguments";
import { linearFacts } from "./linear";
import { lossFacts } from "./losses";
import { normalisationFacts } from "./normalisation";
import { optimiserFacts } from "./optimisers";
import { poolingFacts } from "./pooling";
import { precisionFacts } from "./precision";
import { recurrentFacts } from "./recurrent";
import { regularisationFacts } from "./regularisation";
import { scheduleFacts } from "./schedules";
import { stepFacts } from "./steps";
import { transformerFacts } from "./transformer";

/** To add a fact: write a maker in a file of this folder, under its concept's id, and list the file here. */
export const factMakers: FactMakers = {
  ...activationFacts,
  ...attentionFacts,
  ...clippingFacts,
  ...convolutionFacts,
  ...dataFacts,
  ...dropoutFacts,
  ...embeddingFacts,
  ...estimatorFacts,
  ...initialisationFacts,
  ...layerArgumentFacts,
  ...linearFacts,
  ...lossFacts,
  ...normalisationFacts,
  ...optimiserFacts,
  ...poolingFacts,
  ...precisionFacts,
  ...recurrentFacts,
  ...regularisationFacts,
  ...scheduleFacts,
  ...stepFacts,
  ...transformerFacts,
};
