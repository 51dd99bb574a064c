import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mergeDaemonJson } from '../../../../src/engine/idmap/index.ts';

const SHELLS = ['dash', 'bash', 'busybox sh'];
const isThere = (shell: string) => spawnSync('sh', ['-c', `command -v ${shell.split(' ')[0]}`]).status === 0;

interface After {
  /** What became of daemon.json, or what jq said. */
  text: string;
  mode: string;
  files: string[];
  restarted: boolean;
}

/** Runs the command in a folder of its own, where sudo changes nobody, chown nothing, and systemctl leaves a note. */
function run(shell: string, before: { text: string; mode: number } | undefined): After {
  const folder = mkdtempSync(join(tmpdir(), 'daemon-json-'));
  try {
    const docker = join(folder, 'docker');
    const stubs = { sudo: 'exec "$@"', chown: ':', dockerd: ':', systemctl: `: > '${folder}/restarted'` };
    for (const [name, body] of Object.entries(stubs)) {
      writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    }
    const file = join(docker, 'daemon.json');
    if (before) {
      mkdirSync(docker);
      writeFileSync(file, before.text);
      chmodSync(file, before.mode);
    }
    const [program = 'sh', ...options] = shell.split(' ');
    const command = mergeDaemonJson('default').replaceAll('/etc/docker', docker);
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, TMPDIR: folder };
    const { stderr } = spawnSync(program, [...options, '-c', command], { encoding: 'utf8', env });
    return {
      text: stderr === '' ? JSON.stringify(JSON.parse(readFileSync(file, 'utf8'))) : stderr.replace(/^.*\): |\n/g, ''),
      mode: (statSync(file).mode & 0o777).toString(8),
      files: readdirSync(docker).sort(),
      restarted: readdirSync(folder).includes('restarted'),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const KEPT = ['daemon.json', 'daemon.json.~1~'];
const REMAPS = '{"userns-remap":"default"}';

describe.each(SHELLS.filter((shell) => isThere(shell) && isThere('jq')))(
  'daemon.json after the command in %s',
  (shell) => {
    test.each([
      ['no file', undefined, { text: REMAPS, mode: '644', files: ['daemon.json'], restarted: true }],
      [
        'a file for root alone',
        { text: '{"a":1}', mode: 0o600 },
        { text: '{"a":1,"userns-remap":"default"}', mode: '600', files: KEPT, restarted: true },
      ],
      ['an empty file', { text: '', mode: 0o640 }, { text: REMAPS, mode: '640', files: KEPT, restarted: true }],
      ['the same value', { text: REMAPS, mode: 0o644 }, { text: REMAPS, mode: '644', files: KEPT, restarted: true }],
      [
        'root, which is no remapping',
        { text: '{"userns-remap":"root"}', mode: 0o644 },
        { text: REMAPS, mode: '644', files: KEPT, restarted: true },
      ],
      [
        'another user',
        { text: '{"userns-remap":"bozo"}', mode: 0o644 },
        {
          text: 'userns-remap is bozo already, and another value changes the data directory',
          mode: '644',
          files: ['daemon.json'],
          restarted: false,
        },
      ],
      [
        'containerd-snapshotter',
        { text: '{"features":{"containerd-snapshotter":true}}', mode: 0o644 },
        {
          text: 'userns-remap and containerd-snapshotter exclude each other',
          mode: '644',
          files: ['daemon.json'],
          restarted: false,
        },
      ],
    ])('%s', (_name, before, after) => {
      expect(run(shell, before)).toEqual(after);
    });
  },
);
