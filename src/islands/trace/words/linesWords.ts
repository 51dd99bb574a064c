import { comparison, type Judged } from '../../../engine/fit/index.ts';
import { architectureOf, nameOf } from '../../../engine/linux/index.ts';
import type { Profile } from '../../../engine/seccomp/index.ts';
import { counted } from '../../../engine/text/index.ts';
import type { ToldMode, Trace, TracedCall } from '../../../engine/trace/index.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import { isAsRecorded } from './isAsRecorded.ts';

const MOST_NAMED = 6;

/** What tells whether the trace was made under this filter, and what traces and records lack. */
export function linesWords(
  judged: readonly Judged[],
  { calls, formats, toldMode }: Trace,
  own: Profile | undefined,
): Phrase[] {
  const isOthers = own !== undefined && isUnlogged(own, calls);
  const said = isOthers ? OTHERS_RECORD : saidOf(judged, own !== undefined);
  const isRinging = calls.some(({ arch, syscall }) => nameOf(arch, syscall)?.startsWith('io_uring_'));
  return [
    ...(said ? [said] : []),
    ...(toldMode ? [modeWords(toldMode)] : []),
    ...(isRinging ? [RINGING] : []),
    ...(calls.length === 0 ? [NO_CALL] : []),
    ...(formats.includes('audit') ? [NO_ARGUMENTS] : []),
  ];
}

/** strace(1) names the mode of a process on the terminal, and leaves it out of a file (-o). */
function modeWords({ arch, name, span, either }: ToldMode): Phrase {
  const { label } = architectureOf(arch);
  return [
    `The trace includes programs for ${label}: only those can make the call on line ${span.line} (`,
    code(name),
    ') as recorded. ',
    code('strace -o'),
    ' leaves out the line that names a program’s mode, so this page infers the mode from the program’s calls.',
    ...(either === 0
      ? []
      : [
          ` For ${counted(either, 'call')}, the mode is unknown: ${either === 1 ? 'the call counts' : 'these calls count'} for both ABIs.`,
        ]),
  ];
}

/** Linux, kernel/seccomp.c, seccomp_log: a refusal with an error is recorded for a filter with this flag alone. */
const isUnlogged = ({ flags }: Profile, calls: readonly TracedCall[]): boolean =>
  calls.some(({ seen }) => seen === 'ERRNO') && flags.every(({ text }) => text !== 'SECCOMP_FILTER_FLAG_LOG');

const OTHERS_RECORD: Phrase = [
  'Your profile does not set ',
  code('SECCOMP_FILTER_FLAG_LOG'),
  ' in its flags, so it cannot have made this record: another profile did, or another version of yours. Check which file the container really uses.',
];

const NO_CALL: Phrase = ['For an error message, a log, an ID or an exit status, use “Find the cause”.'];

function saidOf(judged: readonly Judged[], isOwn: boolean): Phrase | undefined {
  const { code: kind, telling } = comparison(judged.filter((each) => !isAsRecorded(each)));
  const names = [...new Set(telling.map(({ name, call }) => name ?? `${call.syscall}`))].slice(0, MOST_NAMED);
  const which = listed(names.map((name) => [code(name)]));
  if (kind === 'untold') return undefined;
  if (kind === 'same') return ['The trace shows the same refusal of ', ...which, '.'];
  const elsewhere = `The traced program ran without this filter: under another filter${isOwn ? ' (an earlier version of your profile, for example)' : ''}, on the host, or before the filter was loaded. The answers here are this filter’s.`;
  return telling.every(({ differs }) => differs?.code === 'ran-though-refused')
    ? [
        'In the trace, ',
        ...which,
        ` succeeded; this filter refuses ${names.length === 1 ? 'it' : 'them'}. ${elsewhere}`,
      ]
    : [
        'In the trace, ',
        ...which,
        ` had ${names.length === 1 ? 'another result' : 'other results'} than this filter gives. ${elsewhere}`,
      ];
}

/** io_uring(7): an entry of the queue is "the equivalent of a system call"; the kernel asks a filter only where a program makes a system call. */
const RINGING: Phrase = [
  'Operations through ',
  code('io_uring'),
  ' are not system calls: the trace does not show them, and no filter checks them.',
];

const NO_ARGUMENTS: Phrase = [
  'The kernel’s records have no arguments: where rules compare arguments, the records do not show which rule decided.',
];
