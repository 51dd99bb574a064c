import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Debian's suites that a table may take a package from, oldest first. sid and experimental move: what they have today, they may lack tomorrow. */
export const SUITES = ['bullseye', 'bookworm', 'trixie', 'sid', 'experimental'] as const;

export type Suite = (typeof SUITES)[number];

const isSuite = (value: unknown): value is Suite => SUITES.some((suite) => suite === value);

/**
 * Options with which apt-get and apt-cache see this suite alone and leave the system's own lists as they are (apt.conf(5)). Its lists, sources and an
 * empty status file are in `folder`, so that what the machine has installed is no candidate; mirror and keyring are those of the machine's own source of
 * Debian; where it has none, they show no package at all. Valid-Until isn't asked, because a mirror's copy of sid may be older than that.
 */
export function suiteOptions(suite: Suite, folder: string): readonly string[] {
  for (const name of ['lists/partial', 'cache/archives/partial', 'empty']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  const source = debianSource();
  writeFileSync(join(folder, 'sources.list'), source === undefined ? '' : `deb ${source} ${suite} main\n`);
  writeFileSync(join(folder, 'status'), '');
  const settings = {
    'Dir::State::lists': join(folder, 'lists'),
    'Dir::State::status': join(folder, 'status'),
    'Dir::Cache': join(folder, 'cache'),
    'Dir::Etc::sourcelist': join(folder, 'sources.list'),
    'Dir::Etc::sourceparts': join(folder, 'empty'),
    'Dir::Etc::preferences': join(folder, 'empty', 'preferences'),
    'Dir::Etc::preferencesparts': join(folder, 'empty'),
    'Acquire::Check-Valid-Until': 'false',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

/**
 * The mirror of the machine's own apt that has Debian's releases (not their security updates), with the keyring that it is signed by, as sources.list(5)
 * has them; undefined where there is none.
 */
function debianSource(): string | undefined {
  const targets = execFileSync(
    'apt-get',
    ['indextargets', '--format', '$(ORIGIN)|$(RELEASE)|$(REPO_URI)|$(SIGNED_BY)', 'Created-By: Packages'],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  for (const target of targets.split('\n')) {
    const [origin, release = '', mirror, keyring = ''] = target.split('|');
    if (origin !== 'Debian' || release.includes('-') || mirror === undefined) continue;
    return keyring.startsWith('/') ? `[signed-by=${keyring}] ${mirror}` : mirror;
  }
  return undefined;
}

/** Where a file's facts come from; it stands inside a table, or beside a verbatim file as `<name>.stamp.json`. */
interface Stamp {
  packages: Stamped[];
  madeBy: string;
}

/** A package by its version, and by its suite where that isn't the one of the machine that made the table. */
export interface Stamped {
  package: string;
  version: string;
  suite?: Suite;
}

/** The stamp of a table made from `packages` by `npm run data -- <table>`. */
export function stampOf(table: string, packages: readonly Stamped[]): Stamp {
  return {
    packages: packages.map(({ package: name, version, suite }) => ({
      package: name,
      version,
      ...(suite && { suite }),
    })),
    madeBy: `npm run data -- ${table}`,
  };
}

/** The stamp in the text of a table or of a `.stamp.json` file; undefined where there is none that can be read. */
export function readStamp(text: string): Stamp | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const stamp = property(value, 'stamp');
  const madeBy = property(stamp, 'madeBy');
  const packages = property(stamp, 'packages');
  if (typeof madeBy !== 'string' || !Array.isArray(packages) || !packages.every(isNamedVersion)) return undefined;
  return { packages, madeBy };
}

function isNamedVersion(entry: unknown): entry is Stamped {
  const suite = property(entry, 'suite');
  const isNamed = typeof property(entry, 'package') === 'string' && typeof property(entry, 'version') === 'string';
  return isNamed && (suite === undefined || isSuite(suite));
}

/** A property of what JSON.parse gave; undefined where the value is no object or lacks it. */
export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** One Debian package, unpacked: what a table is made from and what its stamp names. */
export interface Package {
  package: string;
  version: string;
  /** The suite that it was asked of, where that isn't the machine's own. */
  suite?: Suite;
  /** The folder that holds the package's files as they would lie under `/`. */
  root: string;
}

/** A package that a table needs, by its name, or by a pattern where the name itself carries a version; of the machine's own suite or of another. */
export type Need = string | InSuite | WantedVersion;

export interface InSuite {
  package: string;
  suite: Suite;
}

interface WantedVersion {
  /** What it is called among a table's needs. */
  key: string;
  suite?: Suite;
  /** Recognises the package's name in a stamp. */
  pattern: RegExp;
  /** The metapackage that depends, at one or two removes, on today's version of it; `ARCH` is Debian's name of the machine. */
  metapackage: string;
}

/** Gives the unpacked package that the table needs. */
export type Packages = (need: Need) => Package;

/** One generator: which files it writes under content/data/, from which packages. */
export interface Table {
  /** What the command line calls it. */
  name: string;
  /** Paths under content/data/, the stamped file first. */
  files: readonly string[];
  needs: readonly Need[];
  /** The text of each file, in the order of `files`, with the stamp of all the needs. It depends on nothing but the packages. */
  make(packages: Packages, stamp: Stamp): string[];
}

/** What tells a need from a table's others: `package/suite` as apt writes it, the package or key alone where it is of the machine's own suite. */
export function needKey(need: Need): string {
  if (typeof need === 'string') return need;
  const name = 'package' in need ? need.package : need.key;
  return need.suite === undefined ? name : `${name}/${need.suite}`;
}

/** The suite that a need names; undefined for the machine's own. */
export function suiteOf(need: Need): Suite | undefined {
  return typeof need === 'string' ? undefined : need.suite;
}

/** The newest kernel's headers for programs, those of every architecture. */
export const uapiHeaders: InSuite = { package: 'linux-libc-dev', suite: 'experimental' };

/** The same of a kernel that still has what the newest has given up. */
export const olderUapiHeaders: InSuite = { package: 'linux-libc-dev', suite: 'trixie' };

/** The headers that a suite's kernel itself is built with, of the machine's own where none is named; the package's name carries the version. */
const kernelHeadersOf = (suite?: Suite): WantedVersion => ({
  key: 'linux-headers-common',
  pattern: /^linux-headers-\d.*-common$/,
  metapackage: 'linux-headers-ARCH',
  ...(suite && { suite }),
});

export const kernelHeaders: WantedVersion = kernelHeadersOf('experimental');

/** Those of a kernel that still has what the newest has given up, and of architectures for which Debian builds none any more (mips). */
export const olderKernelHeaders: WantedVersion = kernelHeadersOf('trixie');

export const ownKernelHeaders: WantedVersion = kernelHeadersOf();

/** The folder of those headers that holds `include/` and `arch/`. */
export function kernelRoot(headers: Package): string {
  return join(headers.root, 'usr/src', headers.package);
}

/**
 * JSON with one entry a line down to `depth` levels and each deeper value on its entry's line, so that a changed fact is a changed line.
 * Ends with a newline.
 */
export function formatTable(value: unknown, depth: number): string {
  return `${format(value, depth, '')}\n`;
}

function format(value: unknown, depth: number, indent: string): string {
  if (depth === 0 || typeof value !== 'object' || value === null) return inline(value);
  const inner = `${indent} `;
  const lines = Array.isArray(value)
    ? value.map((entry) => inner + format(entry, depth - 1, inner))
    : Object.entries(value).map(([key, entry]) => `${inner}${JSON.stringify(key)}: ${format(entry, depth - 1, inner)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return lines.length === 0 ? `${open}${close}` : `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, entry]) => `${JSON.stringify(key)}: ${inline(entry)}`)
    .join(', ')}}`;
}

/** The upstream part of a Debian version: without epoch, Debian revision, and the `+dfsg1` or `+ds1` of a repacked source. */
export function upstreamVersion(version: string): string {
  return version
    .replace(/^\d+:/, '')
    .replace(/-[^-]*$/, '')
    .replace(/[+~](dfsg|ds)[\d.]*$/, '');
}

/** The names that libseccomp knows, from its seccomp-syscalls.h, which defines `__SNR_<name>` for each; sorted. */
export function syscallNames(header: string): string[] {
  const names = [...header.matchAll(/^#define __SNR_(\w+)\b/gm)].map((match) => match[1] ?? '');
  return [...new Set(names)].sort();
}

/**
 * libseccomp's pseudo numbers, from the same header: what a name stands for on an ABI that lacks it, or reaches it by `socketcall` (-101 to
 * -120) or `ipc` (-201 to -224). A name that every ABI has needs none.
 */
export function pseudoNumbers(header: string): Map<string, number> {
  return new Map(
    [...header.matchAll(/^#define __PNR_(\w+)\s+(-\d+)/gm)].map((match) => [match[1] ?? '', Number(match[2])]),
  );
}

/** The first file under `root` whose name fits; the folder in between often carries the machine's architecture. Throws where there is none. */
export function findFile(root: string, name: RegExp): string {
  const found = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && name.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()[0];
  if (found === undefined) throw new Error(`no file like ${name.source} under ${root}`);
  return found;
}
