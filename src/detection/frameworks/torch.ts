import { type Framework, itself } from "./framework";

const optimizer = /^(optim(izer)?s?|opt|sgd|adamw?)$|_(optim(izer)?|opt)$|^(optim(izer)?|opt)_|^opt[A-Z]$/i;
const scheduler = /sched(uler)?$|^(lr_)?sched(uler)?_/i;
const model =
  /^(model|net|network|generator|discriminator|critic|encoder|decoder|backbone|classifier|student|teacher|actor|policy|module|netG|netD|unet|vae|gan|transformer|[GD]|[GD]_?[A-Z0-9]{1,2})$|_(model|net|network|encoder|decoder|module|backbone)$|^(model|net)_|^(model|net)[A-Z0-9]/;
const anything = /./;
/** What a network gives, what is trained of it, and what that costs. */
const result = /^(outputs?|logits|preds?|p|param|parameter)$|(^|_)loss$/;
/** What is trained or run by its own method, and is no module. */
const notModule = /^(?!.*(trainer|learner|agent|runner|experiment|engine|session|sess$|algo|client))/i;

/** Functions that give a tensor; those that may give several are left out. */
const makers = (
  "tensor as_tensor from_numpy empty empty_like zeros zeros_like ones ones_like full full_like eye arange linspace logspace " +
  "rand rand_like randn randn_like randint randperm normal bernoulli multinomial cat concat stack hstack vstack where " +
  "mean sum prod std var exp log sqrt rsqrt pow square abs sign floor round clamp cos sin sigmoid tanh relu softmax " +
  "log_softmax logsumexp matmul mm bmm addmm baddbmm einsum tensordot outer cumsum argmax argmin argsort minimum maximum " +
  "flatten reshape squeeze unsqueeze permute transpose t flip roll tril triu diag gather index_select masked_fill " +
  "masked_select repeat_interleave norm cdist complex polar outer conv1d conv2d dropout layer_norm batch_norm embedding"
).split(" ");

/** Methods that only tensors and modules have. */
const tensorOnly =
  "view view_as permute unsqueeze contiguous masked_fill masked_fill_ bmm item size expand topk".split(" ");
/** Methods that modules have, too. */
const vague = "to cuda cpu".split(" ");
/** Methods that arrays of other libraries have, too. */
const shared = "reshape transpose squeeze flatten argmax".split(" ");
/** Methods that take nothing and that nothing else has. */
const bare = "half float double bfloat16".split(" ");

/** PyTorch with torchvision, torchaudio, torchmetrics and Lightning. */
export const torch: Framework = {
  id: "torch",
  roots: [
    "torch",
    "torchvision",
    "torchaudio",
    "torchtext",
    "torchmetrics",
    "lightning",
    "pytorch_lightning",
    "timm",
    "kornia",
  ],
  companions: [
    "apex",
    "collections",
    "functools",
    "deepspeed",
    "segmentation_models_pytorch",
    "albumentations",
    "einops",
    "monai",
    "torchao",
    "torchinfo",
    "torchsummary",
    "torchviz",
    "ultralytics",
    "wandb",
  ],
  moved: [
    [/^pytorch_lightning\b/, "lightning.pytorch"],
    [
      /^lightning\.(?=(Trainer|LightningModule|LightningDataModule|Callback|seed_everything)\b)/,
      "lightning.pytorch.",
    ],
    [/^torch\.nn\.modules\b/, "torch.nn"],
    [/^torch\.autograd\.(?=(no_grad|enable_grad|set_grad_enabled|inference_mode)\b)/, "torch."],
    [/^torch\.autograd\.grad_mode\./, "torch."],
    [/^torch\._C\._nn\b/, "torch.nn.functional"],
    [/^torch\.optim\.lr_scheduler\._LRScheduler$/, "torch.optim.lr_scheduler.LRScheduler"],
    [/^torch\.(?=(Float|Double|Half|BFloat16|Long|Int|Short|Char|Byte|Bool)Tensor$).*/, "torch.Tensor"],
  ],
  inner: [
    [/^torch\.nn\.[a-z_]+\.(?=[A-Z]\w*$)/, "torch.nn."],
    [/^torch\.optim\.[a-z_]+\.(?=[A-Z]\w*$)/, "torch.optim."],
    [/^torch\.utils\.data\.[a-z_]+\.(?=\w+$)/, "torch.utils.data."],
    [/^torch\.amp\.[a-z_]+\.(?=\w+$)/, "torch.amp."],
    [/^torch\.cuda\.amp\.[a-z_]+\.(?=\w+$)/, "torch.cuda.amp."],
    [/^torchvision\.models\.[a-z_0-9]+\.(?=\w+$)/, "torchvision.models."],
    [/^torchvision\.transforms\.(transforms|v2|functional)\.(?=\w+$)/, "torchvision.transforms."],
    [/^torchmetrics\.[a-z_]+\.(?=[A-Z]\w*$)/, "torchmetrics."],
    [/^lightning\.pytorch\.[a-z_]+\.[a-z_]+\.(?=[A-Z]\w*$)/, "lightning.pytorch.callbacks."],
    [/^lightning\.pytorch\.[a-z_]+\.[a-z_]+\.(?=[A-Z]\w*$)/, "lightning.pytorch."],
    [/^torch\.nn\.functional\.(?=\w+$)/, "torch."],
    [/^torch\.special\.(?=\w+$)/, "torch."],
  ],
  types: [
    { of: "torch.nn.Parameter", is: ["torch.Tensor"] },
    { of: "torch.nn.Module", called: "torch.Tensor" },
    { of: "torch.nn.*", only: "classes", is: ["torch.nn.Module"] },
    { of: "torch.distributed.fsdp.FSDPModule", is: ["torch.nn.Module"] },
    { of: "torch.distributed.fsdp.FullyShardedDataParallel", is: ["torch.nn.Module"] },
    { of: "torch.optim.Optimizer" },
    { of: "torch.optim.lr_scheduler.*", only: "classes", is: ["torch.optim.lr_scheduler.LRScheduler"] },
    { of: "torch.optim.swa_utils.AveragedModel", is: ["torch.nn.Module"] },
    { of: "torch.optim.swa_utils.SWALR", is: ["torch.optim.lr_scheduler.LRScheduler"] },
    { of: "torch.optim.*", only: "classes", is: ["torch.optim.Optimizer"] },
    { of: "torch.nn.functional.*", makes: "torch.Tensor" },
    { of: "torchvision.models.*", only: "functions", makes: itself, is: ["torch.nn.Module"] },
    { of: "torchvision.models.*", only: "classes", is: ["torch.nn.Module"] },
    { of: "torchmetrics.Metric", is: ["torch.nn.Module"] },
    { of: "torchmetrics.*", only: "classes", is: ["torchmetrics.Metric"] },
    { of: "timm.create_model", makes: itself, is: ["torch.nn.Module"] },
    { of: "lightning.pytorch.LightningModule", is: ["torch.nn.Module"] },
    { of: "lightning.pytorch.Trainer" },
    { of: /^timm\.layers\.create_\w+$/, makes: itself, is: ["torch.nn.Module"] },
    { of: "torch.hub.load", makes: "torch.nn.Module" },
    { of: "torch.load" },
    { of: "torch.autograd.Variable", makes: "torch.Tensor" },
    { of: "torch.jit.*", only: "functions", makes: "torch.nn.Module" },
    { of: "torch.no_grad" },
    { of: "torch.Parameters", indexed: "torch.nn.Parameter" },
    { of: "torch.NamedParameters", paired: "torch.nn.Parameter" },
    { of: "torch.utils.data.DataLoader", indexed: "torch.Tensor" },
    { of: "torch.Tensor", indexed: "torch.Tensor" },
    ...makers.map((name) => ({ of: `torch.${name}`, makes: "torch.Tensor" })),
  ],
  methods: [
    { of: "torch.nn.Module", names: ["parameters", "buffers"], gives: "torch.Parameters" },
    { of: "torch.nn.Module", names: ["named_parameters", "named_buffers"], gives: "torch.NamedParameters" },
    {
      of: "torch.nn.Module",
      names: [
        "to",
        "cuda",
        "cpu",
        "half",
        "float",
        "double",
        "bfloat16",
        "eval",
        "train",
        "requires_grad_",
        "apply",
      ],
      gives: itself,
    },
    {
      of: "torch.Tensor",
      names: (
        "to cuda cpu half float double long int bool bfloat16 type type_as detach detach_ requires_grad_ view view_as reshape " +
        "squeeze unsqueeze permute transpose contiguous clone mean sum sigmoid tanh softmax log_softmax relu flatten unflatten " +
        "mul add sub div matmul mm bmm exp log sqrt rsqrt pow square abs neg clamp cos sin prod std var norm cumsum argmax " +
        "argmin expand expand_as repeat repeat_interleave gather index_select masked_fill masked_select tril triu flip roll t " +
        "logsumexp new_zeros new_ones new_tensor new_full mul_ add_ sub_ div_ clamp_ copy_ fill_ zero_"
      ).split(" "),
      gives: "torch.Tensor",
    },
  ],
  attributes: [{ of: "torch.Tensor", names: ["data", "grad", "T", "mT"], gives: "torch.Tensor" }],
  calls: [{ of: "torch.nn.Module", names: ["forward", "__call__"] }],
  wrappers: [
    "torch.compile",
    "torch.jit.script",
    "torch.nn.SyncBatchNorm.convert_sync_batchnorm",
    "torch.quantization.prepare",
  ],
  conventions: [
    ..."softmax log_softmax sigmoid relu relu_ tanh".split(" ").map((method) => ({
      method,
      receiver: anything,
      means: [`torch.Tensor.${method}`],
    })),
    { method: "backward", receiver: anything, means: ["torch.Tensor.backward", "torch.autograd.backward"] },
    { method: "detach", receiver: anything, means: ["torch.Tensor.detach"] },
    { method: "detach_", receiver: anything, means: ["torch.Tensor.detach_", "torch.Tensor.detach"] },
    {
      method: "requires_grad_",
      receiver: anything,
      means: ["torch.Tensor.requires_grad_", "torch.nn.Module.requires_grad_"],
    },
    ...vague.flatMap((method) => [
      { method, receiver: model, isVague: true, means: [`torch.nn.Module.${method}`] },
      { method, receiver: anything, isVague: true, means: [`torch.Tensor.${method}`] },
    ]),
    ...tensorOnly.map((method) => ({ method, receiver: anything, means: [`torch.Tensor.${method}`] })),
    ...shared.map((method) => ({
      method,
      receiver: anything,
      isShared: true,
      means: [`torch.Tensor.${method}`],
    })),
    ...bare.map((method) => ({
      method,
      receiver: anything,
      isBare: true,
      isVague: true,
      means: [`torch.Tensor.${method}`],
    })),
    { method: "step", receiver: /scaler$/i, means: ["torch.amp.GradScaler.step"] },
    { method: "update", receiver: /scaler$/i, means: ["torch.amp.GradScaler.update"] },
    { method: "scale", receiver: /scaler$/i, means: ["torch.amp.GradScaler.scale"] },
    { method: "unscale_", receiver: /scaler$/i, means: ["torch.amp.GradScaler.unscale_"] },
    { method: "step", receiver: optimizer, means: ["torch.optim.Optimizer.step"] },
    { method: "step", receiver: scheduler, means: ["torch.optim.lr_scheduler.LRScheduler.step"] },
    { method: "zero_grad", receiver: optimizer, means: ["torch.optim.Optimizer.zero_grad"] },
    {
      method: "zero_grad",
      receiver: anything,
      means: ["torch.nn.Module.zero_grad", "torch.optim.Optimizer.zero_grad"],
    },
    {
      method: "state_dict",
      receiver: optimizer,
      means: ["torch.optim.Optimizer.state_dict", "torch.nn.Module.state_dict"],
    },
    { method: "state_dict", receiver: anything, means: ["torch.nn.Module.state_dict"] },
    {
      method: "load_state_dict",
      receiver: optimizer,
      means: ["torch.optim.Optimizer.load_state_dict", "torch.nn.Module.load_state_dict"],
    },
    { method: "load_state_dict", receiver: anything, means: ["torch.nn.Module.load_state_dict"] },
    { method: "train", receiver: model, means: ["torch.nn.Module.train"] },
    { method: "eval", receiver: model, means: ["torch.nn.Module.eval"] },
    { method: "train", receiver: notModule, isBare: true, means: ["torch.nn.Module.train"] },
    { method: "eval", receiver: notModule, isBare: true, means: ["torch.nn.Module.eval"] },
    { method: "apply", receiver: model, means: ["torch.nn.Module.apply"] },
    ...(
      "parameters named_parameters modules named_modules named_children buffers named_buffers register_buffer " +
      "register_parameter register_forward_hook register_full_backward_hook"
    )
      .split(" ")
      .map((method) => ({ method, receiver: anything, means: [`torch.nn.Module.${method}`] })),
    // what an array's memory is called, too: only of what is a tensor by its name
    { method: "data", receiver: result, isAttribute: true, means: ["torch.Tensor.data"] },
    ...["grad", "requires_grad"].map((method) => ({
      method,
      receiver: /^p(aram(eter)?)?$/,
      isAttribute: true,
      means: [`torch.Tensor.${method}`],
    })),
    { method: "children", receiver: model, isBare: true, means: ["torch.nn.Module.children"] },
  ],
};
