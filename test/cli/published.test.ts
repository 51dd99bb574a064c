import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import published from '../../cli/package.json' with { type: 'json' };
import { buildCli } from '../../src/tools/cli/writeCli.ts';

const execute = promisify(execFile);
const CHECKS = 'socket(AF_ALG) -> EPERM\nclone3 -> ENOSYS\n';
const ALL_HOLD =
  'holds  socket(AF_ALG) -> EPERM\nholds  clone3 -> ENOSYS\n2 checks: all hold. Profile: Docker’s default 29.9.0, on docker-29.9 (Docker 29.9 with runc 1.3 on Debian 13), x86_64.\n';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waterline-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** This Node goes first, for the tests may run under another than the machine's. */
const PATH = `${dirname(process.execPath)}:${process.env.PATH}`;

/** What a program does in the folder: its exit status and what it printed. */
async function runIn(program: string, words: readonly string[], env: Record<string, string> = {}) {
  const options = { cwd: folder, env: { ...process.env, ...env, PATH } };
  return execute(program, [...words], options).then(
    ({ stdout }) => ({ status: 0, stdout }),
    ({ code, stdout, stderr }) => ({ status: code, stdout: `${stdout}${stderr}` }),
  );
}

test('the program that is committed is the one that a fresh build makes (npm run build:cli)', async () => {
  const committed = await readFile('cli/waterline.js', 'utf8');
  expect(committed === (await buildCli())).toBe(true);
});

test('under an older Node it says what it needs, and does not end as a failed check does', async () => {
  const older = "Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } })";
  const words = [
    '--import',
    `data:text/javascript,${encodeURIComponent(older)}`,
    resolve('cli/waterline.js'),
    '--help',
  ];
  expect(await runIn(process.execPath, words)).toEqual({
    status: 2,
    stdout: 'waterline: Node 22.19 or newer is needed, and this is 20.20.2.\n',
  });
});

test.each<[words: readonly string[], said: string]>([
  [['check', 'a\nb\t.json', 'c.txt'], 'Can’t open a\\u000ab\\u0009.json: there is no such file.'],
  [['compile', 'docker-29.9', '--output', 'a\n/b'], 'Can’t write a\\u000a/b: there is no such folder.'],
  [['compile', '/dev/null/a\n'], "Can’t open /dev/null/a\\u000a: ENOTDIR: not a directory, open '/dev/null/a\\u000a'."],
])('%j: a name that can’t be opened takes one line', async (words, said) => {
  const run = await runIn(process.execPath, [resolve('cli/waterline.js'), ...words]);
  expect(run).toEqual({ status: 2, stdout: `waterline: ${said}\n` });
});

test.each(['LICENSE', 'NOTICE'])('its %s is the project’s', async (file) => {
  expect(await readFile(`cli/${file}`, 'utf8')).toBe(await readFile(file, 'utf8'));
});

test('packed and installed it is the command waterline', { timeout: 120_000 }, async () => {
  const packed = await execute('npm', ['pack', resolve('cli'), '--json', '--pack-destination', folder], {
    env: { ...process.env, PATH },
  });
  const [{ filename, files }] = JSON.parse(packed.stdout);
  await writeFile(join(folder, 'package.json'), '{"private": true}');
  const installed = await runIn('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${filename}`]);
  const version = await runIn('node_modules/.bin/waterline', ['--version']);
  expect([files.map(({ path }: { path: string }) => path).sort(), installed.status, version]).toEqual([
    ['LICENSE', 'NOTICE', 'README.md', 'package.json', 'waterline.js'],
    0,
    { status: 0, stdout: `waterline ${published.version}\n` },
  ]);
});

describe('the file alone, as somebody downloads it', () => {
  const PROGRAM = resolve('cli/waterline.js');

  test.each(['{"type": "commonjs"}', '{"type": "module"}', '{}'])('runs in a folder of %s', async (manifest) => {
    await writeFile(join(folder, 'package.json'), manifest);
    await copyFile(PROGRAM, join(folder, 'waterline.js'));
    await writeFile(join(folder, 'checks.txt'), CHECKS);
    const check = ['waterline.js', 'check', 'docker-29.9', 'checks.txt', '--stack', 'docker-29.9'];
    expect(await runIn('node', check)).toEqual({ status: 0, stdout: ALL_HOLD });
  });

  test('refuses a profile that begins with a byte order mark, as every runtime does', async () => {
    await writeFile(join(folder, 'p.json'), '\u{feff}{"defaultAction": "SCMP_ACT_ALLOW"}');
    await writeFile(join(folder, 'checks.txt'), 'starts -> yes\n');
    const asked = ['p.json', '- < p.json'].map((profile) => `node ${PROGRAM} check ${profile} checks.txt`);
    const answers = await Promise.all(asked.map((line) => runIn('bash', ['-c', line])));
    expect(answers.map(({ status, stdout }) => [status, stdout.split(' Remove it')[0]])).toEqual([
      [2, 'waterline: The profile can’t be read.\np.json:1:1: error: The text has a byte order mark here.'],
      [2, 'waterline: The profile can’t be read.\nStandard input:1:1: error: The text has a byte order mark here.'],
    ]);
  });

  // `exec 3> >(:); wait $!` is a pipe whose reader has ended.
  test.runIf(existsSync('/dev/full')).each<[words: string, line: string, printed: string]>([
    [
      'on a full disk',
      'node PROGRAM --help > /dev/full',
      'waterline: Can’t write the answer: ENOSPC: no space left on device, write.\n',
    ],
    ['to a closed pipe', 'exec 3> >(:); wait $!; node PROGRAM --help >&3', ''],
    ['of a comparison to a closed pipe', 'exec 3> >(:); wait $!; node PROGRAM compare docker-1.12 docker-29.9 >&3', ''],
    ['of bytes on a full disk', 'node PROGRAM compile docker-29.9 --as raw --output - 2>/dev/null >/dev/full', ''],
    ['in problems to a closed pipe', 'exec 3> >(:); wait $!; node PROGRAM check none.json checks.txt 2>&3', ''],
  ])('an answer %s is a failure', async (_, line, printed) =>
    expect(await runIn('bash', ['-c', line.replace('PROGRAM', PROGRAM)])).toEqual({ status: 2, stdout: printed }),
  );

  test('no arguments in a pipe are a mistake', async () => {
    const { status, stdout } = await runIn('bash', ['-c', `node ${PROGRAM} 2>&1 >/dev/null`]);
    expect([status, stdout.split('.')[0]]).toEqual([2, 'waterline says what a container may do']);
  });
});

describe('the action', async () => {
  const text = await readFile('action.yml', 'utf8');
  const main = / main: (\S+)$/m.exec(text)?.[1] ?? expect.fail('no main');
  const declared = [...text.slice(0, text.indexOf('runs:')).matchAll(/^ {2}(\w+):$/gm)].map(([, name = '']) => name);
  /** GitHub gives every input that is declared as a variable, and those that the workflow leaves out as their default, which is empty. */
  const act = (given: Record<string, string>) => {
    const inputs = declared.map((name) => [`INPUT_${name.toUpperCase()}`, given[name] ?? '']);
    return runIn(process.execPath, [resolve(main)], Object.fromEntries(inputs));
  };

  test('runs on the runner’s own Node, which is new enough', () =>
    expect(/ using: (\S+)$/m.exec(text)?.[1]).toBe('node24'));

  test('checks, with each input as the program has it', async () => {
    await mkdir(join(folder, 'ci'));
    await writeFile(join(folder, 'ci/our checks.txt'), CHECKS);
    for (const name of ['a.strace', 'b.strace']) await writeFile(join(folder, name), 'read(0, "", 1) = 0\n');
    const given = { profile: 'docker-29.9', checks: 'ci/our checks.txt', stack: 'docker-29.9' };
    const all = await act({ ...given, arch: 'arm64', traces: 'a.strace\nb.strace\n', junit: 'report.xml' });
    expect([
      all.status,
      all.stdout.split('\n'),
      (await readFile(join(folder, 'report.xml'), 'utf8')).length > 300,
    ]).toEqual([
      0,
      [
        'holds  socket(AF_ALG) -> EPERM',
        'holds  clone3 -> ENOSYS',
        'holds  trace a.strace -> passes',
        'holds  trace b.strace -> passes',
        expect.stringMatching(/^4 checks: all hold\. .*, aarch64\.$/),
        '',
      ],
      true,
    ]);
    expect(await act(given)).toEqual({ status: 0, stdout: ALL_HOLD });
    await writeFile(join(folder, 'mount.txt'), 'mount -> allow\n');
    expect((await act({ ...given, checks: 'mount.txt', caps: 'docker-26.1,SYS_ADMIN' })).status).toBe(0);
  });

  test('fails where a check does, and takes no input for an option', async () => {
    await writeFile(join(folder, 'c.txt'), 'clone3 -> allow\n');
    const failed = await act({ profile: 'docker-29.9', checks: 'c.txt' });
    const odd = await act({ profile: 'docker-29.9', checks: '--help' });
    await writeFile(join(folder, 'bom.json'), '\u{feff}{"defaultAction": "SCMP_ACT_ALLOW"}');
    const marked = await act({ profile: 'bom.json', checks: 'c.txt' });
    expect([failed.status, odd, marked.status]).toEqual([
      1,
      { status: 2, stdout: 'waterline: Can’t open --help: there is no such file.\n' },
      2,
    ]);
  });
});
