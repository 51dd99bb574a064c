import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { messageTable } from '../../../../../src/engine/idmap/recognise/errors/isErrorLine.ts';
import type { NextStep } from '../../../../../src/engine/messages/index.ts';
import { harmIn } from '../../../../harm/harmIn.ts';

const [APPARMOR_PROFILE, BWRAP_PROFILE] = [
  messageTable().shared['apparmor-profile'],
  messageTable().shared['bwrap-profile'],
] as readonly NextStep[] as readonly [NextStep, NextStep];
/** The command with this path in place of the one that it has for any program. */
const commandFor = (path: string) =>
  (APPARMOR_PROFILE.command ?? '')
    .replaceAll('/path/to/PROGRAM', path)
    .replaceAll('.path.to.PROGRAM', path.replaceAll('/', '.'));

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'apparmor-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** Runs the command with a directory of its own in place of /etc/apparmor.d, and says what it printed and loaded. */
function run(command = '') {
  const stub = (name: string, body: string) => {
    const file = join(directory, 'bin', name);
    writeFileSync(file, `#!/bin/sh\n${body}\n`);
    chmodSync(file, 0o755);
  };
  spawnSync('mkdir', ['-p', join(directory, 'bin'), join(directory, 'd'), join(directory, 'extra')]);
  stub('sudo', 'exec "$@"');
  stub('apt', 'exit 0');
  stub('apparmor_parser', `echo "$@" >> ${join(directory, 'loaded')}`);
  const here = command
    .replaceAll('/etc/apparmor.d', join(directory, 'd'))
    .replaceAll('/usr/share/apparmor/extra-profiles', join(directory, 'extra'));
  const { stdout } = spawnSync('sh', ['-c', here], {
    encoding: 'utf8',
    env: { PATH: `${join(directory, 'bin')}:${process.env.PATH}` },
  });
  const loaded = existsSync(join(directory, 'loaded')) ? readFileSync(join(directory, 'loaded'), 'utf8') : '';
  return { printed: stdout.replaceAll(directory, ''), loaded: loaded.trim().replaceAll(directory, '') };
}

const filesIn = () =>
  readdirSync(join(directory, 'd')).map((name) => [name, readFileSync(join(directory, 'd', name), 'utf8')]);

const PROFILE = `abi <abi/4.0>,
include <tunables/global>
profile local.usr.local.bin.rootlesskit /usr/local/bin/rootlesskit flags=(unconfined) { userns, }
`;

test('pasted twice, the profile is written and loaded once', () => {
  const command = commandFor('/usr/local/bin/rootlesskit');
  expect(run(command)).toEqual({ printed: PROFILE, loaded: '-r /d/local.usr.local.bin.rootlesskit' });
  expect(run(command)).toEqual({
    printed:
      '/d/local.usr.local.bin.rootlesskit:profile local.usr.local.bin.rootlesskit /usr/local/bin/rootlesskit flags=(unconfined) { userns, }\n',
    loaded: '-r /d/local.usr.local.bin.rootlesskit',
  });
  expect(filesIn()).toEqual([['local.usr.local.bin.rootlesskit', PROFILE]]);
});

test.each<[name: string, text: string, path: `/${string}`]>([
  ['rootlesskit', 'profile rootlesskit /usr/bin/rootlesskit flags=(unconfined) {\n', '/usr/bin/rootlesskit'],
  ['mine', '/usr/local/bin/rootlesskit flags=(unconfined) { userns, }\n', '/usr/local/bin/rootlesskit'],
])('a profile that the file %s has for the path is shown, and stays the only one', (name, text, path) => {
  run();
  writeFileSync(join(directory, 'd', name), text);
  expect(run(commandFor(path))).toEqual({ printed: `/d/${name}:${text}`, loaded: '' });
  expect(filesIn()).toEqual([[name, text]]);
});

test('Ubuntu’s profile for bwrap is copied and loaded once', () => {
  const text = 'profile bwrap /usr/bin/bwrap flags=(attach_disconnected) {\n';
  run();
  writeFileSync(join(directory, 'extra', 'bwrap-userns-restrict'), text);
  expect(run(BWRAP_PROFILE.command)).toEqual({ printed: '', loaded: '-r /d/bwrap-userns-restrict' });
  expect(run(BWRAP_PROFILE.command)).toEqual({
    printed: `/d/bwrap-userns-restrict:${text}`,
    loaded: '-r /d/bwrap-userns-restrict',
  });
  expect(filesIn()).toEqual([['bwrap-userns-restrict', text]]);
});

test.each([APPARMOR_PROFILE, BWRAP_PROFILE])(
  '$command overwrites nothing, and its warning stands before it',
  (step) => {
    expect(harmIn(step.command ?? '')).toEqual([]);
    expect(step.why).toMatch(/Warning: /);
  },
);
