import { type Change, type Choice, type Remains, withKnown } from '../../../engine/fit/index.ts';
import { type Arch, formatNumber } from '../../../engine/linux/index.ts';
import { formatCondition, letsProgram } from '../../../engine/seccomp/index.ts';
import { deniedWords } from '../../../instrument/words/deniedWords.ts';
import { effectWords } from '../../../instrument/words/effectWords.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import type { ChangeShown, OptionShown } from '../state/Question.ts';

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
