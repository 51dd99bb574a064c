import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseChecks } from '../../src/engine/checks/index.ts';
import { diagnose } from '../../src/engine/diagnose/index.ts';
import { stackOf } from '../../src/engine/stack/index.ts';
import { judgeCulprit, normalised, rightChoice } from '../../src/islands/exercise/state/find.ts';
import { answerChecks, answerOutput } from '../../src/islands/exercise/worker/answerExercise.ts';
import { choicesChecked, type ExerciseEntry, exerciseSchema } from '../../src/site/exercises/exerciseOf.ts';

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

/** What `check` finds wrong, behind the name of its exercise. */
async function findings<Each extends { path: string }>(
  all: readonly Each[],
  check: (each: Each) => unknown[] | Promise<unknown[]>,
): Promise<unknown[]> {
  const found = await Promise.all(all.map(async (each) => (await check(each)).map((wrong) => [each.path, wrong])));
  return found.flat();
}
const twice = (list: readonly string[]) => list.filter((each, at) => list.indexOf(each) !== at);

it('every exercise is as the schema has it, and its stack is one', async () => {
  expect(await findings(READ, ({ read }) => read.error?.issues ?? [])).toEqual([]);
  const stacks = EXERCISES.flatMap(({ exercise }) => ('stack' in exercise ? (exercise.stack ?? []) : []));
  expect(stacks.filter((stack) => !stackOf(stack))).toEqual([]);
});

describe('what is to be predicted', () => {
  it('has exactly the choice right that no reason speaks against', async () => {
    const wrong = await findings(ofKind('predict'), async ({ exercise }) => {
      const checked = await choicesChecked(exercise);
      const right = rightChoice(exercise.choices);
      return checked.filter(({ ok, found }, at) => ok !== (at === right) || (ok && found === ''));
    });
    expect(wrong).toEqual([]);
  });
  it('has a reason of its own for each wrong choice', async () =>
    expect(
      await findings(ofKind('predict'), ({ exercise }) => twice(exercise.choices.map(({ why }) => why ?? ''))),
    ).toEqual([]));
});

describe('what is to be made', () => {
  const MAKE = ofKind('make');
  const failed = async (exercise: Of<'make'>, text: string) => {
    const { about, stack, writer, checks } = exercise;
    const { results, problem } = await answerChecks({ about, stack, writer, checks, text, turn: 0 });
    return problem === undefined ? results.filter(({ ok }) => !ok) : [{ line: problem, found: '' }];
  };

  it('has checks of which every line is read', async () =>
    expect(await findings(MAKE, ({ exercise }) => parseChecks(exercise.checks).diagnostics)).toEqual([]));
  it('fails at the start, and passes with the worked answer', async () => {
    const wrong = await findings(MAKE, async ({ exercise }) => [
      ...((await failed(exercise, exercise.start)).length > 0 ? [] : ['the start passes']),
      ...(await failed(exercise, exercise.answer)),
    ]);
    expect(wrong).toEqual([]);
  });
  it('fails with each wrong answer where it says, and tells them apart by check, call or ID', async () => {
    const wrong = await findings(MAKE, async ({ exercise }) => {
      const all = await Promise.all(exercise.wrong.map(async ({ text }) => failed(exercise, text)));
      const elsewhere = exercise.wrong.filter(({ fails }, at) => !all[at]?.some(({ line }) => line === fails));
      return [...elsewhere, ...twice(all.map((each) => JSON.stringify(each)))];
    });
    expect(wrong).toEqual([]);
  });
});

describe('what is to be found', () => {
  it('has the diagnosis in “Find the cause”', async () => {
    const FIND = ofKind('find');
    expect(FIND.map(({ exercise }) => diagnose(exercise.paste)[0]?.code)).toEqual(
      FIND.map(({ exercise }) => exercise.code),
    );
  });
  it('takes the answers, and tells each wrong one its own reason', async () => {
    const wrong = await findings(ofKind('find'), ({ exercise }) => [
      ...exercise.answers.filter((said) => judgeCulprit(exercise, said).kind !== 'right'),
      ...exercise.wrong.flatMap((of) =>
        of.says.filter((said) => {
          const judged = judgeCulprit(exercise, said);
          return judged.kind !== 'wrong' || judged.of !== of;
        }),
      ),
      ...twice(exercise.wrong.map(({ why }) => why)),
    ]);
    expect(wrong).toEqual([]);
  });
  it('has no spelling twice, nor an empty one', async () => {
    const wrong = await findings(ofKind('find'), ({ exercise: { answers, wrong: others } }) => {
      const spellings = [answers, ...others.map(({ says }) => says)].flat().map(normalised);
      return [...twice(spellings), ...spellings.filter((each) => each === '')];
    });
    expect(wrong).toEqual([]);
  });
});

it('on a reader’s own machine each outcome’s example leads there and says something of its own, and another output to none', async () => {
  const wrong = await findings(ofKind('machine'), async ({ exercise: { outcomes } }) => {
    const texts = [...outcomes.map(({ example }) => example), 'bash: docker: command not found'];
    const led = await Promise.all(texts.map((text) => answerOutput({ turn: 0, text, outcomes })));
    const astray = led.filter(({ outcome }, at) => outcome !== (at < outcomes.length ? at : undefined));
    return [...astray, ...twice(outcomes.map(({ says }) => says))];
  });
  expect(wrong).toEqual([]);
});

it('a chapter places each of its exercises once, and no other: at least three, of at least two kinds', () => {
  const chapters = [...Map.groupBy(EXERCISES, ({ path }) => path.split('/')[0] ?? '')];
  const placed = chapters.flatMap(([chapter]) =>
    [...readFileSync(`content/learn/${chapter}.mdx`, 'utf8').matchAll(/<Exercise of="([^"]*)"/g)].map(
      ([, of]) => `${chapter}/${of}`,
    ),
  );
  expect(placed.sort()).toEqual(EXERCISES.map(({ path }) => path).sort());
  const few = chapters.filter(
    ([, all]) => all.length < 3 || new Set(all.map(({ exercise }) => exercise.kind)).size < 2,
  );
  expect(few.map(([chapter]) => chapter)).toEqual([]);
});

it('every chapter has exercises', () => {
  const chapters = globSync('content/learn/*.mdx').map((file) => file.replace(/^.*\/|\.mdx$/g, ''));
  expect(chapters.filter((chapter) => !EXERCISES.some(({ path }) => path.startsWith(`${chapter}/`)))).toEqual([]);
});
