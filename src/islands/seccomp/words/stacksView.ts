import { engineOf } from '../../../engine/seccomp/index.ts';
import { STACKS, type Stack, stackOf } from '../../../engine/stack/index.ts';
import { besideStack } from '../../../instrument/stacks/besideStack.ts';
import { answersAlike } from '../state/answersAlike.ts';
import { isWaiting } from '../state/questionOf.ts';
import type { StackAnswer } from '../state/StackAnswer.ts';
import type { State } from '../state/State.ts';
import { asksDefault } from '../state/stackTarget.ts';

/** A stack with its answer, as a row shows it. */
export interface StackRow extends StackAnswer {
  label: string;
  isPresent: boolean;
  /** It answers otherwise than the one in sight. */
  differs: boolean;
}

export type StacksView = NonNullable<ReturnType<typeof stacksView>>;

/** How other stacks answer; undefined while that is not known of the question in sight. */
export function stacksView(state: State) {
  const { mode, answer, stacks, stack } = state;
  const { answered } = answer.call;
  const isAsked = stacks.turn === answer.question.turn;
  const isKnown = mode === 'page' && !isWaiting(state) && (isAsked || answersAlike(state));
  const isEmpty = isAsked && stacks.of === 'all' && stacks.stacks.length === 0;
  if (!isKnown || answered === undefined || isEmpty) return undefined;
  const rows = isAsked ? rowsOf(stacks.stacks, answered, stack) : [];
  const present = stack === undefined ? undefined : stackOf(stack);
  const isDefault = asksDefault(answer.question, present);
  const dropped = isDropped(answer.question) ? DROPPED : undefined;
  const owner = isAsked && stacks.owner && differs(stacks.owner, answered) ? stacks.owner : undefined;
  // The owner is told of with its reason, and once.
  const neighbours = (present ? neighboursOf(present, rows) : []).filter(({ label }) => label !== owner?.label);
  return {
    rows,
    lacking:
      isAsked && answered.tone !== 'deny'
        ? lackingWords(stacks.lackedBefore, answer.question.target.kernel)
        : undefined,
    owner: owner && dropped ? { ...owner, why: `${owner.why} ${dropped}` } : owner,
    neighbours,
    keepsText: !isDefault,
    why: owner === undefined && neighbours.length > 0 ? dropped : undefined,
    table: tableOf(answer.question, isDefault),
    isWhole: isAsked && stacks.of === 'all',
    isOpen: state.wantsStacks === 'all',
  };
}

/** What `docker-privileged-keeps-profile` of content/data/versions/differences.json tells. */
const DROPPED =
  'With --privileged, Docker before 27.0.1 ignores the profile that --security-opt names; 27.0.1 and newer apply it.';

/** A profile that is named as a file, which some releases of Docker drop. */
const isDropped = ({ target }: State['answer']['question']): boolean =>
  target.privileged === true && engineOf(target) === 'docker' && !target.builtin;

/** What the stack table is to be asked: of a default each stack's own, else this profile on all. It knows no --privileged, and would answer another question. */
function tableOf({ text, target, call }: State['answer']['question'], isDefault: boolean) {
  if (target.privileged) return undefined;
  return { call, arch: target.arch, profile: isDefault ? undefined : text };
}

/** What becomes of a call that the filter lets pass and the kernel does not have yet. */
const lackingWords = (since: string | undefined, kernel: string): string | undefined =>
  since &&
  `Linux ${kernel} lacks this call, added in Linux ${since}: if the filter allows it, the kernel returns ENOSYS.`;

type Short = Pick<StackAnswer, 'tone' | 'headline'>;

const differs = (a: Short, b: Short): boolean => a.tone !== b.tone || a.headline !== b.headline;

function rowsOf(answers: readonly StackAnswer[], inSight: Short, present: string | undefined): readonly StackRow[] {
  return STACKS.toReversed().flatMap(({ id, label }) => {
    const answer = answers.find(({ stack }) => stack === id);
    if (answer === undefined) return [];
    return [{ ...answer, label, isPresent: id === present, differs: differs(answer, inSight) }];
  });
}

/** Of the same engine the newest older stack that answers otherwise, and the oldest newer one. */
function neighboursOf(present: Stack, rows: readonly StackRow[]): readonly StackRow[] {
  const rowOf = ({ id }: Stack) => rows.find((row) => row.stack === id && row.differs);
  const { older, newer } = besideStack(present);
  return [older, newer].flatMap((side) => side.map(rowOf).find((row) => row !== undefined) ?? []);
}
