import file from '../../../../content/data/libc/answers.json' with { type: 'json' };
import { type Arch, compareReleases } from '../../linux/index.ts';
import type { Libc, LibcName, LibcRow } from './Libc.ts';

const NAMES: readonly LibcName[] = ['glibc', 'musl', 'go'];

/** Each libc of an ABI, and as wide, in the newest release that was asked for real: test/oracle/seccomp/record_libc.py. */
export function newestLibcs(bits: 32 | 64, arch?: Arch): readonly Libc[] {
  return NAMES.map((name) => ({ name, version: newestOf(name), ...(bits === 32 && { bits }), ...(arch && { arch }) }));
}

function newestOf(name: LibcName): string {
  const releases = (file.rows as readonly LibcRow[]).flatMap(({ libc, recorded }) => (libc === name ? recorded : []));
  return releases.toSorted(compareReleases).at(-1) ?? '';
}
