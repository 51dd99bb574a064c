import { comparison, type Judged } from '../../../engine/fit/index.ts';
import { architectureOf, nameOf } from '../../../engine/linux/index.ts';
import type { Profile } from '../../../engine/seccomp/index.ts';
import { counted } from '../../../engine/text/index.ts';
import type { ToldMode, Trace, TracedCall } from '../../../engine/trace/index.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import type { Answer, CallRow } from '../state/State.ts';

/** A record that the call ran, of a filter made to log, where this filter lets it run too: another action, and the same for the program. */
export const isAsRecorded = ({ answer, call: { seen } }: Judged): boolean =>
  answer === 'allowed' && (seen === 'LOG' || seen === 'ALLOW');

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

/** That records were left out, as the kernel's log or the tool says: calls may be missing, and counts are too low. */
export function lostWords(trace: Trace): Phrase | undefined {
  const [first, ...others] = [leftOut(trace), lostByAudit(trace)].filter((each) => each !== undefined);
  return first && [...first, ...others.flatMap((other) => [' ', ...other])];
}

function leftOut({ lost, formats }: Trace): Phrase | undefined {
  if (lost === undefined) return undefined;
  const then = 'Calls may be missing here, and the counts are too low.';
  const records = `${counted(lost, 'record')} ${lost === 1 ? 'is' : 'are'} missing`;
  return formats.includes('audit')
    ? [
        `${records}: the kernel’s log dropped the records above its rate limit. ${then} To get all records, turn the limit off for the test, as root on the host: `,
        code('sysctl kernel.printk_ratelimit=0'),
        '. Afterwards restore the old value (5 by default).',
      ]
    : [`${records}: the tool that wrote the trace reports the loss. ${then}`];
}

function lostByAudit({ auditLost }: Trace): Phrase | undefined {
  if (auditLost === undefined) return undefined;
  return [
    `The kernel’s audit reports ${counted(auditLost, 'lost record')} since the host booted, because of its rate limit or its backlog limit. What it lost during this trace is missing here. To see both limits and the count, run as root on the host: `,
    code('auditctl -s'),
    '.',
  ];
}

/** What the filter answers, and what the trace shows otherwise. `whose`: "your profile"; `neverStarts`: no container starts with it. */
export function headlineWords(
  rows: readonly CallRow[],
  judged: readonly Judged[],
  whose: string,
  neverStarts: boolean,
): Pick<Answer, 'tone' | 'headline'> {
  const names = (tone: CallRow['tone']) =>
    new Set(rows.filter((row) => row.tone === tone).map(({ name }) => name)).size;
  const [refused, open] = [names('deny'), names('depends')];
  const all = new Set(rows.map(({ name }) => name)).size;
  if (all === 0) return { tone: 'depends', headline: 'No system call found in this text' };
  const otherwise = otherwiseWords(judged);
  if (refused > 0)
    return { tone: 'deny', headline: `${capital(whose)} refuses ${someCalls(refused, all)}${otherwise}` };
  if (open > 0) return { tone: 'depends', headline: `${dependsWords(whose, open, all)}${otherwise}` };
  if (neverStarts)
    return {
      tone: 'deny',
      headline: `${capital(whose)} allows ${someCalls(all, all)}, but no container starts with it`,
    };
  return { tone: 'allow', headline: `${capital(whose)} allows ${someCalls(all, all)}${otherwise}` };
}

function dependsWords(whose: string, open: number, all: number): string {
  if (all === 1) return `Whether ${whose} allows the call depends on its arguments`;
  if (open === all) return `Whether ${whose} allows these ${counted(all, 'call')} depends on their arguments`;
  const others = open === 1 ? 'the other depends on its arguments' : 'the others depend on their arguments';
  return `${capital(whose)} allows ${someCalls(all - open, all)}; ${others}`;
}

/** "the call", "both calls", "all 5 calls", "2 of 5 calls". */
export function someCalls(count: number, all: number): string {
  if (count < all) return `${count} of ${counted(all, 'call')}`;
  return all === 1 ? 'the call' : all === 2 ? 'both calls' : `all ${counted(all, 'call')}`;
}

/** Where the trace’s own results are not this filter’s: which calls had another. */
function otherwiseWords(judged: readonly Judged[]): string {
  const { code, telling } = comparison(judged.filter((each) => !isAsRecorded(each)));
  if (code !== 'other') return '';
  const names = [...new Set(telling.map(({ name, call }) => name ?? `${call.syscall}`))];
  const hasRun = telling.every(({ differs }) => differs?.code === 'ran-though-refused');
  const who = names.length <= 2 ? names.join(' and ') : hasRun ? `${names.length} of them` : `${names.length} calls`;
  const what = hasRun ? 'succeeded' : names.length === 1 ? 'had another result' : 'had other results';
  return `; in the trace, ${who} ${what}`;
}

const capital = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
