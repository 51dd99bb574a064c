import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { accelerator, QEMU } from './accelerator.ts';
import type { Disk } from './makeDisk.ts';

const MINUTE = 60_000;
const PATIENCE = 5 * MINUTE;

export interface Guest {
  /** The command line that runs what follows it in the guest, as root. */
  enter: readonly string[];
  /** What lies in here is `/root` in the guest. */
  home: string;
  /** Switches the guest off. What it wrote, apart from its home, was never on the disk. */
  close: () => Promise<void>;
}

/** Boots a disk with QEMU and waits until the system on it is up. It reaches no network but this machine's one port to it. Needs root. */
export async function bootGuest(disk: Disk): Promise<Guest> {
  const scratch = mkdtempSync(join(tmpdir(), 'guest-'));
  const [home, key, console] = ['home', 'key', 'console'].map((name) => join(scratch, name)) as Paths;
  mkdirSync(join(home, '.ssh'), { recursive: true, mode: 0o700 });
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  renameSync(`${key}.pub`, join(home, '.ssh/authorized_keys'));
  const port = await freePort();
  const machine = spawn(QEMU, argumentsFor(disk, { home, console, port }), { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise<void>((resolve) => machine.once('close', () => resolve()));
  const enter = ['bash', join(import.meta.dirname, 'enter.sh'), String(port), key];
  const close = async () => {
    machine.kill('SIGKILL');
    await ended;
    rmSync(scratch, { recursive: true, force: true });
  };
  try {
    await untilUp(enter, () => machine.exitCode !== null || machine.signalCode !== null);
  } catch (error) {
    const told = readFileSync(console, 'utf8').slice(-2000);
    await close();
    throw new Error(`the guest didn’t start:\n${told}`, { cause: error });
  }
  return { enter, home, close };
}

type Paths = [home: string, key: string, console: string];

function argumentsFor(disk: Disk, given: { home: string; console: string; port: number }): string[] {
  return [
    ...['-accel', accelerator(), '-cpu', 'max', '-smp', '2', '-m', '2048'],
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot', '-serial', `file:${given.console}`],
    ...['-kernel', disk.kernel, '-initrd', disk.initrd, '-append', 'console=ttyS0 root=/dev/vda rw quiet panic=-1'],
    ...['-drive', `file=${disk.image},format=raw,if=virtio,snapshot=on`],
    ...['-virtfs', `local,path=${given.home},mount_tag=home,security_model=none`],
    ...['-netdev', `user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:${given.port}-:22`],
    ...['-device', 'virtio-net-pci,netdev=net', '-device', 'virtio-rng-pci'],
  ];
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
}

/** `is-system-running` waits for the last of what starts at boot; a unit that failed is told as "degraded", with status 1. */
async function untilUp(enter: readonly string[], isOver: () => boolean): Promise<void> {
  const [command = '', ...args] = [...enter, 'systemctl', 'is-system-running', '--wait'];
  const limit = AbortSignal.timeout(PATIENCE);
  for (;;) {
    const asked = spawnSync(command, args, { encoding: 'utf8', timeout: MINUTE });
    if (asked.stdout.trim() === 'running') return;
    if (isOver() || limit.aborted) throw new Error(asked.stdout + asked.stderr);
    await sleep(1000);
  }
}
