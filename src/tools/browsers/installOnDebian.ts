import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Needed } from './foundOrInstalled.ts';

/** Whether this process may install Debian's packages. */
export const mayInstall = (): boolean => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** Installs packages with apt-get and nothing beside them; throws where apt-get fails. */
export function installOnDebian(packages: readonly string[]): void {
  execFileSync('apt-get', ['update', '-q'], { stdio: 'inherit' });
  execFileSync('apt-get', ['install', '-qy', '--no-install-recommends', ...packages], { stdio: 'inherit' });
}

/** A program that Debian packages and nobody else does for us: installed as root, else by the command to type. */
export const neededOfDebian = (what: string, packages: readonly string[]): Needed => ({
  what,
  install: () => mayInstall() && installOnDebian(packages),
  type: `sudo apt-get install ${packages.join(' ')}`,
});
