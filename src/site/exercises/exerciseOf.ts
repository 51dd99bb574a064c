import { presetOf } from '../../instrument/presets/presets.ts';
import { type Exercise, rightChoice } from '../../islands/exercise/state/Exercise.ts';
import type { CheckShown } from '../../islands/exercise/state/make.ts';
import { hasWords } from '../../islands/exercise/state/outcome.ts';
import { answerChecks } from '../../islands/exercise/worker/answerExercise.ts';
import { writeAskLink } from '../../share/askLink.ts';
import { href } from '../href.ts';
import { quotedSteps } from '../transcripts.ts';
import type { ExerciseEntry } from './exerciseSchema.ts';

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
