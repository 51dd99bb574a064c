import { readFileSync } from 'node:fs';
import { groupErrors, recognise } from '../../engine/idmap/index.ts';
import {
  DOCKER_CAPABILITIES,
  findings,
  parseCall,
  parseProfile,
  resolve,
  survey,
  type Target,
} from '../../engine/seccomp/index.ts';
import { STACKS, type Stack } from '../../engine/stack/index.ts';
import { parseTrace, straceLines } from '../../engine/trace/index.ts';
import { parseCapabilities } from '../../share/capabilityList.ts';
import { saidBy } from '../../share/seccompLink.ts';
import { PROFILE } from './profileTimes.ts';

/** A row of the bench: how long something took, and how many times what a part of it took. */
export interface Timed {
  name: string;
  milliseconds: number;
  growth: number;
}

/** Times a part and the whole by turns, and takes the best of `runs`: other work on the machine only ever adds. */
export function timed(name: string, part: () => unknown, whole: () => unknown, runs: number): Timed {
  const times = Array.from({ length: runs }, () => [timeOf(part), timeOf(whole)] as const);
  const milliseconds = Math.min(...times.map(([, time]) => time));
  return { name, milliseconds, growth: milliseconds / Math.min(...times.map(([time]) => time)) };
}

function timeOf(run: () => unknown): number {
  const before = performance.now();
  run();
  return performance.now() - before;
}

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

const ARCH = 'SCMP_ARCH_X86_64';
const RUNS = 60;

/** Times a keystroke in one profile on each stack, beside the same without a stack: the same runtime on the same kernel, as links began with. */
export function stackTimes(): Timed[] {
  const text = readFileSync(PROFILE, 'utf8');
  let typed = 0;
  // Another text each time, as typing gives.
  const keystroke = (target: Target) => {
    const profile = parseProfile(text + ' '.repeat(typed++ % RUNS)).value;
    const filter = profile && resolve(profile, target).value;
    if (filter === undefined) throw new Error(`${PROFILE} gives no filter.`);
    for (const arch of filter.architectures) survey(filter, arch);
  };
  return STACKS.map((stack) => {
    const { runtime, kernel } = stack;
    const before: Target = { arch: ARCH, kernel, capabilities: DOCKER_CAPABILITIES, runtime };
    const [part, whole] = [() => keystroke(before), () => keystroke(targetOf(stack, before))];
    part();
    whole();
    return timed(stack.label, part, whole, RUNS);
  });
}

function targetOf(stack: Stack, before: Target): Target {
  const { engine, engineVersion, runtimeVersion, libseccomp } = saidBy(stack);
  return { ...before, engine, versions: { engine: engineVersion, runtime: runtimeVersion, libseccomp } };
}
