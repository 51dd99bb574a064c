import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cValues } from '../cValues.ts';
import { findFile } from '../findFile.ts';
import { formatTable } from '../formatTable.ts';
import { stampOf } from '../stamp.ts';
import type { Packages, Table } from '../Table.ts';

/**
 * Error numbers and names from the kernel's asm-generic headers (the same for x86 and arm64), and the words that a user reads: those of
 * glibc's strerror, printed by perl from its package on the C library from its package.
 */
export const errno: Table = {
  name: 'errno',
  files: ['errno.json'],
  wishes: ['linux-libc-dev', 'libc6', 'perl-base', 'libcrypt1'],
  make(packages) {
    const used = ['linux-libc-dev', 'libc6', 'perl-base', 'libcrypt1'].map(packages);
    const include = join(packages('linux-libc-dev').root, 'usr/include/asm-generic');
    const { definitions, value } = cValues(
      ['errno-base.h', 'errno.h'].map((file) => readFileSync(join(include, file), 'utf8')),
    );
    const numbers = definitions
      .filter(({ name }) => /^E[A-Z0-9]+$/.test(name))
      .map(({ name, expression }) => ({ name, number: Number(value(name)), isAlias: !/^\d+$/.test(expression) }));
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
          stamp: stampOf('errno', used),
          numbers: Object.fromEntries(errors.map(({ name, number }) => [name, number])),
          messages: Object.fromEntries(errors.filter(({ isAlias }) => !isAlias).map(({ name, text }) => [name, text])),
        },
        2,
      ),
    ];
  },
};

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
