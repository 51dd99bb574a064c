import {
  type ContainerEngine,
  newestStack,
  STACK_ENGINES,
  type Stack,
  type StackEngine,
} from '../../../engine/stack/index.ts';
import { applyEdits, type Edit, sourceText } from '../../../engine/text/index.ts';
import type { Trace } from '../../../engine/trace/index.ts';
import { POD_SENTENCE } from '../../../instrument/words/podProfile.ts';
import { code, type Phrase } from '../../../ui/Phrase.ts';
import type { Answer, AskedOf, DiffLine } from '../state/State.ts';

/** How many records tell of an error that a filter returned. */
export const refusalRecords = ({ calls }: Trace): number =>
  calls.reduce((sum, { seen, count }) => (seen === 'ERRNO' ? sum + count : sum), 0);

/** That no default can have written such records: what a default answers is not what was asked. */
export const customHeadline = (records: number): Pick<Answer, 'tone' | 'headline'> => ({
  tone: 'depends',
  headline: `${records === 1 ? 'This record is' : 'These records are'} from a custom profile: paste it under “Your profile”`,
});

/** linux, kernel/seccomp.c, seccomp_log. */
const WHY_CUSTOM: Phrase = [
  'The kernel records a call that returns an error only if the filter was loaded with ',
  code('SECCOMP_FILTER_FLAG_LOG'),
  '. No engine loads its default profile with this flag.',
];

const ON_KUBERNETES: readonly StackEngine[] = ['containerd', 'cri-o'];

/** Whose filter is asked about the kernel's records, and the stacks that they may be of instead: a record names no profile, and a node's is not Docker's. */
export function askedOf(stack: Stack, whose: string, told: ContainerEngine | undefined): AskedOf {
  return { ...stacksAsked(`Checked against ${whose} on ${stack.label}.`, stack, told), asksProfile: false };
}

/** The same of records that no default wrote: its answers stand for another profile’s. */
export function customAskedOf(stack: Stack, whose: string, told: ContainerEngine | undefined): AskedOf {
  const { words, stacks } = stacksAsked(
    `Until you paste the profile, the answers are those of ${whose} on ${stack.label}.`,
    stack,
    told,
    '',
  );
  return { words: [...WHY_CUSTOM, ' ', ...words], stacks, asksProfile: true };
}

const THEIRS = ` With RuntimeDefault, a Pod there uses the default of containerd or CRI-O; with Localhost, your own profile. ${POD_SENTENCE}`;

function stacksAsked(
  asked: string,
  stack: Stack,
  told: ContainerEngine | undefined,
  theirs = THEIRS,
): Pick<AskedOf, 'words' | 'stacks'> {
  if (told?.engine !== undefined) {
    if (told.engine === stack.engine) return { words: [asked], stacks: [] };
    const name = STACK_ENGINES[told.engine];
    return {
      words: [`${asked} The records name a ${name} container: check them with a ${name} stack.`],
      stacks: stacksOf([told.engine]),
    };
  }
  if (ON_KUBERNETES.includes(stack.engine)) return { words: [asked], stacks: [] };
  const question = told?.kubernetes
    ? 'The records are from a Kubernetes node.'
    : 'Are the records from a Kubernetes node?';
  return {
    words: [`${asked} ${question}${theirs}`],
    stacks: stacksOf(ON_KUBERNETES),
  };
}

const stacksOf = (engines: readonly StackEngine[]): AskedOf['stacks'] =>
  engines.flatMap((engine) => {
    const stack = newestStack(engine);
    return stack ? [{ id: stack.id, label: stack.label }] : [];
  });

/** Lines shown before and behind a change. */
const AROUND = 2;

/** What edits change of a text, line by line, in stretches with two lines around each; none for no edit. */
export function diffLines(text: string, edits: readonly Edit[]): DiffLine[][] {
  const before = text.split('\n');
  const { lineStarts } = sourceText(text);
  const lineAt = (offset: number) => lineStarts.findLastIndex((start) => start <= offset);
  const sorted = [...edits].sort((a, b) => a.start - b.start);
  const stretches: { first: number; last: number; edits: Edit[] }[] = [];
  for (const edit of sorted) {
    const first = lineAt(edit.start);
    const last = lineAt(edit.end);
    const open = stretches.at(-1);
    if (open && first - open.last <= 2 * AROUND) {
      open.last = Math.max(open.last, last);
      open.edits.push(edit);
    } else stretches.push({ first, last, edits: [edit] });
  }
  let shift = 0;
  return stretches.map(({ first, last, edits: own }) => {
    const start = lineStarts[first] ?? 0;
    const end = (lineStarts[last + 1] ?? text.length + 1) - 1;
    const old = text.slice(start, end).split('\n');
    const changed = applyEdits(
      text.slice(start, end),
      own.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start })),
    ).split('\n');
    const lines = [
      ...context(before, first - AROUND, first, shift),
      ...changedLines(old, changed, first, shift),
      ...context(before, last + 1, last + 1 + AROUND, shift + changed.length - old.length),
    ];
    shift += changed.length - old.length;
    return lines;
  });
}

function context(before: readonly string[], from: number, to: number, shift: number): DiffLine[] {
  const first = Math.max(from, 0);
  return before.slice(first, Math.max(to, 0)).map((text, at) => ({ mark: ' ', line: first + at + 1 + shift, text }));
}

/** What both have alike at the beginning and at the end is no change. */
function changedLines(old: readonly string[], changed: readonly string[], first: number, shift: number): DiffLine[] {
  const most = Math.min(old.length, changed.length);
  let head = 0;
  while (head < most && old[head] === changed[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === changed[changed.length - 1 - tail]) tail += 1;
  const kept = (lines: readonly string[], from: number, to: number): DiffLine[] =>
    lines.slice(from, to).map((text, at) => ({ mark: ' ', line: first + from + at + 1 + shift, text }));
  return [
    ...kept(changed, 0, head),
    ...old
      .slice(head, old.length - tail)
      .map((text, at): DiffLine => ({ mark: '-', line: first + head + at + 1, text })),
    ...changed
      .slice(head, changed.length - tail)
      .map((text, at): DiffLine => ({ mark: '+', line: first + head + at + 1 + shift, text })),
    ...kept(changed, changed.length - tail, changed.length),
  ];
}
