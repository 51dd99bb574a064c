import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** How one recorder ended: how long it took, and what it printed where it failed. */
export interface Recorded {
  name: string;
  seconds: number;
  failure: string | undefined;
}

const MINUTE = 60_000;

/** What a recorder sees of the environment: Debian's own programs, messages in English, and this Node for what the site itself makes. */
const ENVIRONMENT = {
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C.UTF-8',
  HOME: '/root',
  PYTHONDONTWRITEBYTECODE: '1',
  NODE: process.execPath,
};

/** Runs `name` of the folder `oracle` in mount and pid namespaces of its own; what it records goes to `out`. */
export function runRecorder(name: string, oracle: string, out: string): Promise<Recorded> {
  mkdirSync(out, { recursive: true });
  const started = performance.now();
  const printed: string[] = [];
  const own = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const child = spawn('unshare', [...own, '/usr/bin/python3', join(oracle, `${name}.py`), '--out', out], {
    cwd: '/',
    env: ENVIRONMENT,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 20 * MINUTE,
    killSignal: 'SIGKILL',
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  }
  return new Promise((resolve) => {
    const end = (failure: string | undefined) =>
      resolve({ name, seconds: (performance.now() - started) / 1000, failure });
    child.on('error', (error) => end(error.message));
    child.on('close', (status, signal) => {
      if (status === 0) return end(undefined);
      end(`${lastLines(printed.join(''), 20)}\n(${signal ? `ended by ${signal}` : `exit code ${status}`})`);
    });
  });
}

function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
