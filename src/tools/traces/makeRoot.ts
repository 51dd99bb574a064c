import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { debianMirror } from '../guest/debianMirror.ts';
import { ensurePackages } from '../packages/ensurePackages.ts';

const ROOTS = '/var/tmp/below-the-waterline/roots';
export const SUITE = 'trixie';

/**
 * The folder of a Debian with these packages, made by mmdebstrap. It is kept for the next time, by the packages in it; delete it to have those of today.
 * Needs root.
 */
export function makeRoot(packages: readonly string[]): string {
  const wanted = [...new Set(packages)].sort();
  const folder = join(ROOTS, createHash('sha256').update(wanted.join(' ')).digest('hex').slice(0, 12));
  if (existsSync(folder)) return folder;
  ensurePackages(['mmdebstrap', 'debian-archive-keyring']);
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(ROOTS, { recursive: true });
  const options = ['--mode=root', '--variant=apt', '--skip=check/qemu', `--include=${wanted.join(',')}`];
  execFileSync('mmdebstrap', [...options, SUITE, unfinished, debianMirror()], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  renameSync(unfinished, folder);
  return folder;
}

/** What dpkg says of a package in the root. */
export const packageVersion = (root: string, name: string): string =>
  execFileSync('chroot', [root, 'dpkg-query', '-W', '-f', `\${Version}`, name], { encoding: 'utf8' });
