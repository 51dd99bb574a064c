import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildCli } from '../../src/tools/cli/buildCli.ts';

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

test.each(['LICENSE', 'NOTICE'])('its %s is the project’s', async (file) => {
  expect(await readFile(`cli/${file}`, 'utf8')).toBe(await readFile(file, 'utf8'));
});

describe('as a stranger has it: packed, and installed in an empty folder', () => {
  test('npx waterline checks', { timeout: 120_000 }, async () => {
    const packed = await execute('npm', ['pack', resolve('cli'), '--json', '--pack-destination', folder], {
      env: { ...process.env, PATH },
    });
    const [{ filename, files }] = JSON.parse(packed.stdout);
    await writeFile(join(folder, 'package.json'), '{"private": true}');
    const installed = await runIn('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${filename}`]);
    await writeFile(join(folder, 'checks.txt'), CHECKS);
    const checked = await runIn('npx', [
      '--offline',
      'waterline',
      'check',
      'docker-29.9',
      'checks.txt',
      '--stack',
      'docker-29.9',
    ]);
    await writeFile(join(folder, 'checks.txt'), 'clone3 -> allow\n');
    const failed = await runIn('npx', ['--offline', 'waterline', 'check', 'docker-29.9', 'checks.txt']);
    const missing = await runIn('npx', ['--offline', 'waterline', 'check', 'none.json', 'checks.txt']);
    expect([
      files.map(({ path }: { path: string }) => path).sort(),
      installed.status,
      checked,
      failed.status,
      missing,
    ]).toEqual([
      ['LICENSE', 'NOTICE', 'README.md', 'package.json', 'waterline.js'],
      0,
      { status: 0, stdout: ALL_HOLD },
      1,
      { status: 2, stdout: 'waterline: Can’t open none.json: there is no such file.\n' },
    ]);
  });
});

describe('the action', async () => {
  const text = await readFile('action.yml', 'utf8');
  const script = text
    .slice(text.indexOf('run: |') + 'run: |'.length)
    .replaceAll(/^ {8}/gm, '')
    .trim();
  const inputs = [...text.matchAll(/^ {8}(\w+): \$\{\{ inputs\.(\w+) \}\}$/gm)].map(([, name, input]) => [name, input]);
  const act = (given: Record<string, string>) =>
    runIn('bash', ['-euo', 'pipefail', '-c', script], {
      GITHUB_ACTION_PATH: resolve('.'),
      ...Object.fromEntries(inputs.map(([name = '', input = '']) => [name, given[input] ?? ''])),
    });

  test('has a variable for each input, and names no input in its script', () => {
    const declared = [...text.slice(0, text.indexOf('runs:')).matchAll(/^ {2}(\w+):$/gm)].map(([, name]) => name);
    expect([inputs.map(([, input]) => input), script.includes('${{')]).toEqual([declared, false]);
  });

  test('checks, with each option as the program has it', async () => {
    await mkdir(join(folder, 'ci'));
    await writeFile(join(folder, 'ci/our checks.txt'), CHECKS);
    await writeFile(join(folder, 'a.strace'), 'read(0, "", 1) = 0\n');
    const given = { profile: 'docker-29.9', checks: 'ci/our checks.txt', stack: 'docker-29.9', arch: 'x86_64' };
    const all = await act({ ...given, traces: 'a.strace\n', junit: 'report.xml' });
    expect([
      all.status,
      all.stdout.split('\n').slice(0, 3),
      (await readFile(join(folder, 'report.xml'), 'utf8')).length > 300,
    ]).toEqual([
      0,
      ['holds  socket(AF_ALG) -> EPERM', 'holds  clone3 -> ENOSYS', 'holds  trace a.strace -> passes'],
      true,
    ]);
    expect(await act(given)).toEqual({ status: 0, stdout: ALL_HOLD });
    await writeFile(join(folder, 'mount.txt'), 'mount -> allow\n');
    expect((await act({ ...given, checks: 'mount.txt', caps: 'docker-26.1,SYS_ADMIN' })).status).toBe(0);
  });

  test('fails where a check does, and runs nothing that an input says', async () => {
    await writeFile(join(folder, 'c.txt'), 'clone3 -> allow\n');
    const failed = await act({ profile: 'docker-29.9', checks: 'c.txt' });
    const odd = await act({ profile: '$(touch made)', checks: '--help; touch made' });
    await expect(readFile(join(folder, 'made'))).rejects.toThrow();
    expect([failed.status, odd.status]).toEqual([1, 2]);
  });
});
