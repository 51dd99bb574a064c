import { z } from 'astro/zod';

const markdown = z.string().trim().min(1);

/** What each kind has: CONTRIBUTING.md, “Add an exercise”, tells the fields. */
const common = { title: z.string().trim().min(1), hints: z.array(markdown).min(1), explain: markdown };

/** What the engine is asked about: a map and who writes it, or a profile on a stack. */
const subject = {
  about: z.enum(['map', 'profile']),
  stack: z.string().optional(),
  writer: z.strictObject({ kind: z.enum(['uid', 'gid']).optional(), id: z.number().int().optional() }).optional(),
};

/** One choice is right: it has no reason against it. */
const said = { says: markdown, why: markdown.optional() };
const isOneRight = (choices: readonly { why?: string | undefined }[]) =>
  choices.filter(({ why }) => why === undefined).length === 1;
const ONE_RIGHT = { error: 'Exactly one choice is right and has no why.' };

const predictSubject = z.strictObject({
  kind: z.literal('predict'),
  ...common,
  ...subject,
  subject: z.string(),
  choices: z
    .array(z.strictObject({ ...said, check: z.string() }))
    .min(4)
    .refine(isOneRight, ONE_RIGHT),
});

const predictRecording = z.strictObject({
  kind: z.literal('predict'),
  ...common,
  about: z.literal('recording'),
  /** `title`: where it was typed, left out on the host. */
  recording: z.strictObject({ of: z.string(), step: z.string(), title: z.string().optional() }),
  choices: z
    .array(z.strictObject({ ...said, shown: z.string() }))
    .min(4)
    .refine(isOneRight, ONE_RIGHT),
});

const make = z.strictObject({
  kind: z.literal('make'),
  ...common,
  ...subject,
  start: z.string(),
  checks: z.string(),
  answer: z.string(),
  wrong: z.array(z.strictObject({ text: z.string(), fails: z.string() })).min(3),
});

const find = z.strictObject({
  kind: z.literal('find'),
  ...common,
  paste: z.string(),
  answers: z.array(z.string()).min(1),
  code: z.string(),
  wrong: z.array(z.strictObject({ says: z.array(z.string()).min(1), why: markdown })).min(3),
});

const machine = z.strictObject({
  kind: z.literal('machine'),
  ...common,
  commands: z.string(),
  outcomes: z
    .array(
      z
        .strictObject({
          lines: z.array(z.string().trim().min(1)).min(1).optional(),
          release: z
            .strictObject({ of: z.string(), since: z.string().optional(), before: z.string().optional() })
            .optional(),
          checks: z.array(z.string()).min(1).optional(),
          ok: z.boolean(),
          says: markdown,
          example: z.string(),
        })
        .refine(({ lines, checks }) => lines !== undefined || checks !== undefined, {
          error: 'An outcome has lines, checks or both.',
        }),
    )
    .refine((outcomes) => outcomes.some(({ ok }) => ok) && outcomes.filter(({ ok }) => !ok).length >= 3, {
      error: 'One outcome is what was expected, and at least three are not.',
    }),
  desktop: markdown,
});

/** The front matter of an exercise, `content/learn/<chapter>/<id>.mdx`; the body is its question. */
export const exerciseSchema = z.discriminatedUnion('kind', [
  z.discriminatedUnion('about', [predictSubject, predictRecording]),
  make,
  find,
  machine,
]);

/** An exercise as its author wrote it. */
export type ExerciseEntry = z.infer<typeof exerciseSchema>;
