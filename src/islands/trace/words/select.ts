import type { Trouble } from '../../../instrument/recovery/Retry.ts';
import {
  type FileShown,
  fileShown,
  type ReadingShown,
  readingShown,
} from '../../../instrument/traceFiles/fileWords.ts';
import { isWaiting } from '../../../instrument/worker/useWaiting.ts';
import type { Tone } from '../../../ui/Chip.tsx';
import { type LineMark, problemMarks } from '../../../ui/LineMark.ts';
import type { Phrase } from '../../../ui/Phrase.ts';
import type { Answer, Reply, State } from '../state/State.ts';

/** What the page shows. */
export interface View extends Pick<State, 'asked' | 'isExample' | 'own' | 'usesOwn' | 'undo' | 'notices'> {
  /** The files in the text's place, and those that are on their way. */
  file: FileShown | undefined;
  reading: ReadingShown | undefined;
  problems: Reply['problems'];
  marks: readonly LineMark[];
  answer: Answer | undefined;
  refusal: string | undefined;
  /** The answer in a line, where its own place is out of sight. */
  strip: { words: string; tone: Tone } | undefined;
  /** A link does not have the whole trace: what looks like a secret is masked. */
  isMasked: boolean;
  /** In the answer's place once it takes long: why there is none. */
  missing: { trouble: Trouble | undefined } | undefined;
  announcement: string;
}

/** The headline where the runtime refuses the profile. */
export const NO_START = 'No container starts with this profile';

/** Of the page's own trace the headline says so: the reader did not bring what is refused. */
const shown = ({ answer, refusal }: Reply, { isExample, usesOwn }: State): Pick<View, 'answer' | 'refusal'> => {
  if (!answer || !isExample) return { answer, refusal };
  const headline = `Example: ${answer.headline}`;
  // The reader's own profile is not changed for a trace that is not theirs.
  return {
    refusal,
    answer: usesOwn
      ? { ...answer, headline, lines: [ADD_TRACE], fix: undefined, made: undefined }
      : { ...answer, headline },
  };
};

const ADD_TRACE: Phrase = [
  'This trace is an example. Paste or open the trace of your program, to see what your profile refuses and the smallest change.',
];

/** The answer in sight stays while the next is on its way, until that is late. What is told of the profile is gone once that is another. */
export function select(state: State): View {
  const { asked, isExample, own, usesOwn, undo, notices, isOpening, late, trouble } = state;
  const { question, reply } = state.answer;
  const isLate = isOpening || (late && isWaiting(state));
  const problems = usesOwn && !isLate && asked.profile === question.profile ? reply.problems : [];
  const { answer, refusal } = isLate ? { answer: undefined, refusal: undefined } : shown(reply, state);
  return {
    ...{ asked, isExample, own, usesOwn, undo, notices, problems, answer, refusal },
    file: state.read && fileShown(state.read),
    reading: state.reading && readingShown(state.reading),
    marks: problemMarks(problems),
    isMasked: state.read === undefined && state.shared !== asked.trace,
    missing: isLate ? { trouble } : undefined,
    strip: answer
      ? { words: answer.headline, tone: answer.tone }
      : refusal === undefined
        ? undefined
        : { words: NO_START, tone: 'deny' },
    announcement: answer ? `${answer.headline}.` : (refusal ?? ''),
  };
}
