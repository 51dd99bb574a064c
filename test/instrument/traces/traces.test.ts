import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { forecast, type Judged, judge, stoppedBy } from '../../../src/engine/fit/index.ts';
import type { Filter, Target } from '../../../src/engine/seccomp/index.ts';
import { stackOf } from '../../../src/engine/stack/index.ts';
import { parseTrace, type TracedCall } from '../../../src/engine/trace/index.ts';
import { presetOf } from '../../../src/instrument/presets/presets.ts';
import { targetOfDefault } from '../../../src/instrument/stacks/targetOfStack.ts';
import { type BundledTrace, TRACES } from '../../../src/instrument/traces/traces.ts';
import { PROGRAMS } from '../../../src/tools/traces/TracedProgram.ts';
import { nameOf } from '../../engine/fit/calls.ts';
import { filterOfText } from '../../engine/seccomp/bpf/filters.ts';

const FOLDER = join(import.meta.dirname, '../../../content/data/traces');
const MOST_BYTES = 20_000;
/** Where the recorder works, a name of a host's, an address, a user's folder, and an address in memory. */
const OF_A_MACHINE = /[/"]|\d+\.\d+|@|::|0x[\da-f]{9,}/;

test('there is a trace of each program, under its name, told as the recorder tells it', () => {
  expect(readdirSync(FOLDER).sort()).toEqual([...PROGRAMS.map(({ name }) => `${name}.strace`), 'traces.json'].sort());
  expect(TRACES.map(({ id, title, did }) => [id, title, did])).toEqual(
    PROGRAMS.map(({ name, title, did }) => [name, title, did]),
  );
});

describe.each(TRACES)('$id', (trace) => {
  const text = readFileSync(join(FOLDER, `${trace.id}.strace`), 'utf8');

  test('is loaded, is small, and each of its lines is a call of its own', async () => {
    expect(await trace.load()).toBe(text);
    expect(text.length).toBeLessThan(MOST_BYTES);
    const { calls, unread, formats } = parseTrace(text);
    expect([unread, formats]).toEqual([[], ['strace']]);
    // The ABIs stand behind each other.
    for (const lines of text
      .trimEnd()
      .split(/^\[ Process.*$/m)
      .map((part) => part.trim().split('\n')))
      expect(lines).toEqual([...new Set(lines)].sort());
    expect(calls.length).toBeGreaterThan(40);
  });

  // A profile refuses a call with one error on every ABI, so no other set can have been tried.
  test('names a call once in each set of what it does without', () => {
    const names = trace.without.map((set) => set.map(({ name }) => name));
    expect(names).toEqual(names.map((each) => [...new Set(each)]));
  });

  test('has nothing of the machine in it, and is stamped', () => {
    const told = text.split('\n').map((line) => line.replace(/\/\* \w+\?\?\? \*\//, ''));
    expect(told.filter((line) => OF_A_MACHINE.test(line))).toEqual([]);
    const { version, package: from, suite, kernel, strace, recorded } = trace;
    expect([version, from, suite, kernel, strace, recorded].join('; ')).toMatch(
      /^[\w.]+ \d[\w.+]*; [\w.+-]+ \d[\w.+:~-]*; trixie; \d+\.\d+\.\d+; \d+\.\d+; \d{4}-\d\d-\d\d$/,
    );
  });
});

/** "docker-29.9", or with another default on its machine, "docker-29.8: docker-29.4.2". */
async function filterUnder(words: string): Promise<Filter> {
  const [id = '', profile] = words.split(': ');
  const stack = stackOf(id);
  if (stack === undefined) throw new Error(`no stack ${id}`);
  return filterOf(profile ?? stack.profile, targetOfDefault(stack, 'SCMP_ARCH_X86_64'));
}

const filterOf = async (preset: string, target: Target): Promise<Filter> =>
  filterOfText((await presetOf(preset)?.load()) ?? '', target);

/** "passes", or the calls that would fail, and behind them what the program does without. */
function answer(calls: readonly TracedCall[], filter: Filter, known: BundledTrace['without']): string {
  const { stops, without } = stoppedBy(judge(filter, calls), known);
  return [namesOf(stops) || 'passes', ...(without.length > 0 ? [`without ${namesOf(without)}`] : [])].join(', ');
}

const namesOf = (list: readonly Judged[]) => [...new Set(list.map(({ call }) => nameOf(call)))].join(' ');

/** A stack with its own default, or with another on its machine. */
const UNDER = [
  'docker-20.10.9',
  'docker-20.10.24',
  'docker-24.0',
  'docker-26.1',
  'docker-29.8: docker-28.2',
  'docker-29.8: docker-29.4.2',
  'docker-29.8: docker-29.4',
  'docker-29.9',
  'podman-6.1',
  'kubernetes-1.36',
  'cri-o-1.33',
] as const;

type Told = Partial<Record<(typeof UNDER)[number], string>>;

/** glibc since 2.34 makes threads and processes by clone3, which that default refuses with EPERM; musl does not (content/data/libc/answers.json). */
const NO_CLONE3: Told = { 'docker-20.10.9': 'clone3' };
const IO_URING = 'io_uring_enter io_uring_register io_uring_setup';
/** libuv tries io_uring first, and goes on without. */
const LIBUV = 'passes, without io_uring_enter io_uring_setup';
const NAMESPACES = 'clone unshare';

describe('under which default each passes, and which of its calls would fail under the others', () => {
  test.each<[program: string, told: Told]>([
    ['nginx', {}],
    ['postgresql', NO_CLONE3],
    ['redis', NO_CLONE3],
    ['go-server', NO_CLONE3],
    ['jvm', NO_CLONE3],
    [
      'node',
      {
        'docker-20.10.9': 'clone3, without pkey_alloc',
        'docker-20.10.24': 'passes, without pkey_alloc',
        'docker-26.1': LIBUV,
        'docker-29.8: docker-28.2': LIBUV,
        'docker-29.8: docker-29.4.2': LIBUV,
        'docker-29.8: docker-29.4': LIBUV,
        'docker-29.9': LIBUV,
        'podman-6.1': LIBUV,
        'kubernetes-1.36': LIBUV,
        'cri-o-1.33': LIBUV,
      },
    ],
    ['python', NO_CLONE3],
    ['apt', NO_CLONE3],
    ['musl', {}],
    ['git', NO_CLONE3],
    ['gcc', NO_CLONE3],
    // the break of 29.4.2
    ['i386-sockets', { 'docker-20.10.9': 'x86: clone3', 'docker-29.8: docker-29.4.2': 'x86: socketcall' }],
    // refused since 25.0
    [
      'io-uring',
      {
        'docker-20.10.9': 'passes, without clone3',
        'docker-26.1': IO_URING,
        'docker-29.8: docker-28.2': IO_URING,
        'docker-29.8: docker-29.4.2': IO_URING,
        'docker-29.8: docker-29.4': IO_URING,
        'docker-29.9': IO_URING,
        'podman-6.1': IO_URING,
        'kubernetes-1.36': IO_URING,
        'cri-o-1.33': IO_URING,
      },
    ],
    // Podman lets a container make user namespaces
    [
      'chromium',
      {
        'docker-20.10.9': 'clone clone3 landlock_create_ruleset pkey_alloc unshare',
        'docker-20.10.24': 'clone pkey_alloc unshare',
        'docker-24.0': NAMESPACES,
        'docker-26.1': NAMESPACES,
        'docker-29.8: docker-28.2': NAMESPACES,
        'docker-29.8: docker-29.4.2': NAMESPACES,
        'docker-29.8: docker-29.4': NAMESPACES,
        'docker-29.9': NAMESPACES,
        'kubernetes-1.36': NAMESPACES,
        'cri-o-1.33': 'chroot unshare',
      },
    ],
  ])('%s', async (program, told) => {
    const trace = traceOf(program);
    const { calls } = parseTrace(await trace.load());
    const found = UNDER.map(async (under) => [under, answer(calls, await filterUnder(under), trace.without)]);
    const expected = UNDER.map((under) => [under, told[under] ?? 'passes']);
    expect(Object.fromEntries(await Promise.all(found))).toEqual(Object.fromEntries(expected));
  });
});

describe('what an upgrade changes for them', () => {
  test.each<[before: string, after: string, told: Record<string, string>]>([
    ['docker-24.0', 'docker-26.1', { 'would-fail': 'io-uring', 'goes-on': 'node' }],
    ['docker-29.8: docker-28.2', 'docker-29.8: docker-29.4.2', { 'would-fail': 'i386-sockets' }],
    ['docker-29.8: docker-29.4.2', 'docker-29.8: docker-29.4', { 'goes-on': 'i386-sockets' }],
    ['docker-29.8', 'docker-29.9', {}],
  ])('from %s to %s', async (before, after, told) => {
    const [one, other] = [await filterUnder(before), await filterUnder(after)];
    const verdicts = TRACES.map(async (trace) => {
      const { calls } = parseTrace(await trace.load());
      return { id: trace.id, verdict: forecast(calls, one, other, trace.without).verdict };
    });
    const found = Map.groupBy(await Promise.all(verdicts), ({ verdict }) => verdict);
    found.delete('as-before');
    const words = [...found].map(([verdict, traces]) => [verdict, traces.map(({ id }) => id).join(' ')]);
    expect(Object.fromEntries(words)).toEqual(told);
  });
});

function traceOf(id: string): BundledTrace {
  const trace = TRACES.find((each) => each.id === id);
  if (trace === undefined) throw new Error(`no trace ${id}`);
  return trace;
}
