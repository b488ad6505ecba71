import { type Framework, itself } from "./framework";

/** Hugging Face: transformers, datasets, tokenizers, peft, accelerate, diffusers. */
export const huggingface: Framework = {
  id: "huggingface",
  roots: [
    "transformers",
    "datasets",
    "tokenizers",
    "peft",
    "accelerate",
    "diffusers",
    "trl",
    "evaluate",
    "sentence_transformers",
  ],
  companions: ["bitsandbytes", "sacrebleu", "safetensors", "sentencepiece", "tiktoken"],
  inner: [
    [/^transformers(\.[a-z_0-9]+)+\.(?=\w+$)/, "transformers."],
    [/^datasets(\.[a-z_0-9]+)+\.(?=\w+$)/, "datasets."],
    [/^peft(\.[a-z_0-9]+)+\.(?=\w+$)/, "peft."],
    [/^accelerate(\.[a-z_0-9]+)+\.(?=\w+$)/, "accelerate."],
    [/^diffusers(\.[a-z_0-9]+)+\.(?=\w+$)/, "diffusers."],
    [/^transformers\.\w*Tokenizer(Fast)?(?=\.|$)/, "transformers.AutoTokenizer"],
    [/^transformers\.\w*(Model|For[A-Z]\w*)\.(?=\w+$)/, "transformers.PreTrainedModel."],
    [
      /^transformers\.(AutoModel|PreTrainedModel|AutoTokenizer)\w*\.(?=\w+$)/,
      "transformers.PreTrainedModel.",
    ],
  ],
  types: [
    { of: "transformers.Trainer" },
    { of: "transformers.Seq2SeqTrainer", is: ["transformers.Trainer"] },
    {
      of: "transformers.PreTrainedModel",
      is: ["torch.nn.Module", "transformers.GenerationMixin"],
      called: "transformers.ModelOutput",
    },
    { of: /^transformers\.\w*(Model|For[A-Z]\w*|LMHeadModel)$/, is: ["transformers.PreTrainedModel"] },
    { of: "peft.PeftModel", is: ["transformers.PreTrainedModel"] },
    { of: "peft.get_peft_model", makes: "peft.PeftModel" },
    {
      of: /^transformers\.(AutoTokenizer|PreTrainedTokenizerFast)$/,
      is: ["transformers.PreTrainedTokenizer"],
    },
    { of: "transformers.ModelOutput", indexed: "torch.Tensor" },
    { of: "datasets.load_dataset", makes: "datasets.DatasetDict" },
    { of: "datasets.DatasetDict", is: ["datasets.Dataset"], indexed: "datasets.Dataset" },
    { of: /^tiktoken\.(get_encoding|encoding_for_model)$/, makes: "tiktoken.Encoding" },
    { of: /^(evaluate\.(load|combine)|datasets\.load_metric)$/, makes: "evaluate.EvaluationModule" },
  ],
  methods: [
    { of: "transformers.*", names: ["from_pretrained", "from_config"], gives: itself },
    { of: "datasets.Dataset", names: ["map", "filter", "shuffle", "select", "with_format"], gives: itself },
    { of: "accelerate.Accelerator", names: ["prepare"], gives: "arguments" },
    { of: "accelerate.Accelerator", names: ["unwrap_model", "prepare_model"], gives: "arguments" },
  ],
  attributes: [
    {
      of: "transformers.ModelOutput",
      names: [
        "logits",
        "loss",
        "last_hidden_state",
        "pooler_output",
        "prediction_logits",
        "start_logits",
        "end_logits",
      ],
      gives: "torch.Tensor",
    },
  ],
  conventions: [
    { method: "generate", receiver: /model$|^model/i, means: ["transformers.GenerationMixin.generate"] },
    ...[
      "decode",
      "batch_decode",
      "encode",
      "encode_plus",
      "batch_encode_plus",
      "pad",
      "apply_chat_template",
      "save_pretrained",
    ].map((method) => ({
      method,
      receiver: /tokenizer$|^tok$/i,
      means: [`transformers.PreTrainedTokenizer.${method}`],
    })),
    ...["compute", "add_batch"].map((method) => ({
      method,
      receiver: /metric$/i,
      means: [`evaluate.EvaluationModule.${method}`],
    })),
    { method: "train", receiver: /^trainer$|_trainer$/, means: ["transformers.Trainer.train"] },
  ],
};
