import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Package } from './Table.ts';

/** Debian's archive as apt on this machine sees it; packages are unpacked into a cache folder and never installed. */
export interface Debian {
  /** Debian's name of this machine: amd64, arm64, ... */
  architecture: string;
  /** The version apt would install today; undefined for a name apt doesn't know. */
  candidate(name: string): string | undefined;
  /** The first package on the way of `metapackage`'s dependencies whose name fits. */
  dependency(metapackage: string, pattern: RegExp): string | undefined;
  /** The package at exactly this version, from the cache or the archive; undefined where the archive has it no more. */
  fetch(name: string, version: string): Package | undefined;
  isNewer(version: string, than: string): boolean;
}

const ENVIRONMENT = { ...process.env, LC_ALL: 'C' };

function run(command: string, args: readonly string[], cwd?: string): string {
  return execFileSync(command, args, {
    cwd,
    env: ENVIRONMENT,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function succeeds(command: string, args: readonly string[]): boolean {
  try {
    run(command, args);
    return true;
  } catch {
    return false;
  }
}

/** Whether apt and dpkg are here to be asked. */
export function hasDebian(): boolean {
  return ['apt-get', 'apt-cache', 'dpkg-deb'].every((command) => succeeds(command, ['--version']));
}

/** Opens the archive with `cache` as the folder for what is fetched. */
export function openDebian(cache: string): Debian {
  const architecture = run('dpkg', ['--print-architecture']).trim();
  const folder = join(cache, 'debian', architecture);
  mkdirSync(folder, { recursive: true });
  let updated = false;
  const answers = new Map<string, string>();

  /** What apt-cache prints; each question takes it a second, so it is asked once. */
  function aptCache(question: string, name: string): string {
    const key = `${question} ${name}`;
    const answer = answers.get(key) ?? run('apt-cache', [question, name]);
    answers.set(key, answer);
    return answer;
  }

  /** Asks again after one `apt-get update`, which a fresh machine and stale lists need and only root may do. */
  function withLists<T>(ask: () => T | undefined): T | undefined {
    const answer = ask();
    if (answer !== undefined || updated || process.getuid?.() !== 0) return answer;
    updated = true;
    console.log('apt-get update');
    run('apt-get', ['update', '-qq']);
    answers.clear();
    return ask();
  }

  const policy = (name: string) => {
    const version = /^ {2}Candidate: (\S+)$/m.exec(aptCache('policy', name))?.[1];
    return version === '(none)' ? undefined : version;
  };

  const versions = (name: string) =>
    aptCache('madison', name)
      .split('\n')
      .map((line) => line.split('|')[1]?.trim())
      .filter((version) => version !== undefined);

  const dependencies = (name: string) => [...aptCache('depends', name).matchAll(/^ {2}Depends: (\S+)$/gm)];

  return {
    architecture,
    candidate: (name) => withLists(() => policy(name)),
    dependency(metapackage, pattern) {
      return withLists(() => {
        if (policy(metapackage) === undefined) return undefined;
        const first = dependencies(metapackage).map((match) => match[1] ?? '');
        const second = first.flatMap((name) => dependencies(name).map((match) => match[1] ?? ''));
        return [...first, ...second].find((name) => pattern.test(name));
      });
    },
    fetch(name, version) {
      const root = join(folder, `${name}_${version.replaceAll(':', '%3a')}`);
      if (!existsSync(root)) {
        const listed = withLists(() => (versions(name).includes(version) ? true : undefined));
        if (!listed) return undefined;
        console.log(`apt-get download ${name}=${version}`);
        unpack(folder, root, `${name}=${version}`);
      }
      return { package: name, version, root };
    },
    isNewer: (version, than) => succeeds('dpkg', ['--compare-versions', version, 'gt', than]),
  };
}

/** Downloads and unpacks beside `root`, then renames: a folder of that name is always whole. */
function unpack(folder: string, root: string, wanted: string): void {
  const work = mkdtempSync(join(folder, '.work-'));
  try {
    run('apt-get', ['download', wanted], work);
    const file = readdirSync(work).find((name) => name.endsWith('.deb'));
    if (file === undefined) throw new Error(`apt-get download ${wanted} left no .deb file`);
    run('dpkg-deb', ['-x', join(work, file), join(work, 'root')]);
    renameSync(join(work, 'root'), root);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
