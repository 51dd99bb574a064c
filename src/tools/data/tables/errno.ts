import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ProfileJson } from '../../../engine/seccomp/index.ts';
import { cValues, includeHeaders, KERNEL_ARCHITECTURES } from '../cValues.ts';
import { findFile, formatTable, type Package, type Packages, type Table } from '../kernelHeaders.ts';

interface NamedNumber {
  name: string;
  number: number;
  isAlias: boolean;
}

/** The kernel's names for the architectures that have numbers of their own, each with a file of its own, and for those that must have the generic ones. */
const OWN_NUMBERS: readonly string[] = ['powerpc', 'mips'];
const GENERIC_NUMBERS = KERNEL_ARCHITECTURES.filter((name) => !OWN_NUMBERS.includes(name));

/**
 * Error numbers and names from the kernel's headers, those of mips and powerpc where they are others, and the words that a user reads: those of
 * glibc's strerror, printed by perl from its package on the C library from its package; the words of a name that has a number only on mips or powerpc
 * are the header's.
 */
export const errno: Table = {
  name: 'errno',
  files: ['errno.json', ...OWN_NUMBERS.map((name) => `errno/${name}.json`)],
  needs: ['linux-libc-dev', 'libc6', 'perl-base', 'libcrypt1'],
  make(packages, stamp) {
    const uapi = packages('linux-libc-dev');
    const numbers = numbersOf('x86', uapi);
    for (const architecture of GENERIC_NUMBERS) {
      if (JSON.stringify(numbersOf(architecture, uapi)) !== JSON.stringify(numbers))
        throw new Error(`${architecture} numbers its errors otherwise than x86`);
    }
    const words = strerror(
      numbers.map(({ number }) => number),
      packages,
    );
    const errors = numbers
      .map(({ name, number, isAlias }, at) => ({ name, number, isAlias, text: words[at] ?? '' }))
      .sort((a, b) => a.number - b.number);
    return [
      formatTable(
        {
          stamp,
          numbers: Object.fromEntries(errors.map(({ name, number }) => [name, number])),
          messages: Object.fromEntries(errors.filter(({ isAlias }) => !isAlias).map(({ name, text }) => [name, text])),
        },
        3,
      ),
      ...OWN_NUMBERS.map((name) => formatTable({ stamp, ...differences(name, numbers, uapi) }, 3)),
    ];
  },
};

function headerOf(architecture: string, uapi: Package) {
  return (name: string): string | undefined => {
    const folder = name.startsWith('asm/') ? `usr/lib/linux/uapi/${architecture}` : 'usr/include';
    const path = join(uapi.root, folder, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  };
}

function numbersOf(architecture: string, uapi: Package): NamedNumber[] {
  const { definitions, value } = cValues([includeHeaders('asm/errno.h', headerOf(architecture, uapi))]);
  return definitions
    .filter(({ name }) => /^E[A-Z0-9]+$/.test(name))
    .map(({ name, expression }) => ({ name, number: Number(value(name)), isAlias: !/^\d+$/.test(expression) }));
}

/** What an architecture numbers otherwise, with words for the names that are an alias or missing in `generic`; it lacks none of those. */
function differences(architecture: string, generic: readonly NamedNumber[], uapi: Package) {
  const own = numbersOf(architecture, uapi);
  const missing = generic.filter(({ name }) => !own.some((error) => error.name === name));
  if (missing.length > 0) throw new Error(`${architecture} lacks ${missing.map(({ name }) => name).join(', ')}`);
  const header = headerOf(architecture, uapi)('asm/errno.h') ?? '';
  const comments = new Map(
    [...header.matchAll(/#[ \t]*define[ \t]+(E[A-Z0-9]+)[ \t]+\d+[ \t]*\/\*\s*(.*?)\s*\*\//g)].map(
      ([, name = '', text = '']) => [name, text],
    ),
  );
  const isNamed = (name: string) => generic.some((error) => error.name === name && !error.isAlias);
  const numbered = own.filter(
    ({ name, number }) => !generic.some((error) => error.name === name && error.number === number),
  );
  const worded = own.filter(({ name, isAlias }) => !isAlias && !isNamed(name));
  return {
    numbers: Object.fromEntries(numbered.map(({ name, number }) => [name, number])),
    messages: Object.fromEntries(worded.map(({ name }) => [name, comments.get(name) ?? name])),
  };
}

function strerror(numbers: readonly number[], packages: Packages): string[] {
  const loader = findFile(packages('libc6').root, /^ld-linux.*\.so\.\d+$/);
  const libc = dirname(findFile(packages('libc6').root, /^libc\.so\.6$/));
  const libcrypt = dirname(findFile(packages('libcrypt1').root, /^libcrypt\.so\.1$/));
  const perl = join(packages('perl-base').root, 'usr/bin/perl');
  const program = 'for (@ARGV) { $! = $_; print "$!\\n" }';
  const printed = execFileSync(
    loader,
    ['--library-path', `${libc}:${libcrypt}`, perl, '-e', program, ...numbers.map(String)],
    { env: { LC_ALL: 'C' }, encoding: 'utf8' },
  );
  return printed.trimEnd().split('\n');
}

const PACKAGE = 'golang-github-containers-common';
const SOURCE = 'usr/share/containers/seccomp.json';

/** CRI-O 1.33's: that of containers/common 0.62 with `unshare` for CAP_SYS_ADMIN alone. */
export const crioProfile: Table = {
  name: 'cri-o-1.33-profile',
  files: ['profiles/cri-o-1.33.json.stamp.json', 'profiles/cri-o-1.33.json'],
  needs: [PACKAGE],
  make(packages, stamp) {
    const used = packages(PACKAGE);
    if (!used.version.startsWith('0.62.2')) throw new Error(`${PACKAGE} is ${used.version}, which has another profile`);
    const profile = withoutUnshare(JSON.parse(readFileSync(join(used.root, SOURCE), 'utf8')));
    return [
      formatTable({ stamp: { ...stamp, file: SOURCE, licence: 'Apache-2.0' } }, 2),
      `${JSON.stringify(profile, null, '\t')}\n`,
    ];
  },
};

/** As CRI-O makes its default of the library's (cri-o/cri-o, internal/config/seccomp/seccomp.go, DefaultProfile). Throws where `unshare` stands elsewhere. */
function withoutUnshare(profile: ProfileJson): ProfileJson {
  const [first, list, ...others] = profile.syscalls;
  if (!first || !list?.names.includes('unshare')) throw new Error('Found no unshare in the second rule.');
  const allowed = { ...list, names: list.names.filter((name) => name !== 'unshare') };
  const gated = { names: ['unshare'], action: 'SCMP_ACT_ALLOW', includes: { caps: ['CAP_SYS_ADMIN'] } };
  return { ...profile, syscalls: [first, allowed, ...others, gated] };
}
