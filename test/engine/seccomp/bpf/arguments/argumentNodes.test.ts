import { expect, test } from 'vitest';
import { disassemble } from '../../../../../src/engine/seccomp/bpf/index.ts';
import { filterOf } from '../../inline.ts';
import { programOf } from '../filters.ts';

/** A program's instructions from the first that reads an argument on, without its answers. */
function comparisons(words: string): string {
  const filter = filterOf(words, { runtime: 'libseccomp' });
  if (typeof filter === 'string') return filter;
  const lines = disassemble(programOf(filter));
  const first = lines.findIndex(({ text }) => /^ld \[(1[6-9]|[2-6]\d)\]/.test(text));
  return (
    lines
      .slice(first)
      // The last of them is the comparison of numbers with -1.
      .filter(({ text }) => !text.startsWith('ret') && !text.startsWith('jeq #0xffffffff'))
      .map(({ text }) => text.replace(/,.*/, ''))
      .join(' / ')
  );
}

test.each([
  ['errno: allow clone arg0&2114060288==0', 'ld [16] / jset #0x7e020000'],
  ['errno: allow clone arg0&16==16', 'ld [16] / jset #0x10'],
  ['errno: allow clone arg0&255==3', 'ld [16] / and #0xff / jeq #0x3'],
  // 0, 8, 0x20000 and 0x20008 have no bit but two.
  [
    'errno: allow personality arg0==0 | allow personality arg0==8 | allow personality arg0==131072 | allow personality arg0==131080',
    'ld [20] / jeq #0x0 / ld [16] / jset #0xfffdfff7',
  ],
  // No half is compared or loaded twice.
  [
    'errno: allow socket arg0<38 | allow socket arg0==39 | allow socket arg0>40',
    'ld [20] / jeq #0x0 / ld [16] / jeq #0x26 / jeq #0x28',
  ],
])('%s: %s', (words, expected) => expect(comparisons(words)).toBe(expected));
