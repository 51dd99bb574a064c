import { groupErrors, recognise } from '../../engine/idmap/index.ts';
import { findings, parseCall, parseProfile, resolve, type Target } from '../../engine/seccomp/index.ts';
import { parseTrace, straceLines } from '../../engine/trace/index.ts';
import { parseCapabilities } from '../../share/capabilityList.ts';
import { type Timed, timed } from './Timed.ts';

const TARGET: Target = { arch: 'SCMP_ARCH_X86_64', kernel: '6.12', capabilities: [], runtime: 'runc' };

/** What somebody made long on purpose: the work on `size` pieces, after what is made ready before the clock runs. */
interface Hostile {
  kind: string;
  size: number;
  prepare: (size: number) => () => unknown;
}

const call = (kind: string, size: number, text: (size: number) => string): Hostile => ({
  kind: `a call of ${kind}`,
  size,
  prepare: (pieces) => {
    const long = text(pieces);
    return () => parseCall(long, TARGET.arch);
  },
});

const profile = (
  kind: string,
  size: number,
  text: (size: number) => string,
  work: (value: NonNullable<ReturnType<typeof parseProfile>['value']>, text: string) => unknown,
): Hostile => ({
  kind,
  size,
  prepare: (pieces) => {
    const long = text(pieces);
    const { value } = parseProfile(long);
    return () => value && work(value, long);
  },
});

const list = (count: number, item: (at: number) => string) => Array.from({ length: count }, (_, at) => item(at)).join();
const HEAD = '"defaultAction":"SCMP_ACT_ERRNO"';
const withArchitectures = (written: string) => `{${HEAD},"architectures":[${written}]}`;
const withNames = (written: string) => `{${HEAD},"syscalls":[{"names":[${written}],"action":"SCMP_ACT_ALLOW"}]}`;
const resolved = (value: NonNullable<ReturnType<typeof parseProfile>['value']>) => resolve(value, TARGET);

const HOSTILE: readonly Hostile[] = [
  call('commas', 200_000, (size) => `clone(${','.repeat(size)}`),
  call('flags', 50_000, (size) => `clone(${'CLONE_NEWUSER|'.repeat(size)}0)`),
  call('unknown flags', 50_000, (size) => `clone(${'A|'.repeat(size)}0)`),
  call('blanks', 2_000_000, (size) => `clone(1${' '.repeat(size)}2)`),
  call('comments', 1_000_000, (size) => `clone(${'/*'.repeat(size)}`),
  {
    kind: 'errors that repeat',
    size: 8_000,
    prepare: (size) => {
      const parts = recognise('chown: changing ownership of "a": Invalid argument\n'.repeat(size));
      return () => groupErrors(parts);
    },
  },
  {
    kind: 'capabilities of a link',
    size: 400_000,
    prepare: (size) => {
      const long = ','.repeat(size);
      return () => parseCapabilities(long);
    },
  },
  {
    kind: 'digits of a trace',
    size: 1_000_000,
    prepare: (size) => {
      const long = `close(1) = ${'1'.repeat(size)}`;
      return () => straceLines(long);
    },
  },
  {
    kind: 'calls of a trace that were resumed',
    size: 40_000,
    prepare: (size) => {
      const long = Array.from(
        { length: size },
        (_, at) => `[pid ${at}] a( <unfinished ...>\n[pid ${at}] <... a resumed>) = 0`,
      ).join('\n');
      return () => straceLines(long);
    },
  },
  {
    kind: 'processes of a trace, a call each',
    size: 120_000,
    prepare: (size) => {
      const long = Array.from({ length: size }, (_, at) => `${at} close(3) = 0`).join('\n');
      return () => parseTrace(long);
    },
  },
  {
    kind: 'processes that each came before their maker',
    size: 40_000,
    prepare: (size) => {
      const long = Array.from(
        { length: size },
        (_, at) =>
          `${9_000_000 - at} getpid() = 1\n${9_000_000 - at} close(3) = 0\n${8_999_999 - at} fork() = ${9_000_000 - at}`,
      ).join('\n');
      return () => parseTrace(long);
    },
  },
  {
    kind: 'entries of a journal as JSON',
    size: 8_000,
    prepare: (size) => {
      const fields = { __REALTIME_TIMESTAMP: '1795669044860345', _CMDLINE: 'app --verbose '.repeat(50) };
      const long = `${JSON.stringify({ ...fields, MESSAGE: 'Started Session 12 of User root.' })}\n`.repeat(size);
      return () => parseTrace(long);
    },
  },
  profile('architectures', 40_000, (size) => withArchitectures(list(size, (at) => `"SCMP_ARCH_${at}"`)), resolved),
  profile(
    'an architecture, repeated',
    200_000,
    (size) => withArchitectures(list(size, () => '"SCMP_ARCH_X86_64"')),
    resolved,
  ),
  profile(
    'unknown names',
    400,
    (size) => withNames(list(size, (at) => `"qqqqqqqq${at}"`)),
    (value, text) => findings(value, TARGET, text),
  ),
];

/** Times each on a quarter of its size and on all of it: 4 where time grows as the text does. */
export const hostileTimes = (): Timed[] =>
  HOSTILE.map(({ kind, size, prepare }) => timed(kind, prepare(size / 4), prepare(size), 7));
