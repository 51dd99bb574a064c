import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
export interface Disk {
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
