import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type Need,
  needKey,
  type Package,
  property,
  type Suite,
  stampOf,
  suiteOf,
  suiteOptions,
  type Table,
} from './kernelHeaders.ts';

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
  /** Another suite of the archive, whatever suite the machine itself is of; nothing is found in one that can't be had. */
  inSuite(suite: Suite): Debian;
}

/** How apt is asked, and what its lists are brought up to date with; `undefined` where they can't be. */
interface Apt {
  suite?: Suite;
  options: readonly string[];
  update: (() => void) | undefined;
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
  const isRoot = process.getuid?.() === 0;
  const own: Apt = { options: [], update: isRoot ? () => run('apt-get', ['update', '-qq']) : undefined };
  const suites = new Map<Suite, Debian>();

  function inSuite(suite: Suite): Debian {
    const opened = suites.get(suite) ?? openArchive(architecture, folder, aptOf(suite), inSuite);
    suites.set(suite, opened);
    return opened;
  }

  function aptOf(suite: Suite): Apt {
    const options = suiteOptions(suite, join(folder, 'suites', suite));
    return { suite, options, update: () => run('apt-get', [...options, 'update', '-qq']) };
  }

  return openArchive(architecture, folder, own, inSuite);
}

function openArchive(architecture: string, folder: string, apt: Apt, inSuite: Debian['inSuite']): Debian {
  let update = apt.update;
  const answers = new Map<string, string>();

  /** What apt-cache prints; each question takes it a second, so it is asked once. */
  function aptCache(question: string, name: string): string {
    const key = `${question} ${name}`;
    const answer = answers.get(key) ?? run('apt-cache', [...apt.options, question, name]);
    answers.set(key, answer);
    return answer;
  }

  /**
   * Asks again after one `apt-get update`, which a fresh machine and stale lists need, and for the machine's own lists only root may do. Those of another
   * suite are brought up to date before the first question, as nobody else does it; where that fails, the ones that are there answer.
   */
  function withLists<T>(ask: () => T | undefined): T | undefined {
    if (apt.suite === undefined || update === undefined) {
      const answer = ask();
      if (answer !== undefined || update === undefined) return answer;
    }
    const now = update;
    update = undefined;
    console.log(apt.suite === undefined ? 'apt-get update' : `apt-get update, of ${apt.suite}`);
    try {
      now();
    } catch (error) {
      if (apt.suite === undefined) throw error;
      console.log(`  warning: the lists of ${apt.suite} can’t be brought up to date`);
    }
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
        unpack(folder, root, `${name}=${version}`, apt.options);
      }
      return { package: name, version, ...(apt.suite && { suite: apt.suite }), root };
    },
    isNewer: (version, than) => succeeds('dpkg', ['--compare-versions', version, 'gt', than]),
    inSuite,
  };
}

/** Downloads and unpacks beside `root`, then renames: a folder of that name is always whole. */
function unpack(folder: string, root: string, wanted: string, options: readonly string[]): void {
  const work = mkdtempSync(join(folder, '.work-'));
  try {
    run('apt-get', [...options, 'download', wanted], work);
    const file = readdirSync(work).find((name) => name.endsWith('.deb'));
    if (file === undefined) throw new Error(`apt-get download ${wanted} left no .deb file`);
    run('dpkg-deb', ['-x', join(work, file), join(work, 'root')]);
    renameSync(join(work, 'root'), root);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

export interface Result {
  outcome: 'passed' | 'failed' | 'not compared';
  lines: string[];
}

/** Makes a table from the newest packages and writes its files under the folder `data`. */
export function writeTable(table: Table, data: string, debian: Debian): Result {
  const packages = new Map(table.needs.map((need) => [needKey(need), newest(need, debian)]));
  const texts = makeTexts(table, packages);
  for (const [file, text] of texts) {
    mkdirSync(dirname(join(data, file)), { recursive: true });
    writeFileSync(join(data, file), text);
  }
  const from = [...packages].map(([key, entry]) => `${entry.suite ? key : entry.package} ${entry.version}`).join(', ');
  return { outcome: 'passed', lines: [`✓ ${table.name}: ${table.files.join(', ')} from ${from}`] };
}

/** The text of each of a table's files, by name. */
export function makeTexts(table: Table, packages: ReadonlyMap<string, Package>): [file: string, text: string][] {
  const given = (need: Need) => {
    const found = packages.get(needKey(need));
    if (found !== undefined) return found;
    throw new Error(`the table ${table.name} asks for ${needKey(need)}, which is not among its needs`);
  };
  const stamp = stampOf(table.name, table.needs.map(given));
  const texts = table.make(given, stamp);
  return table.files.map((file, at) => {
    const text = texts[at];
    if (text === undefined) throw new Error(`the table ${table.name} makes no ${file}`);
    return [file, text];
  });
}

/** The part of the archive that a need is looked for in: that of its suite, or the machine's own. */
export function archiveOf(need: Need, debian: Debian): Debian {
  const suite = suiteOf(need);
  return suite === undefined ? debian : debian.inSuite(suite);
}

/** The name of the package that fulfils a need today; undefined where apt knows none. */
export function newestName(need: Need, debian: Debian): string | undefined {
  if (typeof need === 'string') return need;
  if ('package' in need) return need.package;
  return archiveOf(need, debian).dependency(need.metapackage.replace('ARCH', debian.architecture), need.pattern);
}

function newest(need: Need, debian: Debian): Package {
  const archive = archiveOf(need, debian);
  const name = newestName(need, debian);
  const version = name === undefined ? undefined : archive.candidate(name);
  const found = name === undefined || version === undefined ? undefined : archive.fetch(name, version);
  if (found === undefined) throw new Error(`apt knows no package ${needKey(need)}; as root, try \`apt-get update\``);
  return found;
}

/** Files under content/data/ that quote a source outside Debian. No package gives them; their stamp's SHA-256 holds them as they were. */
export const QUOTED: readonly string[] = ['profiles/talk-2016.json.txt'];

/** Compares a quoted file with the hash in its stamp. */
export function checkQuoted(file: string, data: string): Result {
  const stamp: unknown = JSON.parse(readFileSync(join(data, `${file}.stamp.json`), 'utf8'));
  const found = createHash('sha256')
    .update(readFileSync(join(data, file)))
    .digest('hex');
  const expected = property(property(stamp, 'stamp'), 'sha256');
  if (found === expected) return { outcome: 'passed', lines: [`✓ ${file}: as quoted`] };
  return {
    outcome: 'failed',
    lines: [
      `✕ content/data/${file} is not the text that was quoted: its SHA-256 is ${found}, its stamp says ${String(expected)}`,
    ],
  };
}
