import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Stage {
  /** The command line that runs what follows it on the stage, as root, with an environment of its own. */
  enter: readonly string[];
  /** The scenario's files: what lies in here is `/root` on the stage. */
  home: string;
  /** Kills every process on the stage, which frees its mounts, and deletes what it wrote. */
  close: () => Promise<void>;
}

export const ENVIRONMENT: readonly string[] = [
  'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  'HOME=/root',
  'USER=root',
  'LANG=C.UTF-8',
  'TERM=dumb',
];

/** Opens a private copy of this machine (see stage.sh). Needs root. */
export async function openStage(): Promise<Stage> {
  const scratch = mkdtempSync(join(tmpdir(), 'stage-'));
  const script = join(import.meta.dirname, 'stage.sh');
  const namespaces = [
    '--mount',
    '--pid',
    '--net',
    '--uts',
    '--ipc',
    '--fork',
    '--kill-child',
    '--propagation',
    'private',
  ];
  const holder = spawn('unshare', [...namespaces, 'sh', script, scratch], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => holder.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    holder.stdout.once('data', () => resolve());
    holder.once('error', reject);
    holder.once('exit', (code) => reject(new Error(`stage.sh ended with ${code}`)));
  });
  const init = firstChild(holder.pid);
  return {
    enter: ['nsenter', '-t', String(init), '-m', '-p', '-n', '-u', '-i', '-r', '-w', 'env', '-i', ...ENVIRONMENT],
    home: join(scratch, 'data/root'),
    async close() {
      process.kill(init, 'SIGKILL');
      await ended;
      removeCgroups('/sys/fs/cgroup');
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}

function firstChild(pid: number | undefined): number {
  const child = Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);
  if (!(child > 1)) throw new Error('the stage has no first process');
  return child;
}

/** The engines leave their empty control groups behind in the machine's own hierarchies; one with a process in it is another engine's, and stays. */
function removeCgroups(hierarchies: string): void {
  for (const hierarchy of [hierarchies, ...readdirSync(hierarchies).map((name) => join(hierarchies, name))]) {
    for (const left of ['docker', 'libpod_parent', 'hand-made']) removeTree(join(hierarchy, left));
  }
}

function removeTree(directory: string): void {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) return;
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (entry.isDirectory()) removeTree(join(directory, entry.name));
  }
  try {
    rmdirSync(directory);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EBUSY')) throw error;
  }
}
