import type { Limit, Made } from '../../../engine/fit/index.ts';
import { architectureOf } from '../../../engine/linux/index.ts';
import type { Otherwise } from '../../../share/traceLink.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import type { MadeShown, OptionShown } from '../state/Question.ts';

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
