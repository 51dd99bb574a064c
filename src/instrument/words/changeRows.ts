import type { Change, Comparison } from '../../engine/compare/index.ts';
import { type Arch, architectureOf, WORD_BITS } from '../../engine/linux/index.ts';
import { type Answer, formatCall } from '../../engine/seccomp/index.ts';
import { counted } from '../../engine/text/index.ts';
import { actionWords } from './actionWords.ts';
import { classWords } from './classWords.ts';

/** What a change is for a program: a call that passes now, one that no longer does, or one that is refused in another way. */
export type ChangeKind = 'opened' | 'closed' | 'otherwise';

/** Calls that change alike. */
export interface ChangeRow {
  kind: ChangeKind;
  /** "x86_64, x86", or "other architectures". */
  abis: string;
  /** Each as a call is written; "socket(AF_ALG)" where arguments count. */
  calls: readonly string[];
  /** What the arguments have in common, where that is no value: "arg0 >= 9". */
  where: string;
  /** "3 ranges of numbers without a name", or "every call" of an architecture that is not known here; '' for none. */
  unnamed: string;
  before: string;
  after: string;
  /** One of these calls, with its ABI. */
  example: string | undefined;
}

const KINDS: readonly ChangeKind[] = ['closed', 'opened', 'otherwise'];

/** Changes that are alike but for their ABI, and what is said of them. */
export interface AlikeChanges {
  row: ChangeRow;
  /** At least one, the machine's own ABI first. */
  changes: readonly Change[];
}

/** The changes as rows, those of several ABIs in one where they are alike: first what no longer passes, then what passes now. */
export const changeRows = (comparison: Comparison): readonly ChangeRow[] =>
  alikeChanges(comparison).map(({ row }) => row);

/** The same with the changes that each row tells of. */
export function alikeChanges({ changes }: Comparison): readonly AlikeChanges[] {
  const told = changes.map((change) => ({ change, row: rowOf(change) }));
  const alike = Map.groupBy(told, ({ row }) => JSON.stringify({ ...row, example: '' }));
  const rows = [...alike.values()].flatMap((same): AlikeChanges[] => {
    const [first] = same;
    const of = same.map(({ change }) => change);
    return first ? [{ row: { ...first.row, abis: abisOf(of.map(({ arch }) => arch)) }, changes: of }] : [];
  });
  return rows.sort((one, other) => KINDS.indexOf(one.row.kind) - KINDS.indexOf(other.row.kind));
}

function rowOf({ arch, before, after, names, unnamed, of, witness }: Change): ChangeRow {
  const [only, ...others] = names;
  const { call, where } = classWords(others.length === 0 ? only : undefined, arch, of);
  return {
    kind: kindOf(before, after),
    abis: '',
    calls: call === undefined ? names : [call],
    where,
    unnamed: unnamedWords(arch, unnamed),
    before: actionWords(before, arch).word,
    after: actionWords(after, arch).word,
    example: witness && formatCall(witness),
  };
}

/** Of an architecture that is not known here, no number has a name. */
function unnamedWords(arch: Arch | undefined, unnamed: Change['unnamed']): string {
  const [first] = unnamed;
  if (first === undefined) return '';
  if (arch === undefined && first.first === 0 && first.last === WORD_BITS) return 'every call';
  return `${counted(unnamed.length, 'range')} of numbers without a name`;
}

const passes = ({ action }: Answer) => action === 'ALLOW' || action === 'LOG';

function kindOf(before: Answer, after: Answer): ChangeKind {
  if (passes(before) === passes(after)) return 'otherwise';
  return passes(after) ? 'opened' : 'closed';
}

function abisOf(archs: readonly (Arch | undefined)[]): string {
  const known = archs.flatMap((arch) => (arch === undefined ? [] : architectureOf(arch).token));
  return [...known, ...(known.length < archs.length ? ['other architectures'] : [])].join(', ');
}
