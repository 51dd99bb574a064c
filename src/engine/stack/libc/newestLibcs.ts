import file from '../../../../content/data/libc/answers.json' with { type: 'json' };
import { compareReleases } from '../../linux/index.ts';
import type { Libc, LibcName, LibcRow } from './Libc.ts';

const NAMES: readonly LibcName[] = ['glibc', 'musl', 'go'];

/** Each libc in the newest release that was asked for real: test/oracle/seccomp/record_libc.py. */
export function newestLibcs(bits: 32 | 64): readonly Libc[] {
  return NAMES.map((name) => ({ name, version: newestOf(name), ...(bits === 32 && { bits }) }));
}

function newestOf(name: LibcName): string {
  const releases = (file.rows as readonly LibcRow[]).flatMap(({ libc, recorded }) => (libc === name ? recorded : []));
  return releases.toSorted(compareReleases).at(-1) ?? '';
}
