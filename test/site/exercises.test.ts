import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseChecks } from '../../src/engine/checks/index.ts';
import { diagnose } from '../../src/engine/diagnose/index.ts';
import { stackOf } from '../../src/engine/stack/index.ts';
import { rightChoice } from '../../src/islands/exercise/state/Exercise.ts';
import { judgeCulprit, normalised } from '../../src/islands/exercise/state/find.ts';
import { answerChecks, answerOutput } from '../../src/islands/exercise/worker/answerExercise.ts';
import { choicesChecked } from '../../src/site/exercises/exerciseOf.ts';
import { type ExerciseEntry, exerciseSchema } from '../../src/site/exercises/exerciseSchema.ts';

// Every exercise of the book: what its author says of it is what the engines say.

const FILES = import.meta.glob<unknown>('/content/learn/*/*.mdx', { eager: true, import: 'frontmatter' });
const READ = Object.entries(FILES).map(([file, frontmatter]) => ({
  path: file.replace('/content/learn/', '').replace('.mdx', ''),
  read: exerciseSchema.safeParse(frontmatter),
}));
const EXERCISES = READ.flatMap(({ path, read }) => (read.data ? [{ path, exercise: read.data }] : []));
type Of<Kind extends ExerciseEntry['kind']> = Extract<ExerciseEntry, { kind: Kind }>;
const ofKind = <Kind extends ExerciseEntry['kind']>(kind: Kind) =>
  EXERCISES.flatMap(({ path, exercise }) => (exercise.kind === kind ? [{ path, exercise: exercise as Of<Kind> }] : []));

it.each(READ)('$path is as the schema has it', ({ read }) => expect(read.error?.issues ?? []).toEqual([]));

const MAPS_AND_PROFILES = EXERCISES.filter(({ exercise }) => 'stack' in exercise && exercise.stack !== undefined);
it.each(MAPS_AND_PROFILES)('$path: its stack is one', ({ exercise }) =>
  expect('stack' in exercise && stackOf(exercise.stack ?? '')).toBeTruthy(),
);

describe.each(ofKind('predict'))('$path, predict', ({ exercise }) => {
  it('exactly the choice that no reason speaks against is right', async () => {
    const checked = await choicesChecked(exercise);
    const right = rightChoice(exercise.choices);
    expect(checked.map(({ ok }) => ok)).toEqual(exercise.choices.map((_, at) => at === right));
    expect(checked[right]?.found).not.toBe('');
  });
  it('each wrong choice has a reason of its own', () => {
    const reasons = exercise.choices.map(({ why }) => why);
    expect(new Set(reasons).size).toBe(reasons.length);
  });
});

describe.each(ofKind('make'))('$path, make', ({ exercise }) => {
  const { about, stack, writer, checks, start, answer, wrong } = exercise;
  const ask = (text: string) => answerChecks({ about, stack, writer, checks, text, turn: 0 });
  const failed = async (text: string) => {
    const { results, problem } = await ask(text);
    return problem === undefined ? results.filter(({ ok }) => !ok) : [{ line: problem, found: '' }];
  };

  it('every line of its checks is read', () => expect(parseChecks(checks).diagnostics).toEqual([]));
  it('the start fails', async () => expect(await failed(start)).not.toEqual([]));
  it('the worked answer passes', async () => expect(await failed(answer)).toEqual([]));
  it.each(wrong)('a wrong answer fails at $fails', async ({ text, fails }) =>
    expect((await failed(text)).map(({ line }) => line)).toContain(fails),
  );
  it('wrong answers are told apart, by check, call or ID', async () => {
    const told = await Promise.all(wrong.map(async ({ text }) => JSON.stringify(await failed(text))));
    expect(new Set(told).size).toBe(wrong.length);
  });
});

describe.each(ofKind('find'))('$path, find', ({ exercise }) => {
  const { paste, code, answers, wrong } = exercise;

  it('Find the cause has the diagnosis', () => expect(diagnose(paste)[0]?.code).toBe(code));
  it('the answers are right, and each wrong one is told its own reason', () => {
    expect(answers.map((said) => judgeCulprit(exercise, said).kind)).toEqual(answers.map(() => 'right'));
    for (const of of wrong)
      expect(of.says.map((said) => judgeCulprit(exercise, said))).toEqual(of.says.map(() => ({ kind: 'wrong', of })));
    const reasons = wrong.map(({ why }) => why);
    expect(new Set(reasons).size).toBe(reasons.length);
  });
  it('no spelling is written twice, nor empty', () => {
    const spellings = [answers, ...wrong.map(({ says }) => says)].flat().map(normalised);
    expect(spellings.filter((each, at) => each === '' || spellings.indexOf(each) !== at)).toEqual([]);
  });
});

describe.each(ofKind('machine'))('$path, on your machine', ({ exercise: { outcomes } }) => {
  it.each(outcomes.map((outcome, at) => ({ ...outcome, at })))(
    'outcome $at: its example leads there',
    async ({ example, at }) =>
      expect(await answerOutput({ turn: 0, text: example, outcomes })).toEqual({ outcome: at }),
  );
  it('an output of something else is read as none', async () =>
    expect(await answerOutput({ turn: 0, text: 'bash: docker: command not found', outcomes })).toEqual({
      outcome: undefined,
    }));
  it('each outcome says something of its own', () =>
    expect(new Set(outcomes.map(({ says }) => says)).size).toBe(outcomes.length));
});

describe.each([...Map.groupBy(EXERCISES, ({ path }) => path.split('/')[0] ?? '')])('the chapter %s', (chapter, all) => {
  const text = readFileSync(`content/learn/${chapter}.mdx`, 'utf8');

  it('places each of its exercises once, and no other', () => {
    const placed = [...text.matchAll(/<Exercise of="([^"]*)"/g)].map(([, of]) => `${chapter}/${of}`);
    expect(placed.sort()).toEqual(all.map(({ path }) => path).sort());
  });
  it('has at least three exercises, of at least two kinds', () => {
    const kinds = new Set(all.map(({ exercise }) => exercise.kind));
    expect([all.length >= 3, kinds.size >= 2]).toEqual([true, true]);
  });
});

it('every chapter has exercises', () => {
  const chapters = globSync('content/learn/*.mdx').map((file) => file.replace(/^.*\/|\.mdx$/g, ''));
  expect(chapters.filter((chapter) => !EXERCISES.some(({ path }) => path.startsWith(`${chapter}/`)))).toEqual([]);
});
