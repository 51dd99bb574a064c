import { expect, test } from 'vitest';
import published from '../../cli/package.json' with { type: 'json' };
import { stackOf } from '../../src/engine/stack/index.ts';
import { presetOf } from '../../src/instrument/presets/presets.ts';
import { type Ran, ran } from './ran.ts';

test.each<[words: string[], status: number, start: string]>([
  [['--help'], 0, 'waterline says what a container may do'],
  [['help'], 0, 'waterline says what a container may do'],
  [[], 0, 'waterline says what a container may do'],
  [['--version'], 0, `waterline ${published.version}`],
  [['check', '--help'], 0, 'waterline check PROFILE CHECKS [options]'],
  [['explain', '-h'], 0, 'waterline explain TEXT'],
])('%j is answered', async (words, status, start) => {
  const run = await ran(words);
  expect([run.status, run.said.slice(0, start.length), run.complained]).toEqual([status, start, '']);
});

test('in a pipe, no arguments are a mistake', async () => {
  const { status, said, complained } = await ran([], {}, false);
  expect([status, said, complained]).toEqual([2, '', (await ran(['--help'])).said]);
});

/** Of each kind one: C0, DEL, C1. */
const CONTROLS = 'a\u001b[31m\u007f\u009b31m';
const SHOWN = 'a\\u001b[31m\\u007f\\u009b31m';

test.each<[name: string, words: string[], files: Record<string, string>, of: keyof Ran]>([
  ['a word', [CONTROLS], {}, 'complained'],
  ['an option', ['check', `--${CONTROLS}`], {}, 'complained'],
  ['a file’s name', ['check', CONTROLS, 'c.txt'], {}, 'complained'],
  [
    'a profile',
    ['check', 'p.json', 'c.txt'],
    { 'p.json': `{"defaultAction": "SCMP_ACT_ALLOW", "${CONTROLS}": 1}`, 'c.txt': 'read -> allow' },
    'complained',
  ],
  ['a check that can’t be read', ['check', 'docker-29.9', '-'], { '-': `read -> ${CONTROLS}` }, 'said'],
  [
    'a trace’s name',
    ['check', 'docker-29.9', '-', '--json'],
    { '-': `trace ${CONTROLS} -> passes`, [CONTROLS]: 'read()\n' },
    'said',
  ],
  [
    'a line of a log',
    ['explain'],
    { '-': `fatal: detected dubious ownership in repository at '/srv/${CONTROLS}'` },
    'said',
  ],
])('control characters of %s are shown as what they are, and nothing else is lost', async (_, words, files, of) => {
  const run = await ran(words, files);
  expect([/[^\P{Cc}\n]/u.test(`${run.said}${run.complained}`), `${run[of]}`.includes(SHOWN)]).toEqual([false, true]);
});

const NAME = 'a\n::error::b\tc';
const NAMED = 'a\\u000a::error::b\\u0009c';
const READS = { 'c.txt': 'read -> allow' };

test.each<[words: string[], files: Record<string, string>, of: keyof Ran, line: string]>([
  [[NAME], {}, 'complained', `waterline: No command is named ${NAMED}.`],
  [['check', `--${NAME}`], {}, 'complained', `waterline: Unknown option '--${NAMED}'.`],
  [['check', NAME, 'c.txt'], { [NAME]: ' ', ...READS }, 'complained', `waterline: ${NAMED} is empty.`],
  [
    ['check', NAME, 'c.txt'],
    { [NAME]: '\0', ...READS },
    'complained',
    `waterline: ${NAMED} is a binary file, not text.`,
  ],
  [['check', NAME, 'c.txt'], { [NAME]: '{,}', ...READS }, 'complained', `${NAMED}:1:2: error: `],
  [['check', NAME, 'c.txt'], { [NAME]: '0 1 x', ...READS }, 'complained', `${NAMED}:1:5: error: `],
  [
    ['check', NAME, 'c.txt', '--privileged'],
    { [NAME]: '0 1 1', ...READS },
    'complained',
    `waterline: --privileged applies only to a profile, and ${NAMED} is a map. Remove --privileged.`,
  ],
  [
    ['check', NAME, 'c.txt'],
    { [NAME]: 'ann:1:1', ...READS },
    'complained',
    `waterline: ${NAMED} has lines of /etc/subuid`,
  ],
  [
    ['check', NAME, 'c.txt'],
    { [NAME]: '0 1 1', 'c.txt': 'inside 0 -> outside 1' },
    'said',
    `1 check: all hold. Map: ${NAMED}.`,
  ],
  [['check', 'docker-29.9', NAME], { [NAME]: '#' }, 'complained', `waterline: ${NAMED} has no check.`],
  [['check', 'docker-29.9', NAME], { [NAME]: 'read -> EPERM' }, 'said', `       ${NAMED}:1: found `],
  [
    ['check', 'docker-29.9', 'c.txt', '--trace', NAME],
    { [NAME]: 'read()', ...READS },
    'said',
    `holds  trace ${NAMED} -> passes`,
  ],
  [['compile', 'docker-29.9', '--trace', NAME], { [NAME]: 'x' }, 'complained', `waterline: ${NAMED} has no line`],
  [['compile', 'docker-29.9', '--as', NAME], {}, 'complained', `waterline: No format is named ${NAMED}.`],
  [['compile', 'docker-29.9', '--for', NAME], {}, 'complained', `waterline: --for takes size or steps, not ${NAMED}.`],
  [['compile', 'docker-29.9', '--stack', NAME], {}, 'complained', `waterline: No stack is named ${NAMED}.`],
  [['compile', 'docker-29.9', '--arch', NAME], {}, 'complained', `waterline: No architecture is named ${NAMED}.`],
  [
    ['check', 'docker-29.9', 'c.txt', '--caps', NAME],
    READS,
    'complained',
    `waterline: No capability is named ${NAMED}.`,
  ],
])('%j: a name takes one line, and no tab', async (words, files, of, line) => {
  const lines = `${(await ran(words, files))[of]}`.split('\n');
  expect(lines.find((each) => each.startsWith(line)) ?? lines).toContain(line);
});

test('as JSON and as JUnit, a name is written as the format has it', async () => {
  const { said, written } = await ran(['check', 'docker-29.9', NAME, '--json', '--junit=-'], {
    [NAME]: 'read -> EPERM',
  });
  expect([
    JSON.parse(said).file,
    `${written['-']}`.split('\n').length,
    `${written['-']}`.includes(`classname="${NAMED}"`),
  ]).toEqual([NAME, 7, true]);
});

test('of what goes to standard output, bytes stay as they are', async () => {
  const files = {
    'p.json': '{"defaultAction": "SCMP_ACT_ALLOW", "syscalls": [{"names": ["read"], "action": "SCMP_ACT_ERRNO"}]}',
  };
  const [there, here] = await Promise.all(
    ['p.bpf', '-'].map(
      async (path) => (await ran(['compile', 'p.json', '--as', 'raw', '--output', path], files)).written[path],
    ),
  );
  expect([here, here instanceof Uint8Array]).toEqual([there, true]);
});

test('another command is no command', async () => {
  const { status, complained } = await ran(['chek']);
  expect([status, complained.split('\n')[0]]).toEqual([2, 'waterline: No command is named chek.']);
});

test('every stack and preset that a help names is there', async () => {
  const helps = await Promise.all(['check', 'compare', 'explain'].map((name) => ran([name, '--help'])));
  const named = helps.flatMap(({ said }) => said.match(/\b(?:docker|podman|kubernetes|containerd)-\d[\w.]*\w/g) ?? []);
  expect([named.length > 5, named.filter((name) => !stackOf(name) && !presetOf(name))]).toEqual([true, []]);
});
