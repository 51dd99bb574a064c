import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFile } from './findFile.ts';
import type { Suite } from './suites.ts';
import { pseudoNumbers, syscallNames } from './syscallNames.ts';
import type { InSuite, Packages } from './Table.ts';
import { upstreamVersion } from './upstreamVersion.ts';

/** libseccomp, seccomp.h: the answer for a name that it doesn't know. */
export const NR_SCMP_ERROR = -1;

/** The packages of one suite's libseccomp: the program that asks the library, the library, the header with the names that it knows. */
export const libseccompNeeds = (suite: Suite): readonly InSuite[] =>
  ['seccomp', 'libseccomp2', 'libseccomp-dev'].map((name) => ({ package: name, suite }));

/** One suite's libseccomp, unpacked. */
export interface Libseccomp {
  /** The upstream release. */
  release: string;
  names: readonly string[];
  /** By name: what it stands for on an ABI that lacks it or multiplexes it. */
  pseudo: ReadonlyMap<string, number>;
  /** What scmp_sys_resolver, run from its unpacked package, answers for names or numbers; undefined where it doesn't know the ABI. */
  resolve(token: string, questions: readonly string[]): string[] | undefined;
}

/** Opens a suite's libseccomp, whose packages are among the table's needs. */
export function openLibseccomp(suite: Suite, packages: Packages): Libseccomp {
  const rootOf = (name: string) => packages({ package: name, suite }).root;
  const header = readFileSync(join(rootOf('libseccomp-dev'), 'usr/include/seccomp-syscalls.h'), 'utf8');
  const program = join(rootOf('seccomp'), 'usr/bin/scmp_sys_resolver');
  const library = join(findFile(rootOf('libseccomp2'), /^libseccomp\.so\.2$/), '..');
  return {
    release: upstreamVersion(packages({ package: 'libseccomp-dev', suite }).version),
    names: syscallNames(header),
    pseudo: pseudoNumbers(header),
    resolve(token, questions) {
      const lines = ask(program, library, token, questions);
      if (lines.every((line) => line === '')) return undefined;
      if (lines.length !== questions.length) throw new Error(`scmp_sys_resolver gave ${lines.length} answers`);
      return lines;
    },
  };
}

function ask(program: string, library: string, token: string, questions: readonly string[]): string[] {
  const script =
    'program=$1; arch=$2; shift 2; "$program" -a "$arch" 0 >/dev/null 2>&1 || exit 0; for question; do "$program" -a "$arch" -- "$question"; done';
  const answers = execFileSync('sh', ['-c', script, 'sh', program, token, ...questions], {
    env: { ...process.env, LD_LIBRARY_PATH: library },
    encoding: 'utf8',
    maxBuffer: 1 << 24,
  });
  return answers.trim().split('\n');
}
