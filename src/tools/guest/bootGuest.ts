import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensurePackages } from '../packages/ensurePackages.ts';
import { debianMirror } from './debianMirror.ts';

const GUESTS = '/var/tmp/below-the-waterline/guests';
const SIZE = '4G';
/** What makes the disk, and what boots it. */
const NEEDED_HERE = [
  'mmdebstrap',
  'debian-archive-keyring',
  'e2fsprogs',
  'qemu-system-x86',
  'seabios',
  'openssh-client',
];
/** A whole system, whose first process is systemd, and whose kernel comes with its modules. */
const SYSTEM = [
  'systemd-sysv',
  'dbus-user-session',
  'libpam-systemd',
  'linux-image-amd64',
  'initramfs-tools',
  'openssh-server',
];

/** The disk of a guest, with the kernel and the initramfs that Debian put on it. */
interface Disk {
  image: string;
  kernel: string;
  initrd: string;
}

/**
 * A disk with Debian 13 on it and these packages of Debian's, made by mmdebstrap. It is kept for the next time, by the packages on it; delete it to have
 * those of today. Needs root.
 */
export function makeDisk(packages: readonly string[]): Disk {
  const wanted = [...new Set([...SYSTEM, ...packages])].sort();
  const folder = join(GUESTS, createHash('sha256').update(wanted.join(' ')).digest('hex').slice(0, 12));
  if (!existsSync(folder)) {
    ensurePackages(NEEDED_HERE);
    const unfinished = `${folder}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    fill(unfinished, wanted);
    renameSync(unfinished, folder);
  }
  return { image: join(folder, 'disk'), kernel: only(folder, 'vmlinuz-*'), initrd: only(folder, 'initrd.img-*') };
}

function fill(folder: string, packages: readonly string[]): void {
  const root = join(folder, 'root');
  const options = ['--mode=root', '--variant=apt', '--skip=check/qemu', `--include=${packages.join(',')}`];
  execFileSync('mmdebstrap', [...options, 'trixie', root, debianMirror()], { stdio: ['ignore', 'inherit', 'inherit'] });
  configure(root);
  for (const file of globSync('boot/{vmlinuz,initrd.img}-*', { cwd: root })) {
    execFileSync('cp', [join(root, file), folder]);
  }
  execFileSync('mke2fs', ['-q', '-t', 'ext4', '-d', root, join(folder, 'disk'), SIZE]);
  rmSync(root, { recursive: true });
}

/** The guest is called lab; root's home is a folder of the host's (bootGuest.ts); there is no name server. */
function configure(root: string): void {
  const files: Record<string, string> = {
    'etc/fstab': '/dev/vda / ext4 defaults 0 1\nhome /root 9p trans=virtio,version=9p2000.L,msize=262144 0 0\n',
    'etc/hostname': 'lab\n',
    'etc/hosts': '127.0.0.1 localhost lab\n',
    'etc/resolv.conf': '',
    'etc/systemd/network/lab.network': '[Match]\nName=en*\n[Network]\nDHCP=yes\n',
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
  const wants = join(root, 'etc/systemd/system/multi-user.target.wants');
  symlinkSync('/usr/lib/systemd/system/systemd-networkd.service', join(wants, 'systemd-networkd.service'));
}

function only(folder: string, pattern: string): string {
  const [name, another] = globSync(pattern, { cwd: folder });
  if (name === undefined || another !== undefined) throw new Error(`${folder} must have one ${pattern}`);
  return join(folder, name);
}

export const QEMU = '/usr/bin/qemu-system-x86_64';

/**
 * Whether the processor itself runs another kernel here. One that isn't made for it needs kvm_intel or kvm_amd; /dev/kvm can also be that of kvm_pvm,
 * which boots none.
 */
export function hasKvm(): boolean {
  return existsSync('/dev/kvm') && ['kvm_intel', 'kvm_amd'].some((module) => existsSync(join('/sys/module', module)));
}

/** What is emulated answers the same, ten times slower. */
export const accelerator = () => (hasKvm() ? 'kvm' : 'tcg');

const MINUTE = 60_000;
const PATIENCE = 5 * MINUTE;

interface Guest {
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
