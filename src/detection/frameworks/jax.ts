import { type Framework, itself } from "./framework";

const model = /^(model|net|network|module|encoder|decoder)\d*$|_(model|net|module)$|^(model|net)_/;
const optimizer = /^(optim(izer)?|opt|tx)$|_(optim(izer)?|opt|tx)$/;

/** JAX with Flax, Optax, Equinox and Haiku. */
export const jax: Framework = {
  id: "jax",
  roots: ["jax", "flax", "optax", "equinox", "haiku", "orbax", "grain"],
  moved: [
    [/^flax\.nn\b/, "flax.linen"],
    [/^jax\.api\b/, "jax"],
    [/^grain\.python\b/, "grain"],
    [/^jax\.experimental\.(optimizers|stax)\b/, "jax.example_libraries.$1"],
  ],
  inner: [
    [/^flax\.linen\.[a-z_]+\.(?=\w+$)/, "flax.linen."],
    [/^flax\.nnx\.([a-z_]+\.)+(?=\w+$)/, "flax.nnx."],
    [/^optax\.(losses|schedules|transforms|contrib|_src\.[a-z_]+)\.(?=\w+$)/, "optax."],
    [/^optax\.(?=\w+$)/, "optax.losses."],
    [/^optax\.(?=\w+$)/, "optax.schedules."],
    [/^jax\.lax\.(?=\w+$)/, "jax."],
  ],
  types: [
    { of: "flax.linen.*", only: "classes", is: ["flax.linen.Module"] },
    { of: "flax.nnx.*", only: "classes", is: ["flax.nnx.Module"] },
    { of: "flax.training.train_state.TrainState", makes: itself },
    // what differentiates or maps a function gives a function
    { of: /^(jax|flax\.nnx)\.(grad|value_and_grad|vmap|jacfwd|jacrev|hessian)$/, makes: itself },
    { of: /^jax\.numpy\.[a-z]\w*$/, makes: "jax.Array" },
    { of: /^jax\.nn\.(?!initializers)\w+$/, makes: "jax.Array" },
    { of: "jax.Array", indexed: "jax.Array" },
    { of: /^flax\.(linen|nnx)\.Module$/, called: "jax.Array" },
    { of: "optax.GradientTransformation" },
    { of: "optax.*", only: "functions", makes: itself, is: ["optax.GradientTransformation"] },
  ],
  methods: [
    {
      of: "flax.training.train_state.TrainState",
      names: ["create", "apply_gradients", "replace"],
      gives: itself,
    },
    { of: "flax.linen.Module", names: ["apply"], gives: "jax.Array" },
    {
      of: "jax.Array",
      names:
        "reshape squeeze transpose swapaxes ravel flatten astype mean sum max min clip argmax round".split(
          " ",
        ),
      gives: itself,
    },
  ],
  wrappers: ["jax.jit", "jax.pmap"],
  conventions: [
    ...["reshape", "squeeze", "swapaxes", "argmax"].map((method) => ({
      method,
      receiver: /./,
      isShared: true,
      means: [`jax.Array.${method}`],
    })),
    { method: "init", receiver: model, means: ["flax.linen.Module.init"] },
    { method: "apply", receiver: model, means: ["flax.linen.Module.apply"] },
    { method: "init", receiver: optimizer, means: ["optax.GradientTransformation.init"] },
    {
      method: "update",
      receiver: optimizer,
      means: ["optax.GradientTransformation.update", "flax.nnx.Optimizer.update"],
    },
    {
      method: "apply_gradients",
      receiver: /state$/i,
      means: ["flax.training.train_state.TrainState.apply_gradients"],
    },
  ],
};
