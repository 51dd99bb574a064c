import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A program that tests can't do without: what it is called, how it is installed where that can be done, and what to type where it can't. */
export interface Needed {
  what: string;
  install: () => void;
  type: string;
}

/**
 * What `find` finds; where it finds nothing, what it finds once the program is installed. Throws, with the one command to type, where that
 * fails too: tests are never skipped.
 */
export function foundOrInstalled<Found>(find: () => Found | undefined, { what, install, type }: Needed): Found {
  const present = find();
  if (present !== undefined) return present;
  console.log(`No ${what} found; installing it.`);
  try {
    install();
  } catch {
    // What is missing is said below, with what to type.
  }
  const installed = find();
  if (installed === undefined) throw new Error(`The browser tests need ${what}. Type: ${type}`);
  return installed;
}

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
