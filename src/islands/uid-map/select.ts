import type { Diagnostic } from '../../engine/text/index.ts';
import type { LineMark } from '../../ui/LineMark.ts';
import { type Answer, announcement, answer } from './answer.ts';
import { type Computed, compute, textOf } from './compute.ts';
import { otherKind } from './otherKind.ts';
import { hueOf } from './picture/drawPicture.ts';
import { type PictureView, pictureOf } from './pictureOf.ts';
import type { Source, State } from './State.ts';

/** An extent as the table shows it. */
export interface ExtentRow {
  /** The number it has in the picture, where there are several. */
  number: number;
  /** Its colour there. */
  hue: number;
  /** First and last id. */
  inside: readonly [first: number, last: number];
  outside: readonly [first: number, last: number];
  count: number;
  /** The line that gave it. */
  line: number;
  offset: number;
  lit: boolean;
}

/** An id field: what stands in it, and whether that is no id. */
export interface IdField {
  value: string;
  invalid: boolean;
  /** What an empty field says. */
  placeholder: string;
}

/** Everything that the views show; they add nothing. */
export interface View {
  source: Source;
  text: string;
  marks: readonly LineMark[];
  textProblems: readonly Diagnostic[];
  /** The kind of text that this looks like, where it was taken for the other. */
  readAs: Source | undefined;
  user: string;
  uid: string;
  userProblems: readonly Diagnostic[];
  answer: Answer;
  inside: IdField;
  outside: IdField;
  picture: PictureView;
  rows: readonly ExtentRow[];
  /** The rows are what can be read of a map that the kernel refuses. */
  refused: boolean;
  computedFor: readonly string[];
  notices: readonly Diagnostic[];
  announcement: string;
}

/** Problems that are listed and marked; a pasted log would have thousands. */
const SHOWN_PROBLEMS = 40;

export function select(state: State): View {
  const computed = compute(state);
  const text = textOf(state);
  const problems = computed.textProblems.slice(0, SHOWN_PROBLEMS);
  const answered = answer(computed);
  return {
    source: state.source,
    text,
    marks: marksOf(problems, computed),
    textProblems: [...problems, ...rest(computed.textProblems.length)],
    readAs: problems.length > 0 ? otherKind(state.source, text) : undefined,
    user: state.user,
    uid: state.uid,
    userProblems: computed.userProblems,
    answer: answered,
    inside: fieldOf('inside', state, computed),
    outside: fieldOf('outside', state, computed),
    picture: pictureOf(computed),
    rows: rowsOf(computed),
    refused: computed.standing === 'refused',
    computedFor: state.source === 'subuid' ? ['dockerd 26.1.5', 'Linux 6.12 to 6.18'] : ['Linux 6.12 to 6.18'],
    notices: state.notices,
    announcement: announcement(answered),
  };
}

function marksOf(problems: readonly Diagnostic[], { extent }: Computed): LineMark[] {
  const marks: LineMark[] = problems.flatMap(({ span, severity }) =>
    span && severity !== 'info' ? [{ tone: severity, line: span.line, start: span.start, end: span.end }] : [],
  );
  return extent ? [{ tone: 'lit', line: extent.span.line }, ...marks] : marks;
}

function rest(found: number): Diagnostic[] {
  if (found <= SHOWN_PROBLEMS) return [];
  return [{ code: 'more', severity: 'info', message: `${found - SHOWN_PROBLEMS} more problems are not listed.` }];
}

function fieldOf(side: 'inside' | 'outside', state: State, computed: Computed): IdField {
  const { asked } = computed;
  if (side === state.side)
    return { value: state.id, invalid: asked.kind === 'wrong' || asked.kind === 'no-id', placeholder: '' };
  const other = computed[side];
  const value = other === undefined ? '' : `${other}`;
  return { value, invalid: false, placeholder: asked.kind === 'id' && computed.standing === 'taken' ? 'no id' : '' };
}

function rowsOf({ extents, extent }: Computed): ExtentRow[] {
  return extents.map((each, index) => ({
    number: index + 1,
    hue: hueOf(index),
    inside: [each.inside, each.inside + each.count - 1],
    outside: [each.outside, each.outside + each.count - 1],
    count: each.count,
    line: each.span.line,
    offset: each.span.start,
    lit: each === extent,
  }));
}
