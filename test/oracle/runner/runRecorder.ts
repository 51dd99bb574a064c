import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** How one recorder ended: how long it took, and what it printed where it failed. */
export interface Recorded {
  name: string;
  seconds: number;
  failure: string | undefined;
}

/** What is started, in namespaces of its own. */
interface Started {
  command: readonly string[];
  node: string;
}

const MINUTE = 60_000;
const OWN_NAMESPACES = ['--mount', '--pid', '--fork', '--kill-child'];

/** What a recorder sees of the environment: Debian's own programs, messages in English, and this Node for what the site itself makes. */
const ENVIRONMENT = {
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C.UTF-8',
  HOME: '/root',
  PYTHONDONTWRITEBYTECODE: '1',
};

/** Where another suite's root holds the project, which can only be read there, the folder for recordings, and Node. */
const INSIDE = { project: '/opt/project', out: '/opt/out', node: '/opt/node' };

/**
 * What makes a folder the root of all that follows: pivot_root and not chroot, since a process in a chroot may make no user namespace
 * (user_namespaces(7)). dockerd needs the root to be a mount.
 */
const ENTER = `
set -e
mount --bind "$1" "$1"
mount -t proc proc "$1/proc"
mount --rbind /sys "$1/sys"
mount --rbind /dev "$1/dev"
umount -R "$1/sys/fs/cgroup" 2>/dev/null || true
mount -t cgroup2 none "$1/sys/fs/cgroup"
mount -t tmpfs none "$1/tmp"
mount -t tmpfs -o mode=755 none "$1/run"
mount --bind "$2" "$1${INSIDE.project}"
mount -o remount,bind,ro "$1${INSIDE.project}"
mount --bind "$3" "$1${INSIDE.out}"
mount --bind "$4" "$1${INSIDE.node}"
cd "$1"
pivot_root . .
umount -l .
cd /
shift 4
exec "$@"`;

/** Runs `name` of the folder `oracle` in mount and pid namespaces of its own, and in `root` where there is one; what it records goes to `out`. */
export function runRecorder(name: string, oracle: string, out: string, root?: string): Promise<Recorded> {
  mkdirSync(out, { recursive: true });
  const { command, node } = root === undefined ? here(name, oracle, out) : inRoot(name, oracle, out, root);
  const started = performance.now();
  const printed: string[] = [];
  const child = spawn('unshare', [...OWN_NAMESPACES, ...command], {
    cwd: '/',
    env: { ...ENVIRONMENT, NODE: node },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 20 * MINUTE,
    killSignal: 'SIGKILL',
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  }
  return new Promise((done) => {
    const end = (failure: string | undefined) => done({ name, seconds: (performance.now() - started) / 1000, failure });
    child.on('error', (error) => end(error.message));
    child.on('close', (status, signal) => {
      if (status === 0) return end(undefined);
      end(`${lastLines(printed.join(''), 20)}\n(${signal ? `ended by ${signal}` : `exit code ${status}`})`);
    });
  });
}

function here(name: string, oracle: string, out: string): Started {
  const command = ['--mount-proc', '/usr/bin/python3', join(oracle, `${name}.py`), '--out', out];
  return { command, node: process.execPath };
}

function inRoot(name: string, oracle: string, out: string, root: string): Started {
  for (const place of [INSIDE.project, INSIDE.out]) mkdirSync(join(root, place), { recursive: true });
  closeSync(openSync(join(root, INSIDE.node), 'a'));
  const recorder = `${INSIDE.project}/test/oracle/${name}.py`;
  const given = [root, resolve(oracle, '../..'), out, process.execPath];
  const command = ['sh', '-c', ENTER, 'sh', ...given, '/usr/bin/python3', recorder, '--out', INSIDE.out];
  return { command, node: INSIDE.node };
}

/** The end of what was printed. */
export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
