import { counted } from '../../engine/text/index.ts';
import type { CompletionOption } from '../../ui/Completion.ts';
import { type LineMark, problemMarks } from '../../ui/LineMark.ts';
import { TRACES } from '../traces/traces.ts';
import { isWaiting } from '../worker/useWaiting.ts';
import type { CheckShown, ChecksState } from './Checks.ts';
import { traceName } from './traceName.ts';

/** "3 of 4 checks hold, 1 problem in the lines": how many hold of those that could be read, and the problems of the others. Empty where there is neither. */
export function heldWords(held: number, all: number, problems: number): string {
  const holding = `${held} of ${all} ${all === 1 ? 'check holds' : 'checks hold'}`;
  const wrong = `${counted(problems, 'problem')} in the lines`;
  return [...(all > 0 ? [holding] : []), ...(problems > 0 ? [wrong] : [])].join(', ');
}

/** A check with its answer as a word. */
interface CheckRow extends CheckShown {
  tone: 'allow' | 'deny' | 'depends';
  word: string;
}

/**
 * What the panel shows. `isAsked`: the state has what is in sight as its question; `isLate`: what the instrument itself answers is late, so that it is not
 * known what there is to check. The results in sight stay while the next are on their way, until those are late.
 */
export function checksView<Subject>(
  state: ChecksState<Subject>,
  { text, isAsked, isLate }: { text: string; isAsked: boolean; isLate: boolean },
) {
  const { answer, late, trouble, asked, notices, undo } = state;
  const waits = !isAsked || isWaiting(state);
  const isMissing = isLate || (waits && late);
  const isEmpty = text.trim() === '';
  const { checks, problems, warning, unasked } = isMissing || isEmpty ? NOTHING : answer.reply;
  const rows = checks.map((check): CheckRow => ({ ...check, ...outcome(check.ok, unasked !== undefined) }));
  const failed = checks.filter(({ ok }) => !ok);
  const holds = answer.question.text === text;
  const errors = problems.filter(({ severity }) => severity === 'error');
  const headline =
    isMissing || isEmpty
      ? ''
      : (unasked ?? (heldWords(checks.length - failed.length, checks.length, errors.length) || 'No check yet'));
  const [first] = unasked === undefined ? failed : [];
  return {
    rows,
    headline,
    tone: toneOf(unasked, failed.length + errors.length, warning),
    warning,
    isEmpty,
    missing: isMissing ? { trouble } : undefined,
    problems: holds ? problems : undefined,
    shownProblems: problems,
    marks: holds ? problemMarks(problems) : ([] as readonly LineMark[]),
    files: asked.files.map(({ name }) => name),
    notices,
    undo: undo?.after === text ? undo : undefined,
    announcement: [
      headline,
      ...(first ? [`Failed: ${first.text}`, first.found.replace(/\.$/, '')] : []),
      warning && `Warning: ${warning}`,
    ]
      .filter(Boolean)
      .join('. '),
  } as const;
}

export type ChecksView = ReturnType<typeof checksView>;

const NOTHING = { checks: [], problems: [], warning: undefined, unasked: undefined } as const;

/** No green over a container that can't start. */
function toneOf(unasked: string | undefined, wrong: number, warning: string | undefined): CheckRow['tone'] {
  if (unasked !== undefined) return 'depends';
  if (wrong > 0) return 'deny';
  return warning === undefined ? 'allow' : 'depends';
}

function outcome(ok: boolean, isUnasked: boolean): Pick<CheckRow, 'tone' | 'word'> {
  if (isUnasked) return { tone: 'depends', word: 'Not checked' };
  return ok ? { tone: 'allow', word: 'Holds' } : { tone: 'deny', word: 'Fails' };
}

/** The traces that a check may name: those that the reader opened, and the site's. */
export const knownTraces = (opened: readonly string[]): readonly CompletionOption[] => [
  ...opened.map((label) => ({ label })),
  ...TRACES.map(({ id, version }) => ({ label: traceName(id), detail: version })),
];
