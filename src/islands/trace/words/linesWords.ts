import { comparison, type Judged } from '../../../engine/fit/index.ts';
import { nameOf } from '../../../engine/linux/index.ts';
import type { Trace } from '../../../engine/trace/index.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import { isAsRecorded } from './isAsRecorded.ts';

const MOST_NAMED = 6;

/** What tells whether the trace was made under this filter, and what traces and records lack. */
export function linesWords(judged: readonly Judged[], { calls, formats }: Trace, isOwn: boolean): Phrase[] {
  const said = saidOf(judged);
  const isRinging = calls.some(({ arch, syscall }) => nameOf(arch, syscall)?.startsWith('io_uring_'));
  return [
    ...(said ? [said] : []),
    ...(isRinging ? [RINGING] : []),
    ...(!isOwn && calls.some(({ seen }) => seen === 'ERRNO') ? [NOT_DEFAULT] : []),
    ...(formats.includes('oci-hook') ? [A_PROFILE] : []),
    ...(calls.length === 0 ? [NO_CALL] : []),
    ...(formats.includes('audit') ? [NO_ARGUMENTS] : []),
  ];
}

/** linux, kernel/seccomp.c, seccomp_log. */
const NOT_DEFAULT: Phrase = [
  'The kernel records a refusal only for a filter that was loaded with ',
  code('SECCOMP_FILTER_FLAG_LOG'),
  ', and no engine loads its default so: the container has a profile of its own. Choose “Your profile” to check the records against it.',
];

const A_PROFILE: Phrase = [
  'The text holds a seccomp profile, which is read as a list of the calls that it allows. To check calls against that profile, paste it under “Your profile”.',
];

const NO_CALL: Phrase = ['For an error message, a log or a number, use Find the cause.'];

function saidOf(judged: readonly Judged[]): Phrase | undefined {
  const { code: kind, telling } = comparison(judged.filter((each) => !isAsRecorded(each)));
  const names = [...new Set(telling.map(({ name, call }) => name ?? `${call.syscall}`))].slice(0, MOST_NAMED);
  const which = listed(names.map((name) => [code(name)]));
  if (kind === 'untold') return undefined;
  if (kind === 'same') return ['The trace shows the same refusal of ', ...which, '.'];
  const elsewhere =
    'The traced program ran without this filter: under another, on the host, or before its own was set. The answers here are this filter’s.';
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
  'What a program does through ',
  code('io_uring'),
  ' is no system call: the trace does not show it, and no filter checks it.',
];

const NO_ARGUMENTS: Phrase = [
  'The kernel’s records have no arguments: where rules compare arguments, one of several rules decided.',
];
