import { type Arch, errnoOf, registerBits } from '../../linux/index.ts';
import {
  type Found,
  type FoundCall,
  type Line,
  type LineReader,
  NO_CALL,
  type TracedCall,
  type TracedResult,
} from '../LineReader.ts';
import { seenAction, seenWord } from './perfValue.ts';
import { callNamed, callRecorded, summaryRows, type WhichCall } from './yamlCalls.ts';

/** kernel/audit.c, audit_log_lost: the whole number since the host booted, or since `auditctl --reset-lost`. */
const LOST = /\baudit: audit_lost=(\d{1,10}) audit_rate_limit=\d+ audit_backlog_limit=\d+$/;
/** auditctl(8) 4.0.2, `-s` and `--reset-lost`; older releases print the status in one line. */
const STATUS_LOST = /^lost:? (\d{1,10})$|^AUDIT_STATUS: enabled=.* lost=(\d{1,10}) backlog=\d+$/;
/** lib/ratelimit.c: what the kernel's log was spared of the audit's records (sysctl kernel.printk_ratelimit). */
const SUPPRESSED = /\bkauditd_printk_skb: (\d{1,10}) callbacks suppressed$/;
/** Why records are lost (kernel/audit.c and auditsc.c, audit_panic), and how often the log was spared of that. */
const WHY =
  /\baudit: (?:(?:rate|backlog) limit exceeded|kauditd (?:hold|retry) queue overflow|(?:out of memory|error) in audit_\w+|audit_backlog=\d+ > audit_backlog_limit=\d+)$|\baudit_(?:log_lost|log_start|panic): \d+ callbacks suppressed$/;
/** The other lines of `auditctl -s`, with words for numbers where it has `-i` too. */
const STATUS =
  /^(?:enabled|failure|pid|rate_limit|backlog_limit|backlog|backlog_wait_time(?:_actual:?)?) (?:\d{1,10}|disable|enabled(?:\+immutable)?|silent|printk|panic)$|^loginuid_immutable [01] (?:un)?locked$/;

/** What Linux's audit, or auditctl of it, says of records that are not there; undefined for any other line. */
function auditLoss(text: string): Found | undefined {
  const [, own, former] = STATUS_LOST.exec(text) ?? LOST.exec(text) ?? [];
  const lost = own ?? former;
  if (lost !== undefined) return { ...NO_CALL, auditLost: Number(lost) };
  const suppressed = SUPPRESSED.exec(text)?.[1];
  if (suppressed !== undefined) return { ...NO_CALL, lost: Number(suppressed) };
  return WHY.test(text) || STATUS.test(text) ? NO_CALL : undefined;
}

// linux/audit.h: AUDIT_SECCOMP 1326 and AUDIT_SYSCALL 1300. The kernel's log has `audit: type=1326 audit(…): …`, auditd's `type=SECCOMP msg=audit(…): …`,
// ausearch -i the same with words for numbers, and journald, which listens itself, `audit[42]: SECCOMP auid=…`.
const RECORD =
  /\btype=(?:UNKNOWN\[)?(\w+)\]?\s+(?:msg=)?audit\(|\baudit(?:\[\d+\])?: (?:type=)?([A-Z][A-Z_]+|\d{4}) (?=\w+=)/;
/** What ausearch prints between events. */
const BETWEEN = /^----$|^time->/;
const SYSCALL_TYPES = ['1300', 'SYSCALL'];
const SECCOMP_TYPES = ['1326', 'SECCOMP'];

/**
 * Reads the records of Linux's audit: of calls that a filter logged or killed for (kernel/auditsc.c, audit_seccomp), and of calls that a rule of auditctl
 * watches, which tell four arguments. Records of other types that belong to such a call (PATH, CWD, PROCTITLE …) tell of none.
 */
export function auditLines(): LineReader {
  return { format: 'audit', read: readLine };
}

function readLine({ text }: Line): Found | undefined {
  const record = text.includes('audit') ? RECORD.exec(text) : null;
  if (record === null) return BETWEEN.test(text) ? NO_CALL : auditLoss(text);
  const type = record[1] ?? record[2] ?? '';
  const isSyscall = SYSCALL_TYPES.includes(type);
  if (!isSyscall && !SECCOMP_TYPES.includes(type)) return NO_CALL;
  const call = isSyscall ? watched(text) : filtered(text);
  return call && { calls: [call] };
}

/** A SECCOMP record: `… pid=42 comm="sh" exe="/bin/sh" sig=0 arch=c000003e syscall=250 compat=0 ip=0x7f code=0x7ffc0000`. */
function filtered(text: string): FoundCall | undefined {
  // What the program itself may have named, comm and exe, stands before; what auditd adds in words, behind a sign of its own.
  const [plain = ''] = text.split('\u001d', 1);
  const told = plain.slice(Math.max(plain.lastIndexOf(' sig='), 0));
  const [, signal = '', arch = '', syscall = ''] = /^ sig=(\w+) arch=(\S+) syscall=(\S+)/.exec(told) ?? [];
  const which = callRecorded(arch, syscall);
  if (which === undefined) return undefined;
  const code = / code=([\w-]+)/.exec(told)?.[1] ?? '';
  const seen = seenAction(code) ?? wordOfAusearch(code);
  const result = signalled(signal);
  return { ...which, ...(seen && { seen }), ...(result && { result }), ...program(text, isInWords(arch)) };
}

/** ausearch 4.0.2 prints kill-thread for KILL_PROCESS too. */
const wordOfAusearch = (code: string) => (code === 'kill-thread' ? undefined : seenWord(code));

/** SIGSYS is 31, on mips 12; SIGKILL ends who broke the strict mode of before filters. */
function signalled(signal: string): TracedResult | undefined {
  if (signal === '' || signal === '0' || signal === 'SIG0') return undefined;
  if (/^SIG[A-Z]/.test(signal)) return { kind: 'signal', signal };
  return { kind: 'signal', signal: signal === '9' ? 'SIGKILL' : 'SIGSYS' };
}

/** A SYSCALL record: `arch=c000003e syscall=59 success=no exit=-13 a0=… a1=… a2=… a3=… items=0 … pid=42 … comm="sh"`. */
function watched(text: string): FoundCall | undefined {
  const [, arch = '', syscall = ''] = /\barch=(\S+) syscall=(\S+)/.exec(text) ?? [];
  const which = callRecorded(arch, syscall);
  if (which === undefined) return undefined;
  const isWords = isInWords(arch);
  const args = [0, 1, 2, 3].map((index) => {
    const written = new RegExp(String.raw` a${index}=(\S+)`).exec(text)?.[1] ?? '';
    return register(written, isWords, which.arch);
  });
  const result = returned(text, which.arch);
  return { ...which, args: [...args, undefined, undefined], ...(result && { result }), ...program(text, isWords) };
}

/** Whether ausearch -i has put words for numbers. */
const isInWords = (arch: string) => !/^(?:0x)?[\da-f]{8}$/i.test(arch);

/**
 * What stands in a register: hexadecimal, in ausearch -i after 0x. Its words are not the whole register, as bits that ausearch knows no name for are left
 * out (`SOCK_STREAM` for SOCK_STREAM|SOCK_CLOEXEC).
 */
function register(written: string, isWords: boolean, arch: TracedCall['arch']): bigint | undefined {
  const digits = (isWords ? /^0x([\da-f]{1,16})$/ : /^([\da-f]{1,16})$/).exec(written)?.[1];
  return digits === undefined ? undefined : BigInt.asUintN(registerBits(arch), BigInt(`0x${digits}`));
}

/** `success=no exit=-2`, `success=no exit=ENOENT(No such file or directory)`; a call that never came back has neither. */
function returned(text: string, arch: TracedCall['arch']): TracedResult | undefined {
  const [, success, exit = ''] = / success=(yes|no) exit=(-?\d{1,20}|E[A-Z\d]+)/.exec(text) ?? [];
  if (success === undefined) return undefined;
  if (/^E/.test(exit)) return { kind: 'error', errno: exit };
  if (success === 'yes') return { kind: 'value', value: BigInt(exit) };
  const errno = errnoOf(-Number(exit), arch)?.name;
  return errno === undefined ? undefined : { kind: 'error', errno };
}

/**
 * The process and its name: in quotes (escaped within JSON that is not read as such), in hexadecimal where it has signs in it (kernel/audit.c,
 * audit_log_untrustedstring), bare in ausearch -i.
 */
function program(text: string, isWords: boolean): Pick<FoundCall, 'pid' | 'comm'> {
  const pid = / pid=(\d{1,10})\b/.exec(text)?.[1];
  const [, quoted, escaped, bare] = / comm=(?:"([^"]*)"|\\"(.*?)\\"|(.*?)(?= \w+=|$))/.exec(text) ?? [];
  const comm = quoted ?? escaped ?? (isWords || bare === undefined ? bare : unhex(bare));
  return { ...(pid !== undefined && { pid: Number(pid) }), ...(comm && { comm }) };
}

function unhex(word: string): string {
  if (!/^(?:[\dA-F]{2}){1,16}$/.test(word)) return word;
  const bytes = word.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
  return new TextDecoder().decode(new Uint8Array(bytes));
}

// tools/perf/builtin-trace.c, trace__fprintf_thread_summary and thread__dump_stats: the call, how often, how many failed, and times.
const ROW = /^\s+(\w+)\s+(\d{1,15})\s+(\d{1,15})(?:\s+\d+\.\d{3}){4}\s+\d+\.\d+%$/;
/** The headings, and how often each error was. */
const AROUND =
  /^\s*(?:Summary of events:|(?:total|\S.* \(\d+\)), \d+ events(?:, \d+\.\d+%)?|syscall\s+calls\s+errors\s+total\b.*|\(msec\)[\s(msec)%]*|-[-\s]+-|E[A-Z\d]+: \d+)$/;

/** Reads the tables of `perf trace -s`; `told` is how often lines have told a call. */
export function perfSummary(native: Arch, told: (which: WhichCall) => number): LineReader {
  const rows = summaryRows(told);
  return {
    format: 'perf',
    read(line) {
      const [, name = '', calls = ''] = ROW.exec(line.text) ?? [];
      const which = callNamed(name, native);
      if (which === undefined) return AROUND.test(line.text) ? NO_CALL : undefined;
      rows.add(which, Number(calls), line);
      return NO_CALL;
    },
    end: rows.left,
  };
}
