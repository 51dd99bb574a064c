import { type Change, type Choice, type Remains, withKnown } from '../../../engine/fit/index.ts';
import { type Arch, formatNumber } from '../../../engine/linux/index.ts';
import { formatCondition, letsProgram } from '../../../engine/seccomp/index.ts';
import { applyEdits, type Edit, sourceText } from '../../../engine/text/index.ts';
import { deniedWords } from '../../../instrument/words/deniedWords.ts';
import { effectWords } from '../../../instrument/words/effectWords.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import type { ChangeShown, DiffLine, OptionShown } from '../state/Question.ts';

/** A refused call, with each way to answer it otherwise and what that opens. */
export function changeShown({ name, arch, syscall, calls, taken, choices, cannot, remains }: Change): ChangeShown {
  const call = name ?? formatNumber(syscall);
  return {
    ...{ key: `${arch} ${syscall}`, arch, call, taken },
    count: calls.reduce((sum, each) => sum + each.call.count, 0),
    options: choices.map((choice) => optionShown(choice, call, calls)),
    notes: [...(cannot ? [cannotWords(cannot)] : []), ...remains.map(remainsWords)],
  };
}

function optionShown(
  { kind, conditions, capabilities, effects }: Choice,
  name: string,
  calls: Change['calls'],
): OptionShown {
  const arch = calls[0]?.call.arch ?? NATIVE;
  const lets = letsWords(calls, kind === 'call');
  const also = effectWords(effects, arch, kind === 'enosys' || kind === 'leave');
  switch (kind) {
    case 'call':
      return {
        choice: kind,
        label: ['Allow ', code(name), ...givenLabel(capabilities)],
        does: ['With any arguments.', ...lets, ...also],
      };
    case 'arguments': {
      const sets = conditions.map((set): Phrase => listed(set.map((each) => [code(formatCondition(each))])));
      return {
        choice: kind,
        label: ['Allow ', code(name), ' with the arguments in the trace', ...givenLabel(capabilities)],
        does: ['Only where ', ...listed(sets, 'or'), '.', ...lets, ...also],
      };
    }
    case 'enosys':
      return {
        choice: kind,
        label: ['Return ', code('ENOSYS')],
        does: [
          'The call stays refused, and looks like one that the kernel lacks. This helps only a program that has a fallback.',
          ...also,
        ],
      };
    case 'capability':
      return {
        choice: kind,
        label: ['Give the container ', ...listed(capabilities.map((each) => [code(each)]))],
        does: ['The profile stays as it is.', ...also],
      };
    case 'leave':
      return {
        choice: kind,
        label: ['Leave it refused'],
        does: ['The program behaves as on a kernel without the call, and uses an older call.'],
      };
  }
}

/** What the container is given besides. */
const givenLabel = (capabilities: readonly string[]): Phrase =>
  capabilities.length === 0 ? [] : [' and give the container ', ...listed(capabilities.map((each) => [code(each)]))];

const NATIVE: Arch = 'SCMP_ARCH_X86_64';

/** What the call lets a program do that engines keep out of containers for a reason. */
function letsWords(calls: Change['calls'], anyArguments: boolean): Phrase {
  const words = calls.flatMap(({ call }) => letsProgram(withKnown(call), anyArguments) ?? []);
  return [...new Set(words)].map((each) => ` Lets a program ${each}.`);
}

function cannotWords({ code: why, since }: NonNullable<Change['cannot']>): Phrase {
  switch (why) {
    case 'foreign-architecture':
      return ['A profile for this machine cannot name that architecture.'];
    case 'no-name':
      return ['The number has no name, and a profile can contain only names.'];
    case 'libseccomp-lacks':
      return [`The stack’s libseccomp does not know the name; ${since} does. Update libseccomp: no profile helps.`];
    case 'no-text':
      return ['The profile’s text cannot be changed here: paste the profile itself.'];
    case 'none-found':
      return ['No change tried here lets the call pass.'];
  }
}

function remainsWords(remains: Remains): Phrase {
  if (remains.code === 'kernel-lacks')
    return [
      `The stack’s kernel does not have the call; Linux ${remains.since} does. The kernel returns ENOSYS whatever the filter says.`,
    ];
  if (remains.code === 'goes-on')
    return [
      'Once the call succeeds, the program may go on to ',
      ...listed(remains.names.map((each) => [code(each)])),
      ', which the profile still refuses.',
    ];
  if (remains.code === 'denied')
    return deniedWords(remains.denials).map((each, at) =>
      at === 0 && typeof each === 'string' ? each.trimStart() : each,
    );
  if (remains.code === 'falls-back')
    return [
      'With ',
      code('ENOSYS'),
      ', programs call ',
      ...listed(
        remains.names.map((each) => [code(each)]),
        'or',
      ),
      ' instead, which the profile refuses.',
    ];
  return [
    'Passing the filter is not enough: the kernel requires ',
    ...listed(
      remains.capabilities.map((each) => [code(each)]),
      'or',
    ),
    ', which the container lacks.',
  ];
}

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
