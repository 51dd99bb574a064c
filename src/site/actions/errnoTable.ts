import { errnoNames, errnoNumber, errnoOf, loadTables } from '../../engine/linux/index.ts';

/** An error by name: its number, and the numbers of the architectures that count otherwise. */
export interface ErrnoRow {
  name: string;
  /** Its anchor on the page: eperm. */
  id: string;
  /** On every architecture but those of `mips` and `powerpc`; undefined where only these have the name. */
  number: number | undefined;
  mips: number | undefined;
  powerpc: number | undefined;
  /** glibc's words for it, by the error's first name. */
  message: string;
  /** The name that strerrorname and strace print for the number. */
  same: string | undefined;
}

const MIPS = 'SCMP_ARCH_MIPS64';
const POWERPC = 'SCMP_ARCH_PPC64LE';

/** Every error of Linux, by number. */
export async function errnoTable(): Promise<readonly ErrnoRow[]> {
  await loadTables([MIPS, POWERPC]);
  const names = [...new Set([...errnoNames(), ...errnoNames(MIPS), ...errnoNames(POWERPC)])];
  const rows = names.map((name): ErrnoRow => {
    const [number, mips, powerpc] = [errnoNumber(name), errnoNumber(name, MIPS), errnoNumber(name, POWERPC)];
    const known = number === undefined ? errnoOf(mips ?? 0, MIPS) : errnoOf(number);
    return {
      ...{ name, number, mips, powerpc },
      id: name.toLowerCase(),
      message: known?.message ?? '',
      same: known === undefined || known.name === name ? undefined : known.name,
    };
  });
  return rows.sort((a, b) => (a.number ?? Number.POSITIVE_INFINITY) - (b.number ?? Number.POSITIVE_INFINITY));
}
