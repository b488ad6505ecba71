import type { Framework } from "./framework";
import { huggingface } from "./huggingface";
import { jax } from "./jax";
import { keras } from "./keras";
import { sklearn } from "./sklearn";
import { tfjs } from "./tfjs";
import { torch } from "./torch";

/** Every framework that detection knows. A new one is a file here and a line in this list. */
export const frameworks: readonly Framework[] = [torch, keras, jax, sklearn, huggingface, tfjs];
