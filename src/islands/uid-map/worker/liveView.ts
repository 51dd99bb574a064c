import type { Trouble } from '../../../instrument/recovery/Retry.ts';
import { UID_MAP_LINK_DEFAULTS } from '../../../share/uidMapLink.ts';
import type { State } from '../state/State.ts';
import type { MakeView } from '../words/makeView.ts';
import type { OtherAnswer } from '../words/otherAnswer.ts';
import type { IdField, ReadView, View } from '../words/select.ts';
import type { StackView } from '../words/stackView.ts';
import type { TextView } from '../words/textView.ts';
import type { Live } from './live.ts';

/** What the page shows. */
export interface LiveView extends View {
  /** The task that is chosen; the panels of the one before stay until the first answer, or until that is late. */
  chosen: State['task'];
  /** What another stack answers otherwise. */
  other: OtherAnswer | undefined;
  /** The answer in sight is of the question in sight, or will be in a moment. Where it takes longer, why there is none. */
  missing: { trouble: Trouble | undefined } | undefined;
}

/** The answer with what the reader has typed and chosen since in its fields; once it is late, without what answers. */
export function liveView({ answered, waiting, shown, others, late, trouble }: Live): LiveView {
  const { view, state } = answered;
  const other = late || others.turn !== answered.turn ? undefined : others.found;
  if (waiting.length === 0) return { ...view, chosen: view.task, other, missing: undefined };
  const task = late ? shown.task : view.task;
  const isOpening = waiting.some(({ message }) => message.kind === 'open');
  const { reader, uid, gid, kind, seen } = shown;
  const read: ReadView = {
    ...view.read,
    ...{ reader, uid, gid, kind, seen },
    stack: stackOf(view.read.stack, shown),
    // How the text of a link is read hangs on what it is.
    readAs: isOpening ? view.read.readAs : shown.readAs,
    user: shown.user === state.user ? view.read.user : shown.user,
    texts: textsOf(view.read.texts, shown, late),
    listings: view.read.listings.map((each) => (seen === state.seen ? each : { ...each, inside: seen === 'inside' })),
    fields: fieldsOf(view.read.fields, state, shown, late),
  };
  const make = task === 'make' ? makeOf(view.make ?? { ...NO_MAP, stack: view.read.stack }, shown) : undefined;
  return {
    task,
    chosen: shown.task,
    other,
    read: late ? { ...read, ...NO_ANSWER } : read,
    make: make && late ? { ...make, ...NO_MAP_ANSWER } : make,
    notices: shown.notices,
    undo: shown.undo,
    announcement: late ? '' : view.announcement,
    missing: late ? { trouble } : undefined,
  };
}

/** What was chosen is in sight at once; which releases it brings, with the answer. */
function stackOf(view: StackView, { stack = '', versions, kernel = view.kernel.value }: State): StackView {
  const programs = view.programs.map((each) => ({ ...each, value: versions[each.program] ?? each.value }));
  return { ...view, value: stack, own: versions, programs, kernel: { ...view.kernel, value: kernel } };
}

/** What goes once the answer is late. */
const NO_ANSWER = {
  lacksGroups: false,
  offeredOwners: [],
  userProblems: [],
  answer: { kind: 'unasked', sentence: [], why: [] },
  brief: [],
  grants: undefined,
  tables: [],
  errors: [],
  listings: [],
  warnings: [],
  remedies: { title: '', items: [] },
} as const satisfies Partial<ReadView>;

const NO_MAP_ANSWER = {
  haveMarks: [],
  haveProblems: [],
  haveIsConfig: false,
  isEmpty: false,
  preferences: [],
  sentence: [],
  why: [],
  problems: [],
  steps: [],
  picture: undefined,
  tables: [],
  config: undefined,
  announcement: '',
} as const satisfies Partial<MakeView>;

/** What the answer brings; the rest is as the reader has chosen it since. */
type MadeView = Omit<MakeView, 'have' | 'prefer' | 'tool'>;

/** Before the first answer about a map to make. */
const NO_MAP: Omit<MadeView, 'stack'> = {
  ...NO_MAP_ANSWER,
  mappings: [],
  asksUid: false,
  uid: '',
  uidProblem: undefined,
  asked: true,
  computedFor: [],
};

/** Marks and problems stay in sight while the text is typed in, and are not those of the text in sight once the answer is late. */
function textsOf(views: readonly TextView[], { texts }: State, late: boolean): TextView[] {
  return texts.map((text, level): TextView => {
    const before = views[level];
    if (before?.text === text && !late) return before;
    const isExample = level === 0 && text === UID_MAP_LINK_DEFAULTS.text;
    const label = before?.label ?? 'Map of the nested namespace';
    const found = late || !before ? { marks: [], problems: [], parts: [] } : before;
    return { ...found, level, text, label, isExample, isBehind: true };
  });
}

/** The asked field shows what the reader typed; the others keep the answers to the question before until the new answer is late. */
function fieldsOf(fields: readonly IdField[], before: State, shown: State, late: boolean): IdField[] {
  const isSame = shown.side === before.side && shown.id === before.id;
  const isThere = fields.some(({ side }) => side === shown.side);
  return fields.map((field) => {
    const asked = isThere ? field.side === shown.side : field.asked;
    if (asked ? isSame : !late) return { ...field, asked };
    return { ...field, asked, value: asked ? shown.id : '', invalid: false, placeholder: '' };
  });
}

function makeOf(view: MadeView, shown: State): MakeView {
  const { mappings, have, uid, prefer, tool } = shown;
  const rows = mappings.map((row, at) => {
    const { problem, ...was } = view.mappings[at] ?? { problem: undefined };
    return { ...row, problem: JSON.stringify(was) === JSON.stringify(row) ? problem : undefined };
  });
  return {
    ...view,
    mappings: rows,
    have,
    uid,
    uidProblem: uid === view.uid ? view.uidProblem : undefined,
    prefer,
    tool,
    stack: stackOf(view.stack, shown),
  };
}
