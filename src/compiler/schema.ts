import * as z from "zod";

/** The shape of the YAML files in `content/`; `content/README.md` explains it to their authors. */

const text = z.string().trim().min(1, "is empty: write the text");
export const localizedSchema = z.strictObject({ en: text, "zh-cn": text });

const identifier = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be lower-case words joined by hyphens, such as max-pooling");
const webAddress = z.string().startsWith("https://", "must be an address that starts with https://");

export const topicsSchema = z.array(
  z.strictObject({ id: identifier, title: localizedSchema, description: localizedSchema }),
);

const option = z.strictObject({
  text: localizedSchema,
  right: z.literal(true).optional(),
  because: localizedSchema.optional(),
});

const itemBase = { id: identifier, prompt: localizedSchema, explanation: localizedSchema };

export const quizItemSchema = z.discriminatedUnion("kind", [
  z.strictObject({ ...itemBase, kind: z.literal("single"), options: z.array(option).min(2) }),
  z.strictObject({ ...itemBase, kind: z.literal("multiple"), options: z.array(option).min(2) }),
  z.strictObject({ ...itemBase, kind: z.literal("order"), steps: z.array(localizedSchema).min(3) }),
  z.strictObject({
    ...itemBase,
    kind: z.literal("numeric"),
    answer: z.number(),
    tolerance: z.number().nonnegative(),
    unit: localizedSchema.optional(),
  }),
  z.strictObject({ ...itemBase, kind: z.literal("prints"), code: text, answer: z.string() }),
]);
export type QuizItemSource = z.infer<typeof quizItemSchema>;

const headSchema = {
  number: z.int().min(1).max(999),
  topic: identifier,
  title: localizedSchema,
  related: z.array(z.int()).default([]),
  concepts: z.array(identifier).default([]),
};

const sourceSchema = z.strictObject({
  id: identifier,
  label: text,
  authors: text,
  year: z.int().min(1600).max(2100),
  title: text,
  venue: text.optional(),
  url: webAddress,
});

export const questionSchema = z.discriminatedUnion("status", [
  z.strictObject({ ...headSchema, status: z.literal("planned") }),
  z.strictObject({
    ...headSchema,
    status: z.literal("complete"),
    demo: z.strictObject({ title: localizedSchema }),
    sources: z.array(sourceSchema).min(1, "names no source: a complete question has at least one"),
    quiz: z.array(quizItemSchema).min(2, "has too few items: a complete question has at least two"),
  }),
]);
/** The topic that all examples belong to. */
export const laboratory = "laboratory";
/** Examples are numbered from here, above the questions. */
export const firstExample = 101;

/** An example of the laboratory is a question without quiz and sources. */
export const exampleSchema = z
  .strictObject({
    number: z.int().min(firstExample).max(199),
    title: localizedSchema,
    related: headSchema.related,
    concepts: headSchema.concepts,
    demo: z.strictObject({ title: localizedSchema }),
  })
  .transform((source) => ({
    ...source,
    topic: laboratory,
    status: "complete" as const,
    sources: [],
    quiz: [],
  }));

export type QuestionSource = z.infer<typeof questionSchema>;
export type CompleteQuestionSource = Extract<QuestionSource, { status: "complete" }>;

export const conceptsSchema = z.array(
  z.strictObject({
    id: identifier,
    name: localizedSchema,
    sentence: localizedSchema,
    pitfall: localizedSchema.optional(),
    formula: text.optional(),
    questions: z.array(z.int()).default([]),
    sources: z.array(z.strictObject({ title: text, url: webAddress })).default([]),
    apis: z.array(text).default([]),
    arguments: z.array(z.strictObject({ argument: text, of: z.array(text).min(1) })).default([]),
    strings: z
      .array(
        z.strictObject({
          argument: text,
          values: z.array(z.string().min(1)).min(1),
          of: z.array(text).min(1),
        }),
      )
      .default([]),
    defaults: z
      .array(
        z.strictObject({
          name: localizedSchema,
          of: z.record(text, text),
          note: localizedSchema.optional(),
        }),
      )
      .optional(),
    elsewhere: localizedSchema.optional(),
  }),
);

const version = z
  .string()
  .regex(/^\d+(\.\d+)*$/, 'must be a version in quotes, such as "2.4"')
  .optional();

export const olderFormsSchema = z.array(
  z.strictObject({
    library: text,
    since: version,
    gone: version,
    source: webAddress,
    names: z.record(text, text).default({}),
    places: z.array(z.strictObject({ from: z.array(text).min(1), to: text })).default([]),
    arguments: z.array(z.strictObject({ argument: text, of: z.array(text).min(1), now: text })).default([]),
  }),
);
