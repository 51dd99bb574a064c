import { type Change, type Choice, type Limit, type Made, type Remains, withKnown } from '../../../engine/fit/index.ts';
import { type Arch, architectureOf, formatNumber } from '../../../engine/linux/index.ts';
import { formatCondition, letsProgram } from '../../../engine/seccomp/index.ts';
import { deniedWords } from '../../../instrument/words/deniedWords.ts';
import { effectWords } from '../../../instrument/words/effectWords.ts';
import type { Otherwise } from '../../../share/traceLink.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import type { ChangeShown, MadeShown, OptionShown } from '../state/State.ts';

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

/**
 * What a made profile may return for the calls that it does not name, with what programs make of it: that glibc goes on with clone after ENOSYS and fails
 * after EPERM is in content/data/libc/answers.json, with its source.
 */
const OTHERWISE_SHOWN: readonly OptionShown<Otherwise>[] = [
  {
    choice: 'EPERM',
    label: ['Return ', code('EPERM')],
    does: [
      'Programs report “Operation not permitted”. Calls for which programs have a known fallback, such as ',
      code('clone3'),
      ', return ',
      code('ENOSYS'),
      ' even so.',
    ],
  },
  {
    choice: 'ENOSYS',
    label: ['Return ', code('ENOSYS')],
    does: [
      'Programs see a kernel without the call, and more of them use an older call. glibc starts a thread with ',
      code('clone'),
      ' when ',
      code('clone3'),
      ' returns ',
      code('ENOSYS'),
      ', and gives up when ',
      code('clone3'),
      ' returns ',
      code('EPERM'),
      '. A refused call then looks like one that the kernel lacks.',
    ],
  },
];

/** A profile from the trace alone, and what the trace cannot prove. */
export function madeShown(
  { text, limits, start, filter }: Made,
  otherwise: Otherwise,
  checker: string | undefined,
  incomplete: readonly Phrase[],
): Omit<MadeShown, 'use'> {
  const failing = [...new Set((start?.usual ?? []).map(({ name }) => name))];
  const fails: Phrase[] =
    failing.length === 0
      ? []
      : [['The container might not start: its runtime calls ', ...names(failing), ', which the profile refuses.']];
  return {
    text: filter ? text : '',
    otherwise: { taken: otherwise, options: OTHERWISE_SHOWN },
    notes: [...incomplete, ...fails, ...limits.map(limitWords)],
    checker,
  };
}

const names = (all: readonly string[]): Phrase => {
  const shown = all.slice(0, MOST_NAMES).map((name): Phrase => [code(name)]);
  const more = all.length - shown.length;
  return listed(more > 0 ? [...shown, [`${more} more`]] : shown);
};

const MOST_NAMES = 8;

function limitWords(limit: Limit): Phrase {
  switch (limit.code) {
    case 'paths':
      return ['The trace shows one run. Other input, options or errors may need other calls: trace these as well.'];
    case 'libc':
      return [
        'Another release of the C library may make other calls for the same function. Trace again after an update of the image.',
      ];
    case 'architectures':
      return [
        'The trace has calls of ',
        ...listed(limit.seen.map((arch): Phrase => [architectureOf(arch).label])),
        ' only. On another architecture the program may make other calls.',
      ];
    case 'other-programs':
      return [
        'Everything else that starts in the container has the same filter: docker exec, a health check, another command.',
      ];
    case 'narrowed':
      return ['Allowed only with arguments that the trace has: ', ...names(limit.names), '.'];
    case 'unknown-arguments':
      return ['Allowed with any arguments, because the trace does not show them: ', ...names(limit.names), '.'];
    case 'refused-in-trace':
      return ['Refused in the trace, and refused by this profile: ', ...names(limit.names), '.'];
    case 'goes-on':
      return [
        'The program makes these calls only after one that fails in the trace, so the profile refuses them: ',
        ...names(limit.names),
        '. Trace again where the failing call succeeds.',
      ];
    case 'no-name':
      return [
        'A profile can contain only names, and no name is known for ',
        ...listed(
          limit.calls.map(({ arch, syscall }): Phrase => [`number ${syscall} on ${architectureOf(arch).token}`]),
        ),
        '.',
      ];
    case 'libseccomp-lacks':
      return ['The stack’s libseccomp does not know these names, so they stay refused: ', ...names(limit.names), '.'];
    case 'start-elsewhere':
      return ['The runtime’s own calls were recorded on x86_64. On this architecture the runtime may make others.'];
    case 'no-runtime':
      return ['The calls that a runtime makes before the program starts are not included.'];
    case 'default-errno-unread':
      return ['This stack ignores ', code('defaultErrnoRet'), ': calls that no rule names return EPERM.'];
  }
}
