import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOCKER_CAPABILITIES } from '../../engine/linux/index.ts';
import type { TracedProgram } from './TracedProgram.ts';

const SOURCES = join(import.meta.dirname, 'sources');
const PATIENCE_MS = 180_000;
const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** A file for each process (-ff), so that no line is cut in two, and each call with its number (-n), which tells its ABI and whether it came through socketcall. */
const TRACED = '#!/bin/sh\nexec strace -ff -n -qq -e signal=none -o "/trace/$$" "$@"\n';
const UNTRACED = '#!/bin/sh\nexec "$@"\n';
/** `until_done` tries a command for half a minute. */
const PREAMBLE =
  'set -e\nuntil_done() { for try in $(seq 150); do if "$@"; then return; fi; sleep 0.2; done; exit 9; }\n';
const MOUNTS = [
  { destination: '/proc', type: 'proc', source: 'proc' },
  { destination: '/sys', type: 'sysfs', source: 'sysfs', options: ['ro'] },
  { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['mode=755'] },
  { destination: '/dev/pts', type: 'devpts', source: 'devpts', options: ['newinstance', 'ptmxmode=0666', 'mode=0620'] },
  { destination: '/dev/shm', type: 'tmpfs', source: 'shm', options: ['mode=1777'] },
  { destination: '/dev/mqueue', type: 'mqueue', source: 'mqueue' },
];

/** What strace printed of one process. */
export interface ProcessTrace {
  pid: number;
  text: string;
}

/** What came of a program: undefined where it did not end in time; else the status of its script, with what both printed. */
export interface Ran {
  status: number | undefined;
  printed: string;
  processes: readonly ProcessTrace[];
}

/**
 * Runs a program in a container as Docker starts one, with its capabilities, but without a filter: what is recorded is what the program asks for. With
 * `seccomp`, the OCI's linux.seccomp, it runs under that and is not traced; what is done before is under none.
 */
export function runProgram(program: TracedProgram, root: string, seccomp?: unknown): Ran {
  const scratch = mkdtempSync(join(tmpdir(), 'traced-'));
  try {
    fill(scratch, program, seccomp === undefined ? TRACED : UNTRACED);
    const { isOnline, prepare, run } = program;
    const prepared = prepare === undefined ? undefined : start(scratch, root, prepare, { isOnline });
    if (prepared !== undefined && prepared.status !== 0) throw new Error(`${program.name}: ${prepared.printed}`);
    const ran = start(scratch, root, run, { isOnline, seccomp });
    return { ...ran, processes: processesIn(join(scratch, 'upper/trace')) };
  } finally {
    // Ended already, unless it took too long.
    spawnSync('runc', ['--root', join(scratch, 'runc'), 'delete', '--force', 'traced'], { stdio: 'ignore' });
    rmSync(scratch, { recursive: true, force: true });
  }
}

function fill(scratch: string, { files = [], isOnline }: TracedProgram, traced: string): void {
  for (const name of ['work', 'root', 'upper/srv', 'upper/trace', 'upper/usr/local/bin', 'upper/etc'])
    mkdirSync(join(scratch, name), { recursive: true });
  for (const name of ['', 'upper', 'upper/srv', 'upper/etc']) chmodSync(join(scratch, name), 0o755);
  chmodSync(join(scratch, 'upper/trace'), 0o1777);
  for (const name of files) copyFileSync(join(SOURCES, name), join(scratch, 'upper/srv', name));
  if (isOnline)
    for (const name of ['hosts', 'resolv.conf']) copyFileSync(join('/etc', name), join(scratch, 'upper/etc', name));
  writeFileSync(join(scratch, 'upper/usr/local/bin/traced'), traced, { mode: 0o755 });
}

/** Starts a container with a script on what the one before left, and waits for its end. */
function start(
  scratch: string,
  root: string,
  script: string,
  { isOnline, seccomp }: { isOnline: true | undefined; seccomp?: unknown },
): Omit<Ran, 'processes'> {
  writeFileSync(join(scratch, 'upper/srv/script'), `${PREAMBLE}${script}\n`);
  const namespaces = ['mount', 'pid', 'ipc', 'uts', ...(isOnline ? [] : ['network'])];
  const config = {
    ociVersion: '1.0.2',
    hostname: 'traced',
    root: { path: join(scratch, 'root') },
    mounts: MOUNTS,
    process: {
      user: { uid: 0, gid: 0 },
      args: ['sh', '/srv/script'],
      cwd: '/srv',
      env: [PATH, 'HOME=/root', 'LANG=C.UTF-8', 'DEBIAN_FRONTEND=noninteractive'],
      capabilities: Object.fromEntries(
        ['bounding', 'effective', 'permitted'].map((kind) => [kind, DOCKER_CAPABILITIES]),
      ),
    },
    linux: { namespaces: namespaces.map((type) => ({ type })), ...(seccomp !== undefined && { seccomp }) },
  };
  writeFileSync(join(scratch, 'config.json'), JSON.stringify(config));
  const container = ['sh', join(import.meta.dirname, 'container.sh'), root, scratch, 'traced'];
  const { status, stdout, stderr } = spawnSync('unshare', ['--mount', '--propagation', 'private', ...container], {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
    maxBuffer: 1 << 28,
  });
  return { status: status ?? undefined, printed: `${stdout}${stderr}` };
}

function processesIn(folder: string): ProcessTrace[] {
  return readdirSync(folder)
    .filter((name) => /\.\d+$/.test(name))
    .map((name) => ({ pid: Number(name.split('.')[1]), text: readFileSync(join(folder, name), 'utf8') }))
    .sort((a, b) => a.pid - b.pid);
}
