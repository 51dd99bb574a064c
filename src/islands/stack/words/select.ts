import { type Arch, architectureOf } from '../../../engine/linux/index.ts';
import type { Stack, StackPart } from '../../../engine/stack/index.ts';
import type { Trouble } from '../../../instrument/recovery/Retry.ts';
import { partWords } from '../../../instrument/stacks/partWords.ts';
import { isWaiting } from '../../../instrument/worker/useWaiting.ts';
import { type LineMark, problemMarks } from '../../../ui/LineMark.ts';
import { plain } from '../../../ui/Phrase.ts';
import type { Answer, Line, Reply, State } from '../state/State.ts';

/** What the page shows. */
export interface View extends Pick<State, 'asked' | 'own' | 'usesOwn' | 'undo' | 'notices'> {
  problems: Reply['problems'];
  names: Reply['names'];
  marks: readonly LineMark[];
  answer: Answer | undefined;
  /** In the answer's place once it takes long: why there is none. */
  missing: { trouble: Trouble | undefined } | undefined;
  announcement: string;
}

const NO_PROBLEMS: Reply['problems'] = { call: [], image: [], profile: [] };

/** The answer in sight stays while the next is on its way, until that is late. What is told of a field is gone once that holds something else. */
export function select(state: State): View {
  const { asked, own, usesOwn, undo, notices, late, trouble } = state;
  const { question, reply } = state.answer;
  const isLate = late && isWaiting(state);
  const told = (field: keyof Reply['problems']) => (asked[field] === question[field] ? reply.problems[field] : []);
  const problems = isLate
    ? NO_PROBLEMS
    : { call: told('call'), image: told('image'), profile: usesOwn ? told('profile') : [] };
  const answer = isLate ? undefined : reply.answer;
  return {
    ...{ asked, own, usesOwn, undo, notices, problems, answer, names: reply.names },
    marks: problemMarks(problems.profile),
    missing: isLate ? { trouble } : undefined,
    announcement: announced(answer, problems),
  };
}

/** The headline, the first line and every line with an answer; then what is told of the fields and not among them. */
function announced(answer: Answer | undefined, { call, image, profile }: Reply['problems']): string {
  const lines = answer?.lines.filter(({ chip }, at) => at === 0 || chip) ?? [];
  const said = answer ? [`${answer.headline}.`, ...lines.map(lineWords)] : [];
  const told = said.join(' ');
  const untold = [...call, ...image, ...profile].filter(({ message }) => !told.includes(message));
  return [...said, ...untold.map(({ message }) => message)].join(' ');
}

const lineWords = ({ chip, words }: Line): string => (chip ? `${chip.word} on ${plain(words)}.` : plain(words));

const PARTS: readonly StackPart[] = ['engine', 'runtime', 'libseccomp', 'kernel'];

/** Which parts of a stack were not asked for real, in the words of the other instruments: "tested", "from source only: Docker 29.9.0". */
export function testedWords(stack: Stack): string {
  const { recorded = [] } = stack;
  const words = partWords(stack);
  const missing = PARTS.filter((part) => !recorded.includes(part)).map((part) => words[part]);
  return missing.length === 0 ? 'tested' : `from source only: ${missing.join(', ')}`;
}

/** The engines, the runtimes, the kernels and the libcs ran on it. */
const TESTED_ON: Arch = 'SCMP_ARCH_X86_64';

/** The same on that machine, of `tested` on x86_64: libseccomp makes filters for every machine, and was asked for each (test/oracle/seccomp/record_presets.py). */
export const testedOn = (machine: Arch, tested: string): string =>
  machine === TESTED_ON ? tested : `tested on ${architectureOf(machine).token}: libseccomp only`;

/** What the words mean. */
export const testedLegend = (machine: Arch): string =>
  machine === TESTED_ON
    ? 'Tested: checked against the real engine, runtime, libseccomp and kernel, on x86_64. From source only: derived from the source code and changelogs of the listed versions.'
    : `On ${architectureOf(machine).token}, only libseccomp was tested, with every default profile. Engines, runtimes and kernels were tested on x86_64, libcs on x86_64 and 32-bit x86; elsewhere, what they do is derived from their source code.`;
