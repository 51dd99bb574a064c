import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Foreseen, forecast } from '../../../src/engine/fit/index.ts';
import { type Filter, formatCall, parseProfile, resolve, type Target } from '../../../src/engine/seccomp/index.ts';
import { stackOf } from '../../../src/engine/stack/index.ts';
import { parseTrace } from '../../../src/engine/trace/index.ts';
import { presetOf } from '../../../src/instrument/presets/presets.ts';
import { targetOfDefault } from '../../../src/instrument/stacks/targetOfStack.ts';
import { TRACES } from '../../../src/instrument/traces/traces.ts';
import { PROGRAMS } from '../../../src/tools/traces/programs.ts';

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
    const lines = text.trimEnd().split('\n');
    expect([unread, formats]).toEqual([[], ['strace']]);
    expect(new Set(lines).size).toBe(lines.length);
    expect(calls.length).toBeGreaterThan(40);
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

async function filterOf(preset: string, target: Target): Promise<Filter> {
  const profile = parseProfile((await presetOf(preset)?.load()) ?? '').value;
  const filter = profile && resolve(profile, target).value;
  if (filter === undefined) throw new Error(`no filter of ${preset}`);
  return filter;
}

/** "passes", or the calls that would fail, each with what is known of its arguments. */
const failing = (list: readonly Foreseen[]): string =>
  list.length === 0 ? 'passes' : [...new Set(list.map(({ after: { call } }) => words(call)))].join(', ');

const words = (call: Foreseen['after']['call']) =>
  formatCall({ ...call, args: call.args.map((value) => value ?? 0n) }).replace('x86_64: ', '');

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
];

test('print', async () => {
  for (const trace of TRACES) {
    const { calls } = parseTrace(await trace.load());
    for (const under of UNDER) {
      const filter = await filterUnder(under);
      const none = await filterOf('allow-all', filter.target);
      const { stops, without } = forecast(calls, none, filter, trace.without);
      console.log(`${trace.id} | ${under} | ${failing(stops)} | without ${failing(without)}`);
    }
  }
});
