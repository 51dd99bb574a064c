import { getCollection } from 'astro:content';
import { z } from 'astro/zod';
import { presetOf } from '../../instrument/presets/presets.ts';
import { type Exercise, type Outcome, rightChoice } from '../../islands/exercise/state/find.ts';
import type { CheckShown } from '../../islands/exercise/state/machine.ts';
import { hasWords } from '../../islands/exercise/state/outcome.ts';
import { answerChecks } from '../../islands/exercise/worker/answerExercise.ts';
import { writeAskLink } from '../../share/askLink.ts';
import { href } from '../href.ts';
import { quotedSteps } from '../transcripts.ts';

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

type Predict = Extract<ExerciseEntry, { kind: 'predict' }>;

/** An exercise as its island needs it: the island's own words, and what the engine answers. */
export async function exerciseOf(entry: ExerciseEntry): Promise<Exercise> {
  const { kind, explain } = entry;
  switch (kind) {
    case 'predict': {
      const { choices } = entry;
      const right = (await choicesChecked(entry))[rightChoice(choices)];
      const found = right === undefined ? '' : entry.about === 'recording' ? right.found : namedResult(right);
      return { kind, explain, choices: choices.map(({ says, why }) => ({ says, why })), found };
    }
    case 'make': {
      const { about, stack, writer, start, checks } = entry;
      return { kind, explain, about, stack, writer, start, checks };
    }
    case 'find': {
      const { answers, wrong, paste } = entry;
      const askHref = `${href('/play/ask/')}#${await writeAskLink({ text: paste })}`;
      return { kind, explain, answers, wrong, askHref };
    }
    case 'machine': {
      const outcomes = entry.outcomes.map(({ lines, release, checks, ok, says }) => ({
        ...{ lines, release, checks, ok, says },
      }));
      return { kind, explain, outcomes };
    }
  }
}

/** What was found, after what was asked: “mount -> ERRNO EPERM …”. */
const namedResult = ({ line, found }: CheckShown): string => {
  const [asked = ''] = line.split(/\s*->/);
  return found.startsWith(`${asked}:`) ? found : `${asked} -> ${found}`;
};

/** Each choice put to the engine, or looked for in what was recorded; `found`: what there is. */
export async function choicesChecked(entry: Predict): Promise<readonly CheckShown[]> {
  if (entry.about === 'recording') {
    const { recording, choices } = entry;
    const lines = quotedSteps(recording.of, [recording.step]).steps.flatMap(({ printed }) => printed.split('\n'));
    return choices.map(({ shown }) => {
      const line = lines.find((each) => hasWords(each, shown));
      return { line: shown, ok: line !== undefined, found: line?.trim() ?? '' };
    });
  }
  const { about, stack, writer, subject, choices } = entry;
  const preset = presetOf(subject.trim());
  const text = (await preset?.load()) ?? subject;
  const checks = choices.map(({ check }) => check).join('\n');
  const { results } = await answerChecks({
    about,
    stack,
    writer,
    checks,
    text,
    turn: 0,
    isDefault: preset !== undefined,
  });
  return results;
}

/** What tells an outcome from the others, as inline Markdown: its lines and its release; '' where the map in the output does. */
export function toldBy({ lines = [], release, checks }: Pick<Outcome, 'lines' | 'release' | 'checks'>): string {
  if (checks !== undefined) return '';
  const { of, since, before } = release ?? {};
  return [
    ...lines.map((line) => `\`${line}\``),
    ...(since === undefined ? [] : [`${of} ${since} or newer`]),
    ...(before === undefined ? [] : [`${of} before ${before}`]),
  ].join(' and ');
}

/** An exercise as lists show it. */
interface ExerciseListed {
  /** "user-namespaces/whose-file", as progress remembers it. */
  name: string;
  chapter: string;
  /** Its own name, and the end of its anchor: `#exercise-whose-file`. */
  id: string;
  title: string;
}

/** Every exercise there is, by name. */
export async function exercises(): Promise<ExerciseListed[]> {
  const entries = await getCollection('exercises');
  return entries.map(({ id: name, data: { title } }) => {
    const [chapter = '', id = ''] = name.split('/');
    return { name, chapter, id, title };
  });
}
